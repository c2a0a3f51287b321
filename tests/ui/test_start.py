"""How little is loaded and asked until the first rows stand in the window."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.runtime.clock import FixedClock
from coordinator.usecases.sample import fill_sample, sample_precinct
from coordinator.usecases.upkeep import create_database

NEVER_AT_START = {
    "alembic",
    "bidi",
    "holidays",
    "icalendar",
    "openpyxl",
    "ortools",
    "phonenumbers",
    "psycopg",
    "pypdfium2",
    "reportlab",
    "uharfbuzz",
    "xlsxwriter",
}
LATER = {"asyncio", "sqlalchemy", "sqlite3"}
CHILD = """
import json, sys
from PySide6.QtCore import QTimer
from coordinator.app import Options
from coordinator.runtime.settings import Settings
from coordinator.ui.kit import theme
from coordinator.ui.program import Program

asked, seen = [], {}
app = theme.application()
program = Program(app, Options(data=sys.argv[1], now="2027-01-12T14:05-05:00"), Settings())
program.start()

def note_frame():
    seen["frame"] = sorted(sys.modules)
    from coordinator.ui.kit.desk import Desk
    ask = Desk.ask
    def noted(desk, question, *args, **named):
        asked.append(question.__name__)
        ask(desk, question, *args, **named)
    Desk.ask = noted

def look():
    from coordinator.ui.today.lists import RowList
    views = program.window.findChildren(RowList)
    if views and all(view.rows() for view in views) and "rows" not in seen:
        seen.update(rows=sorted(sys.modules), asked=list(asked))
        QTimer.singleShot(0, app.quit)

program.window.painted.connect(note_frame)
watch = QTimer()
watch.timeout.connect(look)
watch.start(1)
app.exec()
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """One start on the sample, in a process of its own: modules at the first frame and at the first rows, questions."""
    path = tmp_path_factory.mktemp("start") / "sample.db"
    clock = FixedClock(datetime(2027, 1, 12, 19, 5, tzinfo=UTC))
    create_database(str(path), precinct=sample_precinct("en"), actor="Ruiz", clock=clock, fill=fill_sample).close()
    surroundings = {**os.environ, "COORDINATOR_SETTINGS": str(path.with_name("settings.toml"))}
    command = [sys.executable, "-c", CHILD, str(path)]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def libraries(modules: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_the_first_frame_needs_no_database_and_no_dates(start: dict[str, list[str]]) -> None:
    too_early = NEVER_AT_START | LATER | {"babel", "sqlcipher3"}
    assert libraries(start["frame"]) & too_early == set()
    ours = {name for name in start["frame"] if name.startswith(("coordinator.domain.", "coordinator.usecases."))}
    assert ours == {"coordinator.domain.directions"}  # a table of signs for whatever text is shown


def test_the_first_rows_need_no_sqlalchemy(start: dict[str, list[str]]) -> None:
    assert libraries(start["rows"]) & (NEVER_AT_START | LATER) == set()


def test_each_question_is_asked_once_and_the_rows_first(start: dict[str, list[str]]) -> None:
    assert start["asked"] == ["events_during", "latest_change", "next_undo"]


def test_a_list_on_the_command_line_needs_no_window_and_no_paper(tmp_path: Path) -> None:
    path = tmp_path / "p14.db"
    clock = FixedClock(datetime(2027, 1, 12, 19, 5, tzinfo=UTC))
    create_database(str(path), precinct=sample_precinct("en"), actor="Ruiz", clock=clock).close()
    question = (
        "import sys; from coordinator.app import main; status = main(['list', 'events', '--data', sys.argv[1]]);"
        "print(status, *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", question, str(path)], capture_output=True, text=True, check=True)
    status, *loaded = done.stderr.splitlines()[-1].split()
    assert status == "0", done.stderr
    assert set(loaded) & (NEVER_AT_START | {"PySide6"}) == set()
