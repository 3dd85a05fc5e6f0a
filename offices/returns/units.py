"""Units as a file calls them: by a code, a name, or the name after those above it (吉安县/敦厚镇)."""

import datetime
from collections import defaultdict

from jian_minzheng.core.acting import Acting
from jian_minzheng.core.look_alikes import fold
from jian_minzheng.core.texts import clean
from offices.models import Division
from offices.places import Places


class UnitNotFound(ValueError):
    """None is called so, or several are; the message says what to write instead."""


class UnitsInReach:
    """The units that whoever acts can see, read once for a whole file."""

    def __init__(self, actor: Acting) -> None:
        units = list(Division.objects.visible_to(actor.scope))
        self._places = Places.of(units)
        self._called: dict[str, list[Division]] = defaultdict(list)
        for unit in units:
            for word in {fold(unit.name), unit.stats_code, unit.civil_affairs_code, unit.own_code} - {""}:
                self._called[word].append(unit)

    def find(self, text: str, day: datetime.date) -> Division:
        """The one called so; of several, the one that existed on the day.

        Raises:
            UnitNotFound: there is not exactly one.
        """
        *above, name = [fold(part.strip()) for part in clean(text).split("/")]
        found = [unit for unit in self._called.get(name, ()) if self._lies_below(unit, above)]
        if len(found) > 1:
            found = [unit for unit in found if unit.valid_from <= day <= (unit.valid_to or day)] or found
        if not found:
            raise UnitNotFound(f"没有找到单位“{text}”，或者它不在您的管辖范围内。")
        if len(found) > 1:
            told = "、".join(self._places.full_name(unit) for unit in found[:5])
            raise UnitNotFound(f"有{len(found)}个单位叫“{text}”，请写明上级或代码：{told}。")
        return found[0]

    def _lies_below(self, unit: Division, above: list[str]) -> bool:
        """Whether all these names stand above it, in their order; some in between may be left out."""
        names = iter([fold(one.name) for one in self._places.above(unit)])
        return all(name in names for name in above)
