"""The program around the commands: flags before and after, odd values, languages, streams, signals, a light start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coordinator.cli.commands import language_asked
from coordinator.runtime.settings import Settings, save_settings
from tests.cli.conftest import NOW, Say
from tests.conftest import ROOT

STOPPED = b"Stopped, as you wished. Nothing of it was kept.\n"
COMMANDS = [
    (),
    ("init",),
    ("import",),
    ("list",),
    ("show",),
    ("role", "add"),
    ("person", "add"),
    ("person", "edit"),
    ("person", "remove"),
    ("venue", "add"),
    ("event", "add"),
    ("event", "edit"),
    ("event", "move"),
    ("event", "cancel"),
    ("signup", "add"),
    ("signup", "confirm"),
    ("signup", "decline"),
    ("signup", "drop"),
    ("print",),
    ("undo",),
    ("redo",),
    ("history",),
    ("check",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(say: Say, command: tuple[str, ...]) -> None:
    told = say(*command, "--help")
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith(" ".join(("Usage: coordinator", *command)))
    assert "--data PATH|URL" in told.out


def test_common_flags_are_taken_before_between_and_after_the_command(say: Say, database_file: Path) -> None:
    flags = ("--data", database_file, "--json", "--user=Ruiz", "--quiet")
    for command in (
        (*flags, "person", "add", "--given", "Bo"),
        ("person", *flags, "add", "--given", "Bo"),
        ("person", "add", "--given", "Bo", *flags),
    ):
        assert set(say(*command).json) == {"id", "warnings"}
    assert [entry["by"] for entry in say("history", "--limit", 3, "--json").json] == ["Ruiz"] * 3


def test_who_acts_is_the_name_set_once_or_the_systems_user(
    launch: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launch("person", "add", "--given", "Bo", "--user", "", LOGNAME="dwhitfield")
    save_settings(Settings(user_name="Sgt. Dana Whitfield"), tmp_path / "settings.toml")
    launch("person", "add", "--given", "Mai", "--user", "")
    by = [entry["by"] for entry in launch("history", "--json").json][:2]
    assert by == ["Sgt. Dana Whitfield", "dwhitfield"]


def test_the_database_is_the_one_named_set_or_usual(launch: Say, tmp_path: Path) -> None:
    usual = launch("init", "--name", "Usual", COORDINATOR_DATA="")
    assert usual.status == 0
    file = next((tmp_path / "home").rglob("precinct.db"))
    assert usual.out == f"Made a new database for Usual: {file}\n"
    chosen = tmp_path / "chosen.db"
    launch("init", "--name", "Chosen", "--data", chosen)
    save_settings(Settings(database=str(chosen)), tmp_path / "settings.toml")
    started = launch("history", COORDINATOR_DATA="").out
    assert started.endswith("started the calendar of Chosen\n")
    assert launch("history", COORDINATOR_DATA=str(file)).out.endswith("started the calendar of Usual\n")


@pytest.mark.parametrize("odd", ["--help", "-5", "--json", "-", "--", "=", "a=b", "%s %d {x}", "@file", "  x  y  "])
def test_odd_values_are_only_values(say: Say, odd: str) -> None:
    added = say("person", "add", f"--given={odd}", f"--tag={odd}", "--json")
    assert (added.status, added.err) == (0, "")
    shown = say("show", "person", 1, "--json").json
    assert (shown["given_name"], shown["tags"]) == (odd.strip(), [odd.strip()])
    assert say("history", "--limit", 1).out.splitlines()[1].endswith(f"added {odd.strip()}")


def test_a_persons_language_is_not_the_language_of_the_sentences(say: Say) -> None:
    say("person", "add", "--given", "Bo", "--language", "es")
    say("--language", "es", "person", "edit", 1, "--language=sv")
    assert say("show", "person", 1, "--json").json["language"] == "sv"
    asked = {
        ("person", "add", "--language", "es"): "",
        ("--language", "es", "person", "add", "--language", "sv"): "es",
        ("person", "--language=es", "edit", "1"): "es",
        ("person", "remove", "1", "--language", "es"): "es",
        ("--user", "person", "list", "events", "--language", "es"): "es",
        ("print", "shift-roster", "--language", "es,en"): "es",
    }
    assert {command: language_asked(command) for command in asked} == asked


def test_what_is_said_is_in_the_language_asked_for(say: Say) -> None:
    say("event", "add", "--kind", "game", "--title", "Final", "--starts", "2027-01-15T18:00", "--minutes", 60)
    english = say("list", "events").out
    assert "Fri Jan 15, 2027, 6:00–7:00 PM" in english
    for flags in (("--language", "es"), ("--language=es_US",)):
        assert "vie 15 ene 2027, 6:00–7:00 p.m." in say(*flags, "list", "events").out
        assert "vie 15 ene 2027, 6:00–7:00 p.m." in say("list", "events", *flags).out
    assert say("list", "events").out == english


def test_the_clock_can_be_set_for_output_that_repeats(say: Say) -> None:
    say("person", "add", "--given", "Bo")
    assert say("history", "--json").json[0]["at"] == "2027-01-12T17:00:00+00:00"
    say("person", "add", "--given", "Mai", "--now", "2027-01-13T09:00")
    assert say("history", "--json").json[0]["at"] == "2027-01-13T09:00:00+00:00"


def test_text_is_utf8_whatever_the_locale_says(launch: Say) -> None:
    launch("person", "add", "--given", "Łukasz", "--family", "山田", PYTHONUTF8="0", LC_ALL="C")
    for locale in ("C", "POSIX", "en_US.ISO-8859-1"):
        listed = launch("list", "people", LC_ALL=locale, PYTHONIOENCODING="ascii")
        assert (listed.status, "山田, Łukasz" in listed.out, listed.err) == (0, True, "")


def test_control_characters_are_made_visible_and_json_keeps_them(say: Say) -> None:
    nasty = "Bo\x1b[31m\nred\x07 \u202ebidi\x9b"
    say("person", "add", "--given", nasty)
    table = say("list", "people").out
    assert "Bo␛[31m␊red␇ <202E>bidi<9B>" in table
    assert len(table.splitlines()) == 2
    shown = say("show", "person", 1, "--json")
    assert shown.json["given_name"] == nasty
    assert "\u202e" not in shown.out
    assert "\x1b" not in say("show", "person", 1).out + say("history").out


def piped(arguments: str, database: Path) -> subprocess.CompletedProcess[bytes]:
    """A command in a shell's pipe; the status is the program's own."""
    environment = {**os.environ, "COORDINATOR_DATA": str(database)}
    line = f'"{sys.executable}" "{ROOT / "main.py"}" --now {NOW} {arguments}'
    return subprocess.run(["bash", "-c", line], capture_output=True, env=environment, check=False)


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    assert piped("init --sample", path).returncode == 0
    return path


def test_a_reader_that_leaves_early_is_no_trouble(sample_file: Path) -> None:
    done = piped("list signups --json | head -1; exit ${PIPESTATUS[0]}", sample_file)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"[\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_said(sample_file: Path) -> None:
    done = piped("list signups > /dev/full", sample_file)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert done.stderr.startswith(b"The answer could not be written")


def test_listing_loads_nothing_that_listing_does_not_need(sample_file: Path) -> None:
    heavy = ("PySide6", "reportlab", "uharfbuzz", "alembic", "phonenumbers", "charset_normalizer", "psycopg")
    question = (
        "import sys; from coordinator.app import main; status = main(['list', 'events', '--json']);"
        f"print(status, sorted(set({heavy!r}) & set(sys.modules)), file=sys.stderr)"
    )
    environment = {**os.environ, "COORDINATOR_DATA": str(sample_file)}
    done = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, env=environment, check=True
    )
    assert done.stderr == "0 []\n"


def test_help_does_not_even_load_the_database() -> None:
    question = (
        "import sys; from coordinator.cli import run; run(['--help']);"
        "print(sorted({'sqlalchemy', 'sqlcipher3', 'PySide6', 'reportlab'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_an_interrupted_import_leaves_with_130_and_nothing_half_done(
    launch: Say, database_file: Path, tmp_path: Path
) -> None:
    rows = "".join(f"Given{n},Family{n},given{n}@mail.example\n" for n in range(60_000))
    people = tmp_path / "people.csv"
    people.write_text("Given name,Family name,E-mail\n" + rows, encoding="utf-8")
    command = [sys.executable, str(ROOT / "main.py"), "--data", str(database_file), "import", "people", str(people)]
    wal = Path(f"{database_file}-wal")
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while running.poll() is None and not wal.exists():
        pass
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert (running.returncode, out, err) == (130, b"", STOPPED)
    assert launch("list", "people", "--json").json == []
    assert launch("check").out == "Everything is in order.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's way of closing streams")
@pytest.mark.parametrize("streams", [">&-", "2>&-", ">&- 2>&-"])
def test_no_standard_stream_is_no_reason_to_fall_over(sample_file: Path, streams: str) -> None:
    listed, refused = (
        piped(f"list people --json {streams}", sample_file),
        piped(f"show person 999 {streams}", sample_file),
    )
    assert (listed.returncode, refused.returncode) == (0 if streams == "2>&-" else 1, 1)
    assert b"Traceback" not in listed.stderr + refused.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
def test_arguments_that_are_no_text_are_kept_as_far_as_they_are(sample_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    file.write_bytes(sample_file.read_bytes())
    for command in (r"person add --given=$'a\xe9\xff' --user=$'\xff'", r"list people --text=$'a\xe9\xff'"):
        done = piped(command, file)
        assert (done.returncode, done.stderr) == (0, b"")
    assert piped(r"import people $'\xff.csv'", file).returncode == 1
