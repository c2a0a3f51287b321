"""The codes that the program raises, read out of its source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "coordinator"
PROBLEMS = frozenset({"Problem"})
ERRORS = frozenset({"CoordinatorError", "NotFound", "StorageTrouble", "FileTrouble", "Interrupted"})
LABELS = frozenset({"Label"})
NOTED = frozenset({"warn", "note"})  # methods of the import's row reader that make a Problem of a code


@dataclass(frozen=True)
class Raised:
    """One code at one place. `names` are all words of the module that may be names of facts."""

    code: str
    where: str
    names: frozenset[str]


@cache
def codes_of(makers: frozenset[str]) -> tuple[Raised, ...]:
    """Every code given to one of these classes, in every module that knows the class from the domain."""
    return tuple(raised for path in sorted(SOURCE.rglob("*.py")) for raised in _codes_in(path, makers))


def _codes_in(path: Path, makers: frozenset[str]) -> Iterator[Raised]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not makers & _imported_from_domain(tree):
        return
    names = frozenset(_possible_facts(tree))
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef):
            for code in _codes_in_function(scope, makers):
                yield Raised(code, f"{path.relative_to(SOURCE)}:{scope.name}", names)


def _codes_in_function(scope: ast.FunctionDef, makers: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers and node.args:
            yield from _texts(node.args[0], scope)


def _texts(argument: ast.expr, scope: ast.FunctionDef) -> Iterator[str]:
    """The text itself, both texts of a choice, or what a name was given in the same function."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _texts(argument.body, scope)
        yield from _texts(argument.orelse, scope)
    elif isinstance(argument, ast.Name):
        for node in ast.walk(scope):
            if isinstance(node, ast.Assign) and any(_is_name(target, argument.id) for target in node.targets):
                yield from _texts(node.value, scope)


def _is_name(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Name) and target.id == name


def _imported_from_domain(tree: ast.Module) -> set[str]:
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coordinator.domain")
        for alias in node.names
    }


def _possible_facts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


@cache
def noted_codes() -> tuple[Raised, ...]:
    """Codes that readers of rows hand to `warn` and `note`."""
    return tuple(raised for path in sorted((SOURCE / "domain").glob("*rows.py")) for raised in _noted_in(path))


def _noted_in(path: Path) -> Iterator[Raised]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = frozenset({*_possible_facts(tree), "value"})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NOTED:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
                    yield Raised(argument.value, str(path.relative_to(SOURCE)), names)
