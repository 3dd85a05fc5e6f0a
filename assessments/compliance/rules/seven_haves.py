"""三(三)1-9: of each of the seven haves at least one is usable."""

from assessments.compliance.outcome import Field, Figures, Input, Outcome, Record
from assessments.compliance.parameters import CountyParameters
from assessments.compliance.rules.registry import rule
from assessments.compliance.subjects import EquipmentItem, StationFacts
from assessments.values.wording import listing


@rule("三(三)1-9", "equipment_kinds_required", reads=("equipment",))
def judge(station: StationFacts, parameters: CountyParameters) -> Outcome:
    """Counts the kinds with a usable item.

    What has not been reported leaves the answer open only where it could still make up the number; until it is, the
    number of usable ones is not known either.
    """
    required = int(parameters.number("equipment_kinds_required"))
    usable = [item for item in station.equipment if item.usable]
    unsaid = [item for item in station.equipment if item.usable is None]
    lacking = [item for item in station.equipment if item.usable == 0]
    figures: Figures = {"required": required, "unit": "项", "inputs": tuple(_input(item) for item in station.equipment)}
    if len(usable) >= required:
        return Outcome.met(f"“七有”{len(usable)} 项可用，达到 {required} 项。", measured=len(usable), **figures)
    if len(usable) + len(unsaid) >= required:
        return Outcome.unknown(*(f"{item.label}的数量" for item in unsaid), enter=_enter(unsaid), **figures)
    said = f"；{_labels(unsaid)}未填" if unsaid else ""
    return Outcome.unmet(
        f"“七有”{len(usable)} 项可用，应有 {required} 项，缺{_labels(lacking)}{said}。",
        measured=None if unsaid else len(usable),
        gap=required - len(usable) - len(unsaid),
        remedy=f"配备或修复{_labels(lacking)}。",
        enter=_enter(lacking),
        **figures,
    )


def _labels(items: list[EquipmentItem]) -> str:
    return listing(item.label for item in items)


def _enter(items: list[EquipmentItem]) -> tuple[Field, ...]:
    """All are entered on one page, which opens at the first."""
    return (Field("equipment", "usable", kind=items[0].kind),)


def _input(item: EquipmentItem) -> Input:
    record = Record("offices.Equipment", item.pk) if item.pk else None
    return Input(f"可用的{item.label}", "未填" if item.usable is None else item.usable, record=record)
