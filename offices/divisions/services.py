"""Change the tree: rename, move, merge, split, close, reopen. Each change is dated, sourced, audited and announced.

Facts stay where they are: stations, people and findings refer to units by id, and scope follows the path that moves
with the subtree. Every function runs in one transaction that holds the root's row, so two changes never interleave.
"""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from jian_minzheng.core import writes
from jian_minzheng.core.acting import Acting
from jian_minzheng.core.audit.models import Action
from offices.divisions.eras import ONE_DAY, era_begin, era_end
from offices.divisions.spelling import spell
from offices.models import Division, DivisionEra, Succession
from offices.models.divisions import Level
from offices.places import roots

_ABOVE = dict(zip(Level.values[1:], Level.values, strict=False))


@transaction.atomic
def division_rename(
    actor: Acting,
    *,
    division: Division,
    name: str,
    kind: str = "",
    on: datetime.date,
    source: str,
) -> Division:
    """Give a unit another name or kind (撤乡设镇) from a day on; an empty ``kind`` leaves it.

    Raises:
        ValidationError: nothing would change, the unit is closed, the date out of order, or a neighbour has the name.
    """
    unit = _claimed(division)
    _check_open(unit)
    before = {"名称": unit.name, "类别": unit.kind}
    if (name, kind or unit.kind) == (unit.name, unit.kind):
        raise ValidationError("名称和类别都没有变化。")
    parent = Division.objects.get_parent(unit)
    _check_name_free(parent, name, except_for=unit)
    unit.name, unit.kind = name, kind or unit.kind
    unit.pinyin, unit.initials = spell(name)
    unit.save(update_fields=["name", "kind", "pinyin", "initials"])
    era_begin(division=unit, parent=parent, on=on, source=source)
    _finish(actor, unit, {unit.pk}, "更名", on, source, 原=before, 现={"名称": unit.name, "类别": unit.kind})
    return unit


@transaction.atomic
def division_move(
    actor: Acting,
    *,
    division: Division,
    parent: Division,
    on: datetime.date,
    source: str,
) -> Division:
    """Put a unit with all that lies below it under another unit.

    Raises:
        ValidationError: the new parent is of the wrong level, closed, or the present one; a unit of that name stands
            there; or the date is out of order.
    """
    unit = _claimed(division)
    target = Division.objects.get(pk=parent.pk)
    before = Division.objects.get_parent(unit)
    _check_parent(unit, target)
    if before is not None and before.pk == target.pk:
        raise ValidationError(f"{unit.name}已经在{target.name}之下。")
    touched = {*_lineage(unit), *_below(unit)}
    _place(unit, target, on, source)
    places = {"原上级": str(before or ""), "现上级": target.name}
    _finish(actor, unit, {*touched, *_lineage(unit)}, "调整隶属", on, source, 单位数=len(touched), **places)
    return unit


@transaction.atomic
def division_merge(
    actor: Acting,
    *,
    predecessors: Sequence[Division],
    successor: Division,
    on: datetime.date,
    source: str,
) -> Division:
    """Merge units into another of the same level: what lay below them moves over, and they end the day before.

    Their stations and windows close with them; their nursing homes pass to the successor.

    Raises:
        ValidationError: wrong level, a closed unit, the successor among its predecessors, a name that the successor has
            below it already, or a date out of order.
    """
    heir = _claimed(successor)
    touched = set(_lineage(heir))
    for one in predecessors:
        unit = Division.objects.get(pk=one.pk)
        if unit.pk == heir.pk or unit.level != heir.level or unit.valid_to or heir.valid_to:
            raise ValidationError("只有同级、存续的单位才能合并到另一个单位。")
        touched |= {*_lineage(unit), *_below(unit)}
        for child in _open_children(unit):
            _place(child, heir, on, source)
        _hand_over(unit, heir, last_day=on - ONE_DAY)
        _end(unit, on - ONE_DAY)
        Succession.objects.create(
            predecessor=unit, successor=heir, kind=Succession.Kind.MERGE, on=on, source=source[:200]
        )
        heir.refresh_from_db()
    _finish(actor, heir, touched, "合并", on, source, 并入的单位=[str(one) for one in predecessors])
    return heir


@transaction.atomic
def division_split(
    actor: Acting,
    *,
    division: Division,
    name: str,
    kind: str,
    children: Iterable[Division],
    on: datetime.date,
    source: str,
) -> Division:
    """Set a new unit up beside a unit, with some of what lay below it. Returns the new unit.

    Raises:
        ValidationError: the unit is closed, a child is not below it, the name is taken, or the date is out of order.
    """
    unit = _claimed(division)
    _check_open(unit)
    parent = Division.objects.get_parent(unit)
    if parent is None:
        raise ValidationError("最高一级的单位不能分设。")
    moving = [Division.objects.get(pk=child.pk) for child in children]
    if any(not child.is_child_of(unit) or child.valid_to for child in moving):
        raise ValidationError("只能划出本单位直接下辖、存续的单位。")
    new = _create(parent=parent, level=unit.level, name=name, kind=kind, on=on, source=source)
    for child in moving:
        _place(child, new, on, source)
    Succession.objects.create(predecessor=unit, successor=new, kind=Succession.Kind.SPLIT, on=on, source=source[:200])
    new.refresh_from_db()
    _finish(
        actor,
        new,
        {*_lineage(new), unit.pk, *_below(new)},
        "分设",
        on,
        source,
        分自=unit.name,
        划出=[str(child) for child in moving],
    )
    return new


@transaction.atomic
def division_close(actor: Acting, *, division: Division, on: datetime.date, source: str) -> Division:
    """Close a unit; ``on`` is its last day.

    Raises:
        ValidationError: units, stations, homes or windows are open in it after that day, or the date is out of order.
    """
    unit = _claimed(division)
    _check_open(unit)
    if open_things := _still_open(unit, on):
        raise ValidationError(f"{unit.name}还有{'、'.join(open_things)}，请先处理再撤销。")
    _end(unit, on)
    _finish(actor, unit, _lineage(unit), "撤销", on, source)
    return unit


@transaction.atomic
def division_reopen(actor: Acting, *, division: Division, on: datetime.date, source: str) -> Division:
    """Bring a closed unit back from a day on; the gap stays on record between its eras.

    Raises:
        ValidationError: it is not closed, its parent is, the name is taken, or the date is out of order.
    """
    unit = _claimed(division)
    parent = Division.objects.get_parent(unit)
    if not unit.valid_to:
        raise ValidationError(f"{unit.name}没有撤销。")
    if parent is not None and parent.valid_to:
        raise ValidationError(f"上级{parent.name}已撤销。")
    _check_name_free(parent, unit.name, except_for=unit)
    if on <= unit.valid_to:
        raise ValidationError(f"恢复日期须晚于撤销日期 {unit.valid_to}。")
    unit.valid_to = None
    unit.save(update_fields=["valid_to"])
    era_begin(division=unit, parent=parent, on=on, source=source)
    _finish(actor, unit, _lineage(unit), "恢复", on, source)
    return unit


def _claimed(division: Division) -> Division:
    """The unit as it stands now, while no other change of the tree can run."""
    list(roots().select_for_update())
    unit: Division = Division.objects.get(pk=division.pk)
    return unit


def _place(unit: Division, target: Division, on: datetime.date, source: str) -> None:
    _check_name_free(target, unit.name, except_for=unit)
    Division.objects.move(unit, target, "last-child")
    unit.refresh_from_db()
    era_begin(division=unit, parent=target, on=on, source=source)


def _create(*, parent: Division, level: str, name: str, kind: str, on: datetime.date, source: str) -> Division:
    _check_name_free(parent, name)
    pinyin, initials = spell(name)
    new: Division = Division.objects.add_child(
        parent,
        {"level": level, "name": name, "kind": kind, "pinyin": pinyin, "initials": initials, "valid_from": on},
    )
    DivisionEra.objects.create(division=new, name=name, kind=kind, parent=parent, valid_from=on, source=source[:200])
    return new


def _end(unit: Division, last_day: datetime.date) -> None:
    """Its contacts end with the unit."""
    era_end(division=unit, last_day=last_day)
    for contact in unit.contacts.filter(to_date__isnull=True, voided_at__isnull=True):
        contact.to_date = max(last_day, contact.from_date)
        contact.save(update_fields=["to_date"])
    unit.valid_to = last_day
    unit.full_clean(exclude=["path", "depth", "numchild"])
    unit.save(update_fields=["valid_to"])


def _hand_over(unit: Division, heir: Division, *, last_day: datetime.date) -> None:
    """Stations and windows end with their unit; homes go on under its heir. Saved one by one for their history."""
    for thing in [
        *unit.stations.filter(closed_on__isnull=True, voided_at__isnull=True),
        *unit.windows.filter(closed_on__isnull=True, voided_at__isnull=True),
    ]:
        thing.closed_on = max(last_day, thing.opened_on)
        thing.save(update_fields=["closed_on"])
    for home in unit.homes.filter(closed_on__isnull=True, voided_at__isnull=True):
        if heir.homes.filter(name=home.name, closed_on__isnull=True, voided_at__isnull=True).exists():
            raise ValidationError(f"{heir.name}已有名为“{home.name}”的敬老院，请先更名。")
        home.township, home.holds_from = heir, last_day + ONE_DAY
        home.save(update_fields=["township"])


def _still_open(unit: Division, last_day: datetime.date) -> list[str]:
    """What is in the unit beyond its last day, in words."""
    things = {"个民政所": unit.stations, "所敬老院": unit.homes, "个服务窗口": unit.windows}
    outlives = Q(closed_on__isnull=True) | Q(closed_on__gt=last_day)
    children = Division.objects.get_children(unit).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_day))
    counts = {"个下级单位": children.count()}
    counts |= {what: rows.filter(outlives, voided_at__isnull=True).count() for what, rows in things.items()}
    return [f"{count}{what}" for what, count in counts.items() if count]


def _open_children(unit: Division) -> Any:
    return Division.objects.get_children(unit).filter(valid_to__isnull=True)


def _check_open(unit: Division) -> None:
    """A closed unit is brought back before anything else: a change of it would open an era and leave it closed."""
    if unit.valid_to:
        raise ValidationError(f"{unit.name}已于{unit.valid_to}撤销。")


def _check_parent(unit: Division, target: Division) -> None:
    if target.level != _ABOVE.get(unit.level):
        raise ValidationError(f"{unit.get_level_display()}不能直接隶属{target.get_level_display()}。")
    if unit.valid_to or target.valid_to:
        raise ValidationError("已撤销的单位不能调整隶属，也不能作为新的上级。")


def _check_name_free(parent: Division | None, name: str, except_for: Division | None = None) -> None:
    if parent is None:
        return
    others = _open_children(parent).filter(name=name)
    if except_for is not None:
        others = others.exclude(pk=except_for.pk)
    if others.exists():
        raise ValidationError(f"{parent.name}已有名为“{name}”的单位。")


def _lineage(unit: Division) -> set[int]:
    """Ids of the unit and of what lies above it, up to the county: naming the city would judge everything again."""
    above = Division.objects.get_ancestors(unit).filter(level__in=(Level.COUNTY, Level.TOWNSHIP))
    return {unit.pk, *above.values_list("pk", flat=True)}


def _below(unit: Division) -> set[int]:
    return set(Division.objects.filter(path__under=unit.path).values_list("pk", flat=True))


def _finish(
    actor: Acting, unit: Division, touched: Iterable[int], what: str, on: datetime.date, source: str, **detail: Any
) -> None:
    """End the change of one unit, of which the facts of the ``touched`` units are judged anew."""
    writes.finish(
        actor,
        Action.DIVISION_CHANGED,
        unit,
        units=touched,
        detail={"变更": what, "生效日期": on, "依据": source, **detail},
    )
