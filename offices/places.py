"""The arithmetic of the division tree, once: who stands above whom.

A unit's path is a row of steps of fixed width, its parent's path with one step more. How many steps lead to a county
nobody may assume: the root may be the city today and a province tomorrow. What is wanted *of a level* (the county of a
village) is therefore found by ``Division.level``, never by counting. Nothing outside this file cuts a path or asks for
a depth.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Self, TypeVar

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Left, Length, Substr

from jian_minzheng.core.scope import Scope
from offices.models import Division

T = TypeVar("T")
_STEP: int = Division.steplen


def parent_path(path: str) -> str:
    """The path of the unit right above; empty for a root."""
    return path[:-_STEP]


def paths_above(path: str, *, itself: bool = False) -> list[str]:
    """Paths of the units above, topmost first; ``itself`` adds the path at the end."""
    return [path[:end] for end in range(_STEP, len(path) + itself, _STEP)]


def nearest(path: str, known: Mapping[str, T]) -> T | None:
    """What is known of the unit with this path, else of the nearest unit above that anything is known of."""
    return next((known[at] for at in reversed(paths_above(path, itself=True)) if at in known), None)


def topmost(paths: Iterable[str]) -> list[str]:
    """Without the paths that lie below another of them."""
    kept: list[str] = []
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def child_path(parent: str, number: int) -> str:
    """The path that the tree gives the child of this number below a path, counted from 1; '' stands above roots."""
    return str(Division._get_path(parent, depth_of(parent) + 1, number))


def child_number(path: str) -> int:
    """The inverse: the how-manieth child of its parent a path is."""
    return int(Division._str2int(path[-_STEP:]))


def depth_of(path: str) -> int:
    """As the tree stores it beside the path."""
    return len(path) // _STEP


def roots() -> QuerySet[Division]:
    """The units above which there is none; whoever locks these holds the whole tree."""
    found: QuerySet[Division] = Division.objects.filter(depth=1)
    return found


def right_below(unit: Division) -> Q:
    """The condition on divisions to be children of a unit."""
    return children_of(unit.path)


def children_of(path: str) -> Q:
    """The condition on divisions to be children of the unit with this path."""
    return Q(path__under=path, depth=depth_of(path) + 1)


def below_any(column: str, paths: Iterable[str]) -> Q:
    """The condition on a column of paths to lie at or below one of few paths; of no path, nothing does."""
    found = Q(pk__in=())
    for path in topmost(paths):
        found |= Q(**{f"{column}__under": path})
    return found


def which_above(column: str, paths: Iterable[str]) -> Case:
    """An expression: which of few paths the path in a column lies at or below, the nearest; else null."""
    nearest_first = sorted(paths, key=len, reverse=True)
    whens = [When(**{f"{column}__under": path}, then=Value(path)) for path in nearest_first]
    return Case(*whens, default=Value(None), output_field=CharField())


def unit_above(column: str, level: str) -> QuerySet[Division]:
    """The unit of a level at or above the outer query's path in ``column``; for ``Subquery`` and ``Exists``."""
    found: QuerySet[Division] = Division.objects.filter(level=level, path=Left(OuterRef(column), Length("path")))
    return found.order_by("-path")[:1]


def counted_below(rows: QuerySet[Any], column: str, paths: Sequence[str]) -> dict[str, int]:
    """How many rows have their ``column`` at or below each path; one query per depth among the paths."""
    counts: dict[str, int] = {}
    for length in {len(path) for path in paths}:
        alike = [path for path in paths if len(path) == length]
        # Few conditions that cover all paths: those of their parents, where several share one.
        inside = below_any(column, {parent_path(path) or path for path in alike})
        found = rows.filter(inside).order_by().annotate(top=Substr(F(column), 1, length)).filter(top__in=alike)
        counts.update(found.values_list("top").annotate(number=Count("pk")))
    return counts


class Places:
    """Units with all that stand above them, read in one query at most."""

    def __init__(self, by_path: Mapping[str, Division]) -> None:
        self._by_path = by_path

    @classmethod
    def of(cls, units: Iterable[Division], *, scope: Scope | None = None) -> Self:
        """These units with those above them; with a ``scope`` only such as it reaches."""
        known = {unit.path: unit for unit in units}
        wanted = {path for one in known for path in paths_above(one)} - known.keys()
        if wanted:
            above: Any = Division.objects.filter(path__in=wanted) if scope is None else _reached(scope, wanted)
            known |= {unit.path: unit for unit in above.only("id", "path", "name", "level")}
        return cls(known)

    def above(self, unit: Division, *, itself: bool = False) -> list[Division]:
        """The units above, topmost first."""
        return [self._by_path[path] for path in paths_above(unit.path, itself=itself) if path in self._by_path]

    def parent(self, unit: Division) -> Division | None:
        """The unit right above."""
        return self._by_path.get(parent_path(unit.path))

    def at(self, unit: Division, level: str) -> Division | None:
        """The unit of a level at or above a unit."""
        return next((one for one in reversed(self.above(unit, itself=True)) if one.level == level), None)

    def name(self, unit: Division, level: str) -> str:
        """The name of the unit of a level at or above a unit; empty where there is none."""
        found = self.at(unit, level)
        return found.name if found else ""

    def names(self, unit: Division, *levels: str) -> Iterator[str]:
        """The names of the units of these levels at or above a unit, in the order of the levels given."""
        return (name for level in levels if (name := self.name(unit, level)))

    def full_name(self, unit: Division) -> str:
        """吉安市/吉安县/敦厚镇."""
        return "/".join([*(one.name for one in self.above(unit)), unit.name])


def full_name(unit: Division) -> str:
    """One unit with all that stand above it: 吉安市/吉安县/敦厚镇."""
    return Places.of([unit]).full_name(unit)


def units_above(units: Iterable[Division], *, scope: Scope | None = None) -> dict[int, list[Division]]:
    """The units above each unit, topmost first, by the unit's id; with a ``scope`` only those that it reaches."""
    listed = list(units)
    places = Places.of(listed, scope=scope)
    return {unit.pk: places.above(unit) for unit in listed}


def _reached(scope: Scope, paths: Iterable[str]) -> Any:
    """A scope is a subtree, so what it does not reach need not be asked for."""
    return Division.objects.visible_to(scope).filter(path__in=[path for path in paths if path.startswith(scope.path)])
