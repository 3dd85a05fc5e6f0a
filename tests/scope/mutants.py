"""Every check of scope and capability in the code, and a way to take one of them out while the portal runs.

A place is a call in a file. The functions that check are replaced once by ones that look who calls them: where the
call is the one taken out, they let everything pass. No module is loaded anew, so a fault costs as much as the
requests that reach its place.
"""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db.models import Model
from django.shortcuts import get_object_or_404

from intake.kinds import Kind
from jian_minzheng.core import access, acting, scope
from jian_minzheng.core.registers import declaration, keeping, reaching
from tests.portal import APPS, ROOT

CHECKS = frozenset(
    {"visible_to", "fetch_or_404", "require_visible", "kept_by", "require", "may_write", "may_keep", "insist_on"}
)


@dataclass(frozen=True, order=True)
class Place:
    """A check in the code: file, first line, what it calls, and where the call ends."""

    file: str
    line: int
    check: str
    ends: tuple[int, int] = (0, 0)
    within: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.check} in {self.within}"

    @property
    def key(self) -> str:
        """Names it without its line, which moves."""
        return f"{self.file}::{self.within} {self.check}"


def places() -> list[Place]:
    """All checks of the portal."""
    return sorted(place for app in APPS for path in sorted((ROOT / app).rglob("*.py")) for place in places_in(path))


def places_in(path: Path, root: Path = ROOT) -> Iterator[Place]:
    name = str(path.relative_to(root))
    yield from _found(ast.parse(path.read_text()), name, "")


def _found(node: ast.AST, file: str, within: str) -> Iterator[Place]:
    for child in ast.iter_child_nodes(node):
        inside = within
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inside = f"{within}.{child.name}" if within else child.name
            for mark in child.decorator_list:
                if isinstance(mark, ast.Call) and _called(mark) == "needs":
                    yield Place(file, mark.lineno, "needs", (child.lineno, 0), inside)
        elif isinstance(child, ast.Call) and _called(child) in CHECKS:
            yield Place(file, child.lineno, _called(child), (child.end_lineno or 0, child.end_col_offset or 0), within)
        yield from _found(child, file, inside)


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@dataclass
class Planted:
    """Which place is taken out now, and which were reached since ``reached`` was emptied."""

    known: dict[tuple[str, tuple[int, int]], Place]
    out: Place | None = None
    reached: set[Place] = field(default_factory=set)

    def is_out(self, place: Place | None) -> bool:
        if place is None:
            return False
        self.reached.add(place)
        return place == self.out

    def called_at(self, frame: FrameType | None) -> Place | None:
        while frame is not None and frame.f_code.co_filename.endswith("django/db/models/manager.py"):
            frame = frame.f_back
        return None if frame is None else self.known.get(_position(frame))

    def decorates(self, view: Any) -> Place | None:
        code = inspect.unwrap(view).__code__
        return next(
            (place for (file, _), place in self.known.items() if _is_view(place, file, code)),
            None,
        )


def _is_view(place: Place, file: str, code: Any) -> bool:
    first = code.co_firstlineno
    return place.check == "needs" and code.co_filename.endswith(f"/{file}") and first <= place.line <= place.ends[0]


def _position(frame: FrameType) -> tuple[str, tuple[int, int]]:
    code = frame.f_code
    ends = _ends(code)[frame.f_lasti // 2]
    return _short(code.co_filename), ends


@cache
def _ends(code: Any) -> list[tuple[int, int]]:
    return [(end or 0, column or 0) for _, end, _, column in code.co_positions()]


@cache
def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else filename


@contextmanager
def planting() -> Iterator[Planted]:
    """While it runs, the checks know who calls them."""
    planted = Planted({(place.file, place.ends): place for place in places()})
    with pytest.MonkeyPatch.context() as patch:
        for method, instead in _METHODS.items():
            for owner in _owners(scope.ScopedQuerySet, method):
                patch.setattr(owner, method, _weakened(planted, owner.__dict__[method], instead))
        patch.setattr(
            declaration.Register, "may_write", _weakened(planted, declaration.Register.may_write, lambda *given: True)
        )
        patch.setattr(acting.Acting, "insist_on", _weakened(planted, acting.Acting.insist_on, lambda *given: None))
        patch.setattr(Kind, "kept_by", _weakened(planted, Kind.kept_by, lambda *given: True))
        for module, name in ((keeping, "may_write"), (reaching, "may_keep")):
            _everywhere(patch, getattr(module, name), _weakened(planted, getattr(module, name), lambda *given: True))
        _everywhere(patch, access.require, _require(planted, access.require))
        yield planted


def _weakened(planted: Planted, check: Callable[..., Any], instead: Callable[..., Any]) -> Callable[..., Any]:
    def looked(*given: Any, **named: Any) -> Any:
        place = planted.called_at(sys._getframe(1))
        return (instead if planted.is_out(place) else check)(*given, **named)

    return looked


def _require(planted: Planted, check: Callable[..., Any]) -> Callable[..., Any]:
    def looked(request: Any, capability: Any) -> Any:
        frame = sys._getframe(1)
        view = frame.f_locals.get("view") if frame.f_code.co_name == "guarded" else None
        place = planted.called_at(frame) if view is None else planted.decorates(view)
        return access.actor_of(request) if planted.is_out(place) else check(request, capability)

    return looked


def _owners(base: type, method: str) -> list[type]:
    owners, waiting = [], [base]
    while waiting:
        current = waiting.pop()
        waiting += current.__subclasses__()
        if method in current.__dict__ and current not in owners:
            owners.append(current)
    return owners


def _everywhere(patch: pytest.MonkeyPatch, old: Any, new: Any) -> None:
    """Replace a function in every module of the portal that imported it."""
    for module in [one for name, one in sys.modules.items() if name.split(".")[0] in APPS]:
        for name, value in list(vars(module).items()):
            if value is old:
                patch.setattr(module, name, new)


def _one(rows: Any, scope: Any, **lookup: Any) -> Model:
    found: Model = get_object_or_404(rows, **lookup)
    return found


_METHODS: dict[str, Callable[..., Any]] = {
    "visible_to": lambda rows, scope: rows.all(),
    "kept_by": lambda rows, scope: rows.all(),
    "require_visible": lambda rows, scope, pks: None,
    "fetch_or_404": _one,
}
