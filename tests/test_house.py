"""The house rules that a machine can check; docs/house.md says why they are there."""

import ast
import gc
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 600
LONGEST_FUNCTION = 80
USUAL_FUNCTION = 30
REFUSED_NAMES = {
    "common",
    "data",
    "handler",
    "handlers",
    "helper",
    "helpers",
    "info",
    "manager",
    "misc",
    "util",
    "utils",
}
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bundle.lock")
NOT_OURS = {".git", ".hypothesis", ".venv", "__pycache__", "build", "dist"}
TEXT = {".cfg", ".editorconfig", ".gitignore", ".lock", ".mako", ".md", ".po", ".py", ".qss", ".toml", ".txt", ""}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def our_files() -> tuple[Path, ...]:
    """The files of the project, without those that tools make: their folders are not even entered."""
    found = []
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        found += [Path(folder, name) for name in names]
    return tuple(sorted(found))


def python_files(*folders: str) -> list[Path]:
    """Our modules in these folders, or in the whole tree."""
    roots = [ROOT / folder for folder in folders or (".",)]
    return [file for file in our_files() if file.suffix == ".py" and any(map(file.is_relative_to, roots))]


@cache
def tree_of(file: Path) -> ast.Module:
    """The module, parsed. Kept trees are never garbage: looking for some in them would cost twice the parsing."""
    gc.disable()
    try:
        return ast.parse(file.read_bytes(), str(file))
    finally:
        gc.enable()


@cache
def functions() -> tuple[tuple[str, int], ...]:
    """Every function with its length in lines."""
    return tuple(
        (place(file, node), (node.end_lineno or node.lineno) - node.lineno + 1)
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, Function)
    )


def place(file: Path, node: Function | ast.expr) -> str:
    """Where to look: file, line and, of a function, the name."""
    return f"{file.relative_to(ROOT)}:{node.lineno} {getattr(node, 'name', '')}".strip()


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file with the last part of the called name."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def test_imports_keep_to_the_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_logo=True)
    assert broken == 0, capsys.readouterr().out


def test_the_rules_need_nothing_but_the_standard_library() -> None:
    allowed = sys.stdlib_module_names | {"coordinator", "dateutil"}
    foreign = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in python_files("coordinator/domain")
        for name in imported_names(tree_of(file))
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


def imported_names(tree: ast.Module) -> Iterator[str]:
    """The modules a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_rules_have_no_clock() -> None:
    asked = [
        place(file, call)
        for file in python_files("coordinator/domain")
        for name, call in calls(file)
        if name in {"now", "today", "utcnow"}
    ]
    assert asked == []


def test_files_are_not_too_long() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in python_files()
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_are_not_too_long() -> None:
    assert {name: length for name, length in functions() if length > LONGEST_FUNCTION} == {}


def test_nearly_all_functions_are_short() -> None:
    lengths = [length for _, length in functions()]
    short = sum(length <= USUAL_FUNCTION for length in lengths)
    assert short >= 0.95 * len(lengths), sorted(functions(), key=lambda found: -found[1])[:20]


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in python_files()
        if tree_of(file).body and ast.get_docstring(tree_of(file)) is None
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(file.relative_to(ROOT)) for file in python_files() if file.stem in REFUSED_NAMES] == []


def test_no_test_sleeps() -> None:
    assert [place(file, call) for file in python_files("tests") for name, call in calls(file) if name == "sleep"] == []


def test_no_words_are_translated_at_import() -> None:
    early = [
        place(file, call)
        for file in python_files("coordinator")
        for call in calls_at_import(tree_of(file))
        if getattr(call.func, "id", "") in {"_", "ngettext", "pgettext"}
    ]
    assert early == []


def calls_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls that run when the module is imported: those outside functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child
        if not isinstance(child, Function | ast.Lambda):
            yield from calls_at_import(child)


def project() -> dict[str, object]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_is_shipped() -> None:
    listed = re.findall(r'"(coordinator[\w.]*)"', str_of_packages())
    found = [".".join(file.parent.relative_to(ROOT).parts) for file in python_files("coordinator") if is_package(file)]
    assert sorted(listed) == sorted([*found, "coordinator.resources"])


def is_package(file: Path) -> bool:
    """Whether this file makes its folder a package."""
    return file.name == "__init__.py"


def str_of_packages() -> str:
    """The list of packages in the project file, as it is written."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return text[text.index("\npackages = [") : text.index("]", text.index("\npackages = ["))]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_no_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r".*(?:://|file:|--index|--extra-index|--find-links|@ ).*", text) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_the_lock_has_hashes(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    bare = [
        line for line, after in zip(lines, [*lines[1:], ""], strict=True) if "==" in line and "--hash=" not in after
    ]
    assert bare == []


def pins(lock: str) -> dict[str, str]:
    """Normalised names and versions of a lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def wanted(choose: Callable[[dict[str, object]], object]) -> list[Requirement]:
    """Some requirements of the project file."""
    chosen = choose(project())
    assert isinstance(chosen, list)
    return [Requirement(line) for line in chosen]


def unmet(requirements: list[Requirement], pinned: dict[str, str]) -> list[str]:
    """The requirements that a lock does not fulfil."""
    return [
        str(requirement)
        for requirement in requirements
        if not requirement.specifier.contains(pinned.get(normal(requirement.name), "0"))
    ]


def normal(name: str) -> str:
    """The form of a package's name that locks use."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_locks_fulfil_the_project_file() -> None:
    libraries = wanted(lambda table: table["project"]["dependencies"])  # type: ignore[index]
    build = wanted(lambda table: table["dependency-groups"]["build"])  # type: ignore[index]
    tools = wanted(lambda table: table["dependency-groups"]["dev"])  # type: ignore[index]
    assert unmet([*libraries, *build], pins(LOCKS[0])) == []
    assert unmet(tools, pins(LOCKS[1])) == []
    assert unmet(wanted(lambda table: table["dependency-groups"]["bundle"]), pins(LOCKS[2])) == []  # type: ignore[index]


@pytest.mark.parametrize("other", LOCKS[1:])
def test_the_locks_agree(other: str) -> None:
    first, second = pins(LOCKS[0]), pins(other)
    assert {name: first[name] for name in first.keys() & second.keys()} == {
        name: second[name] for name in first.keys() & second.keys()
    }


def test_nothing_names_the_computer_it_was_made_on() -> None:
    machine = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + r"home/\w", r"[A-Z]:\\" + "Users")))
    files = [file for file in our_files() if file.suffix in TEXT]
    found = [str(file.relative_to(ROOT)) for file in files if machine.search(file.read_text("utf-8", "replace"))]
    assert found == []
