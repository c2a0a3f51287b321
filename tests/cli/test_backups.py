"""`backup`, `restore`, `upgrade`, and the backups that imports keep."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from coordinator.db.files import SCHEMA_REVISION
from coordinator.db.looking import look_over
from coordinator.domain.backups import Look, Soundness
from coordinator.usecases.upkeep import open_database
from tests.cli.conftest import Say, both_databases
from tests.databases import ACTOR, CLOCK

SCHEMAS = Path(__file__).parents[1] / "db" / "schemas"


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def _people(say: Say) -> list[str]:
    return [person["family_name"] for person in say("list", "people", "--json").json]


@both_databases
def test_a_backup_is_a_file_with_everything_in_it(say: Say, here: Path) -> None:
    say("person", "add", "--given", "Ana", "--family", "Ortiz")
    told = say("backup", "saved.db", "--json")
    assert told.json == {
        "file": str(here / "saved.db"),
        "size": (here / "saved.db").stat().st_size,
        "schema": SCHEMA_REVISION,
        "people": 1,
        "events": 0,
    }
    assert (told.status, _names(here)) == (0, ["saved.db"])
    assert (here / "saved.db").stat().st_mode & 0o077 == 0
    assert say("--data", here / "saved.db", "list", "people", "--json").json[0]["family_name"] == "Ortiz"


@both_databases
def test_a_backup_never_takes_the_place_of_a_file(say: Say, here: Path) -> None:
    (here / "saved.db").write_text("somebody's diary", encoding="utf-8")
    told = say("backup", "saved.db")
    assert (told.status, told.err) == (1, f"{here}/saved.db already exists. Choose another name.\n")
    assert (here / "saved.db").read_text(encoding="utf-8") == "somebody's diary"


def test_a_backup_into_a_folder_that_is_not_there_makes_none(say: Say, here: Path) -> None:
    told = say("backup", "usb/saved.db", "--json")
    assert (told.status, told.json["refused"][0]["code"], _names(here)) == (1, "folder-missing", [])


def test_a_backup_is_made_while_the_database_is_open_elsewhere(say: Say, here: Path, database_file: Path) -> None:
    storage = open_database(str(database_file), actor=ACTOR, clock=CLOCK)
    told = say("backup", "saved.db")
    storage.close()
    assert (told.status, look_over(here / "saved.db")) == (0, Look(Soundness.CHECKED, SCHEMA_REVISION))


def test_restoring_brings_back_what_was_and_keeps_what_is(say: Say, here: Path, database_file: Path) -> None:
    say("person", "add", "--given", "Ana", "--family", "Ortiz")
    say("backup", "saved.db")
    say("person", "add", "--given", "Ben", "--family", "Katz")
    told = say("restore", "saved.db", "--json")
    (kept,) = (database_file.parent / "backups").iterdir()
    assert (told.status, told.json["kept"], told.json["people"]) == (0, str(kept), 1)
    assert kept.name.startswith("precinct14-before-restore-2027-01-12-")
    assert (_people(say), look_over(kept).people) == (["Ortiz"], 2)
    assert say("restore", kept).status == 0
    assert sorted(_people(say)) == ["Katz", "Ortiz"]


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda content: content[: len(content) // 2], "backup-cut-short"),
        (lambda content: content[:8192] + bytes(8192) + content[16384:], "backup-damaged"),
        (lambda content: b"", "backup-cut-short"),
        (lambda content: b"PK\x03\x04" + content, "not-ours"),
    ],
    ids=["cut", "zeroed", "empty", "foreign"],
)
def test_nothing_is_restored_from_a_backup_that_is_not_sound(
    say: Say, here: Path, database_file: Path, harm: object, code: str
) -> None:
    say("backup", "saved.db")
    assert callable(harm)
    (here / "saved.db").write_bytes(harm((here / "saved.db").read_bytes()))
    before = hashlib.sha256(database_file.read_bytes()).hexdigest()
    told = say("restore", "saved.db", "--json")
    assert (told.status, told.json["refused"][0]["code"]) == (1, code)
    assert hashlib.sha256(database_file.read_bytes()).hexdigest() == before
    assert not (database_file.parent / "backups").exists()


def test_nothing_is_restored_while_a_window_has_the_file_open(say: Say, here: Path, database_file: Path) -> None:
    say("backup", "saved.db")
    storage = open_database(str(database_file), actor=ACTOR, clock=CLOCK)
    storage.read(lambda work: work.precinct.get())
    told = say("restore", "saved.db", "--json")
    storage.close()
    assert (told.status, told.json["refused"][0]["code"]) == (1, "in-use")
    assert _names(database_file.parent) == ["here", "precinct14.db"]


def test_a_database_in_use_is_no_backup(say: Say, database_file: Path, tmp_path: Path) -> None:
    assert say("restore", database_file, "--json").json["refused"][0]["code"] == "backup-in-use"
    other = Path(shutil.copy(database_file, tmp_path / "other.db"))
    storage = open_database(str(other), actor=ACTOR, clock=CLOCK)
    storage.change(lambda work: work.bookkeeping.remember_mapping("people", "x", "{}"))
    told = say("restore", other, "--json")
    storage.close()
    assert told.json["refused"][0]["code"] == "backup-in-use"


def test_a_lost_database_comes_back_from_its_backup(say: Say, here: Path, database_file: Path) -> None:
    say("person", "add", "--given", "Ana", "--family", "Ortiz")
    say("backup", "saved.db")
    database_file.unlink()
    told = say("restore", "saved.db", "--json")
    assert (told.status, told.json["kept"], _people(say)) == (0, None, ["Ortiz"])


def test_an_older_backup_is_brought_up_when_it_is_opened(say: Say, here: Path, database_file: Path) -> None:
    old = here / "old.db"
    old.write_bytes(gzip.decompress((SCHEMAS / "0001.db.gz").read_bytes()))
    told = say("restore", old, "--json")
    assert (told.status, told.json["schema"]) == (0, "0001")
    assert say("upgrade", "--json").json == {"from": "0001", "to": SCHEMA_REVISION}
    assert say("upgrade", "--json").json == {"from": SCHEMA_REVISION, "to": SCHEMA_REVISION}
    reasons = [name.split("-2027")[0] for name in _names(database_file.parent / "backups")]
    assert reasons == ["precinct14-before-restore", "precinct14-before-upgrade"]


@pytest.mark.parametrize("target", ["postgresql"], indirect=True)
def test_a_server_is_restored_by_its_administrator(say: Say, here: Path) -> None:
    told = say("restore", "saved.db", "--json")
    assert (told.status, told.json["refused"][0]["code"]) == (1, "restore-on-server")
    assert say("upgrade").out == "The database is up to date: it has the data format 4.\n"


PEOPLE = "Given name,Family name\nAna,Ortiz\nBen,Katz\n"


def test_an_import_keeps_a_backup_first(say: Say, here: Path, database_file: Path) -> None:
    (here / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert say("import", "people", "people.csv", "--dry-run").status == 0
    assert not (database_file.parent / "backups").exists()
    assert say("import", "people", "people.csv").status == 0
    (kept,) = (database_file.parent / "backups").iterdir()
    assert kept.name.startswith("precinct14-before-import-2027-01-12-")
    assert (look_over(kept).people, len(_people(say))) == (0, 2)


def test_an_import_of_everything_keeps_a_backup_first(say: Say, here: Path, database_file: Path) -> None:
    say("export", "all", "--format", "json", "-o", "all.json")
    assert say("import", "all", "all.json").status == 0
    assert [look_over(kept).sound for kept in (database_file.parent / "backups").iterdir()] == [Soundness.CHECKED]


def test_without_room_for_the_backup_nothing_is_imported(say: Say, here: Path, database_file: Path) -> None:
    (here / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (database_file.parent / "backups").write_text("a file where the folder should be", encoding="utf-8")
    told = say("import", "people", "people.csv", "--json")
    assert (told.status, told.json["refused"][0]["code"]) == (1, "copy-before-import-failed")
    assert (_people(say), told.err.count("nothing was imported")) == ([], 1)


def test_a_drive_that_is_not_plugged_in_is_told(say: Say, here: Path, database_file: Path) -> None:
    settings = database_file.parent / "settings.toml"
    settings.write_text(f"backup_folder = {json.dumps(str(here / 'usb'))}\n", encoding="utf-8")
    (here / "people.csv").write_text(PEOPLE, encoding="utf-8")
    told = say("import", "people", "people.csv")
    assert (told.status, len(_names(database_file.parent / "backups"))) == (0, 1)
    assert told.err == f"The folder {here}/usb is not there. The last backup was kept on this computer.\n"
    (here / "usb").mkdir()
    (here / "more.csv").write_text("Given name,Family name\nCem,Aydin\n", encoding="utf-8")
    told = say("import", "people", "more.csv")
    assert (told.status, told.err, len(_names(here / "usb"))) == (0, "", 1)
