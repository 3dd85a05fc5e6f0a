"""Villages on the books that a list of all of them does not name: the list, or the tree of units, is behind."""

from intake.issues import Issue
from intake.lines.tallying import Lines
from intake.units.book import UnitBook
from offices.places import nearest

_NAMED = 20


def villages_missing(lines: Lines, units: UnitBook) -> list[Issue]:
    """One reminder naming villages of the townships that the list covers and that none of its rows is about."""
    townships = {unit.path: unit for unit in units.townships.units}
    covered = {nearest(path, townships) for path in lines.units} - {None}
    missing = [
        unit.name
        for unit in units.villages.units
        if unit.path not in lines.units and nearest(unit.path, townships) in covered
    ]
    if not missing:
        return []
    more = f"等{len(missing)}个" if len(missing) > _NAMED else ""
    message = (
        f"区划里有而名册里没有的村(居)：{'、'.join(missing[:_NAMED])}{more}。"
        "名册漏了的请补上；确已撤并的请系统管理员在“区划变更”中登记。"
    )
    return [Issue.of_sheet("village_missing", message, sheet=lines.sheet, key="village")]
