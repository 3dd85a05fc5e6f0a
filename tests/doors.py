"""Walks the code for writes that go round the one door (``core/writes.py``), by its syntax alone."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.portal import APPS, ROOT

DOOR = frozenset({"jian_minzheng.core.writes.finish", "jian_minzheng.core.writes.finish_many"})
ROWS = frozenset({
    "save", "create", "bulk_create", "bulk_update", "update", "delete", "update_or_create", "get_or_create",
    "_raw_delete", "add_root", "add_child", "add_sibling", "move", "void", "restore", "save_m2m", "_save_m2m",
})  # fmt: skip
"""Methods that write rows."""
TAKE_VALUES = frozenset({"bulk_create", "bulk_update", "add_root", "add_child", "add_sibling", "move"})
"""Those that are given something before any keyword; ``book.save(target)`` and ``names.update(more)`` write no row."""
VALUES = frozenset({"initial", "attrs"})
"""Dictionaries of forms, which are updated by keyword too."""
FUNCTIONS = frozenset({"bulk_create_with_history", "bulk_update_with_history"})


@dataclass
class Function:
    """A function or method with all that is nested in it; the body of a module stands under the module's name."""

    name: str
    module: str
    owner: str = ""
    writes: list[str] = field(default_factory=list)
    mentions: set[str] = field(default_factory=set)
    methods: set[str] = field(default_factory=set)


@dataclass
class Code:
    """Functions by their full names, and who mentions whom."""

    functions: dict[str, Function] = field(default_factory=dict)
    imports: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    bases: dict[str, set[str]] = field(default_factory=dict)

    def round_the_door(self, no_facts: Iterable[str] = ()) -> list[str]:
        """Writers from which some way up never meets the door, with what they write."""
        excused, callers = tuple(no_facts), self.callers()
        return sorted(
            f"{name}: {', '.join(function.writes)}"
            for name, function in self.functions.items()
            if function.writes and not self._finished(name, callers, excused)
        )

    def _finished(self, name: str, callers: Mapping[str, set[str]], excused: tuple[str, ...]) -> bool:
        """Every way up from the function meets one that finishes, before it ends; and there is such a way."""
        waiting, seen, met = [name], set(), False
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            if current.startswith(excused) or self.finishes(current):
                met = True
            elif callers.get(current, set()) - {current}:
                waiting += callers[current]
            else:
                return False
        return met

    def leads_to_the_door(self, name: str) -> bool:
        """Somewhere in what the function calls stands the door."""
        waiting, seen = [name], set()
        while waiting:
            current = waiting.pop()
            if current in DOOR:
                return True
            if current in seen:
                continue
            seen.add(current)
            waiting += self._classes.get(current, ())
            if current in self.functions:
                waiting += [self.resolved(one) for one in self.functions[current].mentions]
        return False

    @cached_property
    def _classes(self) -> dict[str, list[str]]:
        """Methods by class."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, function in self.functions.items():
            if function.owner:
                found[f"{function.module}.{function.owner}"].append(name)
        return found

    def finishes(self, name: str) -> bool:
        """The function calls the door, or its own last step (``_finish``) does."""
        called = {self.resolved(one) for one in self.functions[name].mentions}
        if called & DOOR:
            return True
        steps = {one for one in called | self._own_methods(name) if one.rpartition(".")[2].lstrip("_") == "finish"}
        return any(one in self.functions and one != name and self.finishes(one) for one in steps)

    def callers(self) -> dict[str, set[str]]:
        by_method: dict[str, set[str]] = defaultdict(set)
        for name, function in self.functions.items():
            if function.owner:
                by_method[name.rpartition(".")[2]].add(name)
        found: dict[str, set[str]] = defaultdict(set)
        for name, function in self.functions.items():
            for called in function.mentions:
                found[self.resolved(called)].add(name)
            for method in function.methods:
                for called in self._of_own_kind(function, by_method[method]) or by_method[method]:
                    found[called].add(name)
        return found

    def _of_own_kind(self, function: Function, methods: set[str]) -> set[str]:
        """Those of the function's own class and of the classes made from it, if its class has such a method at all."""
        own = f"{function.module}.{function.owner}"
        if not function.owner or not any(method.rpartition(".")[0] == own for method in methods):
            return set()
        return {one for one in methods if own in {one.rpartition(".")[0], *self.bases.get(one.rpartition(".")[0], ())}}

    def _own_methods(self, name: str) -> set[str]:
        function = self.functions[name]
        mine = {f"{function.module}.{function.owner}.{method}" for method in function.methods}
        return mine & set(self.functions) if function.owner else set()

    def resolved(self, name: str) -> str:
        """Where a name stands that a package hands on: ``staffing.posts.appointment_end`` stands in ``….terms``."""
        for _ in range(5):
            module, _, short = name.rpartition(".")
            further = self.imports.get(module, {}).get(short)
            if name in self.functions or further is None:
                return name
            name = further
        return name


def code_of(root: Path = ROOT, apps: Iterable[str] = APPS) -> Code:
    """The portal's own code, without migrations."""
    sources = {}
    for app in apps:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
                sources[name] = path.read_text()
    return read(sources)


def read(sources: Mapping[str, str]) -> Code:
    """Code from source texts by module name."""
    code = Code()
    trees = {module: ast.parse(text) for module, text in sources.items()}
    for module, tree in trees.items():
        code.imports[module] = dict(_imports(tree))
    for module, tree in trees.items():
        for function in _functions(tree, module, code.imports[module]):
            code.functions[function.name] = function
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                named = {base.id for base in node.bases if isinstance(base, ast.Name)}
                code.bases[f"{module}.{node.name}"] = {
                    code.imports[module].get(name, f"{module}.{name}") for name in named
                }
    return code


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.asname, alias.name) for alias in node.names if alias.asname)


def _functions(tree: ast.Module, module: str, imports: Mapping[str, str]) -> Iterator[Function]:
    rest: list[ast.stmt] = []
    local = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    known = {**{name: f"{module}.{name}" for name in local}, **imports}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield _read(Function(f"{module}.{node.name}", module), [node], known)
        elif isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, ast.FunctionDef)]
            for method in methods:
                yield _read(Function(f"{module}.{node.name}.{method.name}", module, node.name), [method], known)
            rest += [one for one in node.body if one not in methods]
        else:
            rest.append(node)
    yield _read(Function(module, module), rest, known)


def _read(function: Function, nodes: Iterable[ast.AST], known: Mapping[str, str]) -> Function:
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        if isinstance(node, ast.Name) and node.id in known:
            function.mentions.add(known[node.id])
        elif isinstance(node, ast.Attribute):
            function.methods.add(node.attr)
            if isinstance(node.value, ast.Name) and node.value.id in known:
                function.mentions.add(f"{known[node.value.id]}.{node.attr}")
        if isinstance(node, ast.Call) and (what := _write(node)):
            function.writes.append(f"{what} ({node.lineno})")
    return function


def _write(call: ast.Call) -> str:
    """The name of the method, if the call writes rows; else empty."""
    if isinstance(call.func, ast.Name):
        return call.func.id if call.func.id in FUNCTIONS else ""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ROWS:
        return ""
    above = call.func.value
    if _on_a_file(call) or (call.args and call.func.attr not in TAKE_VALUES):
        return ""
    if isinstance(above, ast.Attribute) and above.attr in VALUES:
        return ""
    handed_up = isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id == "super"
    return "" if handed_up else call.func.attr


def _on_a_file(call: ast.Call) -> bool:
    """``photo.image.save(…, save=False)`` stores a file and no row."""
    return any(
        word.arg == "save" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )
