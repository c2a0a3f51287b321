"""The composition root: who gets the arguments, in which language, and how little is loaded for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from coordinator import app
from coordinator.runtime import i18n
from coordinator.runtime.settings import Settings


def test_no_arguments_open_the_window() -> None:
    assert app.window_options([]) == app.Options()


def test_flags_alone_open_the_window() -> None:
    given = ["--language=es", "--data", "p14.db", "--user", "Ruiz", "--now", "2027-01-12T14:05"]
    assert app.window_options(given) == app.Options("p14.db", "es", "Ruiz", "2027-01-12T14:05")


def test_the_environment_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_DATA", "office.db")
    assert app.window_options([]) == app.Options("office.db")
    assert app.window_options(["--data", "mine.db"]) == app.Options("mine.db")


@pytest.mark.parametrize(
    "given", [["list", "people"], ["--data", "x.db", "undo"], ["--help"], ["--lang", "es"], ["--data"]]
)
def test_anything_else_is_for_the_command_line(given: list[str]) -> None:
    assert app.window_options(given) is None


def test_the_language_asked_for_wins_over_the_chosen_one_and_that_over_the_systems(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_US.UTF-8")
    app.speak("en", Settings(language="es"))
    assert i18n.language() == "en"
    app.speak(None, Settings(language="en"))
    assert i18n.language() == "en"
    app.speak(None, Settings())
    assert i18n.language() == "es"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its language elsewhere")
@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("LANG", "es_MX.UTF-8", "es_MX"), ("LC_ALL", "C", "C"), ("LANGUAGE", "es:en", "es"), ("LANG", "", "en")],
)
def test_the_systems_language_is_read_from_its_variables(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: str
) -> None:
    for other in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, value)
    assert app.system_language() == code


def test_the_root_itself_loads_nothing_heavy(root: Path) -> None:
    heavy = ("PySide6", "sqlalchemy", "alembic", "reportlab", "sqlcipher3", "babel", "phonenumbers", "sqlite3")
    question = f"import sys, coordinator.app; print(sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", question], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
