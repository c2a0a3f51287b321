"""The schema that upgrading makes is the schema the program reads, and no step loses a row."""

import gzip
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Connection,
    DateTime,
    MetaData,
    Table,
    Text,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.types import TypeEngine

import coordinator.db
from coordinator.db.backup import copy_verified
from coordinator.db.engine import open_engine
from coordinator.db.files import APPLICATION_ID, DRIVER_ERROR, SCHEMA_REVISION, raw_connection
from coordinator.db.tables import metadata
from coordinator.db.upgrade import upgrade_schema
from coordinator.db.work import Storage
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.listings import PeopleQuery
from coordinator.usecases.history import changes_made
from coordinator.usecases.people import people_matching
from coordinator.usecases.upkeep import check_database, create_database, open_database
from tests.databases import ACTOR, CLOCK, PRECINCT

SCHEMAS = Path(__file__).parent / "schemas"
REVISIONS = [f"{number:04}" for number in range(1, int(SCHEMA_REVISION) + 1)]
RELEASED = ["0001", "0003"]  # the older schemas that offices have; add one whenever the schema moves on from it
SEARCH_TABLES = ("search_entry", "search_text", "search_gram")


def _of_the_metadata(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and (name or "").startswith(SEARCH_TABLES))


def test_the_upgraded_schema_equals_the_metadata(storage: Storage) -> None:
    with storage.engine.connect() as connection:
        options = {"include_object": _of_the_metadata, "compare_server_default": False}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_every_check_of_the_metadata_is_in_the_upgraded_schema(storage: Storage) -> None:
    with storage.engine.connect() as connection:
        for table in metadata.sorted_tables:
            found = {check["name"] for check in inspect(connection).get_check_constraints(table.name)}
            wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
            assert found == wanted, table.name


def test_the_newest_step_is_the_revision_the_program_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(coordinator.db.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_REVISION


def test_upgrading_what_is_up_to_date_keeps_every_row_of_every_table(storage: Storage) -> None:
    with storage.engine.begin() as connection:
        _fill_every_table(connection)
        before = _counts(connection)
    upgrade_schema(storage.target)
    with storage.engine.connect() as connection:
        assert _counts(connection) == before
    assert min(before.values()) >= 1


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_every_step_keeps_every_row_of_every_table_in_a_file(revision: str, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch()
    _step_keeps_every_row(str(path), revision)


@pytest.mark.parametrize("revision", REVISIONS[1:])
def test_every_step_keeps_every_row_of_every_table_on_a_server(revision: str, empty_server_database: str) -> None:
    _step_keeps_every_row(empty_server_database, revision)


def _step_keeps_every_row(target: str, revision: str) -> None:
    upgrade_schema(target, to=REVISIONS[REVISIONS.index(revision) - 1])
    engine = open_engine(target)
    with engine.begin() as connection:
        _fill_every_table(connection)
        before = _counts(connection)
    upgrade_schema(target, to=revision)
    with engine.connect() as connection:
        after = _counts(connection)
    engine.dispose()
    assert {name: after[name] for name in before} == before
    assert min(before.values()) >= 1


@pytest.fixture(params=RELEASED)
def old_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database as an earlier version of the program left it, with rows in every table."""
    path = tmp_path / "precinct14.db"
    path.write_bytes(gzip.decompress((SCHEMAS / f"{request.param}.db.gz").read_bytes()))
    return path


def test_an_old_database_opens_with_everything_and_finds_it(old_file: Path) -> None:
    before, standing = _counts_of_file(old_file), _people_in(old_file)
    storage = open_database(str(old_file), actor=ACTOR, clock=CLOCK)
    report = check_database(storage)
    people = storage.read(people_matching, PeopleQuery())
    history = storage.read(changes_made)
    storage.close()
    assert (report.ok, report.faults) == (True, ())
    assert (people.total, len(history)) == (standing, before["change_set"])
    after = _counts_of_file(old_file)
    assert ({name: after[name] for name in before}, min(before.values()) >= 1) == (before, True)


def test_an_old_database_is_copied_before_its_upgrade_and_only_then(old_file: Path) -> None:
    before = _counts_of_file(old_file)
    revision = _revision_of_file(old_file)
    for _time in range(2):
        open_database(str(old_file), actor=ACTOR, clock=CLOCK).close()
    (copy,) = (old_file.parent / "backups").iterdir()
    assert copy.name.startswith("precinct14-before-upgrade-2027-01-12-")
    assert (_revision_of_file(copy), _counts_of_file(copy)) == (revision, before)
    assert (copy.stat().st_mode & 0o077, copy.parent.stat().st_mode & 0o077) == (0, 0)
    assert _revision_of_file(old_file) == SCHEMA_REVISION


def test_without_a_copy_there_is_no_upgrade(old_file: Path) -> None:
    revision, before = _revision_of_file(old_file), _counts_of_file(old_file)
    (old_file.parent / "backups").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StorageTrouble) as refused:
        open_database(str(old_file), actor=ACTOR, clock=CLOCK)
    assert refused.value.code == "copy-failed"
    assert (_revision_of_file(old_file), _counts_of_file(old_file)) == (revision, before)


def test_a_copy_that_fails_leaves_nothing_behind(database_file: Path, tmp_path: Path) -> None:
    taken = tmp_path / "backups" / "taken.db"
    (taken / "something").mkdir(parents=True)
    with pytest.raises(StorageTrouble) as refused:
        copy_verified(database_file, taken)
    assert (refused.value.code, [path.name for path in taken.parent.iterdir()]) == ("copy-failed", ["taken.db"])


def test_a_damaged_database_is_not_copied_as_if_it_were_sound(database_file: Path, tmp_path: Path) -> None:
    content = bytearray(database_file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 3 * 4096] = bytes(3 * 4096)
    database_file.write_bytes(content)
    with pytest.raises(StorageTrouble) as refused:
        copy_verified(database_file, tmp_path / "copy.db")
    assert (refused.value.code, (tmp_path / "copy.db").exists()) == ("copy-failed", False)


def test_nothing_that_others_write_meanwhile_gets_lost_in_the_upgrade(old_file: Path) -> None:
    """Whoever writes while the copy is made waits, and finds the new schema."""
    seen: list[str] = []

    def try_to_write() -> None:
        with closing(raw_connection(old_file)) as rival:
            rival.execute("PRAGMA busy_timeout=0")
            with pytest.raises(DRIVER_ERROR) as refused:
                rival.execute("UPDATE person SET notes = 'late'")
        seen.append(str(refused.value))

    upgrade_schema(str(old_file), before=try_to_write)
    assert seen == ["database is locked"]


def _counts_of_file(path: Path) -> dict[str, int]:
    engine = open_engine(str(path))
    with engine.connect() as connection:
        found = _counts(connection)
    engine.dispose()
    return found


def _people_in(path: Path) -> int:
    with closing(raw_connection(path)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM person WHERE deleted_at IS NULL").fetchone()
        return int(found)


def _revision_of_file(path: Path) -> str:
    with closing(raw_connection(path)) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(found)


def _fill_every_table(connection: Connection) -> None:
    """A row in every table that has none, whatever the schema."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in _tables_of(connection):
        if connection.execute(select(func.count()).select_from(table)).scalar_one() == 0:
            values = {c.name: _a_value(table.name, c.name, c.type) for c in table.c if not c.nullable}
            connection.execute(insert(table).values(values))


def _tables_of(connection: Connection) -> list[Table]:
    found = MetaData()
    known = [table.name for table in metadata.sorted_tables]
    found.reflect(connection, only=lambda name, _metadata: name in known)
    return found.sorted_tables


def _a_value(table: str, name: str, kind: TypeEngine[Any]) -> object:
    known = {
        ("person", "status"): "active",
        ("contact_point", "kind"): "mobile",
        ("event", "kind"): "meeting",
        ("event", "status"): "published",
        ("event", "ends_local"): CLOCK.now().replace(tzinfo=None, year=2028),
        ("signup", "status"): "confirmed",
        ("signup", "source"): "coordinator",
        ("source", "kind"): "person",
        ("duplicate_decision", "decision"): "skip",
        ("position", "maximum"): 1,
        ("precinct", "paper"): "a4",
        ("precinct", "clock"): 12,
        ("change_set", "kind"): "start",
    }
    if (table, name) in known:
        return known[table, name]
    if isinstance(kind, DateTime):
        return CLOCK.now() if kind.timezone else CLOCK.now().replace(tzinfo=None)
    return {Boolean: False, Text: "x"}.get(kind.as_generic().__class__, 1)


def _counts(connection: Connection) -> dict[str, int]:
    names = [table.name for table in _tables_of(connection)]
    return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}


def test_a_new_file_says_whose_it_is_and_is_readable_by_its_owner_only(database_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    create_database(str(path), precinct=PRECINCT, actor=ACTOR, clock=CLOCK).close()
    assert int.from_bytes(path.read_bytes()[68:72], "big") == APPLICATION_ID
    assert path.stat().st_mode & 0o077 == 0


def test_making_a_database_where_one_is_leaves_it_alone(database_file: Path) -> None:
    before = database_file.read_bytes()
    with pytest.raises(StorageTrouble) as refused:
        create_database(str(database_file), precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    assert (refused.value.code, database_file.read_bytes()) == ("exists", before)


def test_making_a_database_on_a_server_where_one_is_leaves_it_alone(server_database: str) -> None:
    with pytest.raises(StorageTrouble) as refused:
        create_database(server_database, precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    assert refused.value.code == "exists"


def test_making_a_database_on_an_empty_server_database_works(empty_server_database: str) -> None:
    storage = create_database(empty_server_database, precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    assert storage.read(lambda work: work.precinct.get().name) == "Precinct 14"
    storage.close()


def test_a_precinct_that_cannot_be_filled_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "new.db"

    def fail(_work: object) -> None:
        raise StorageTrouble("full", path=str(path))

    with pytest.raises(StorageTrouble):
        create_database(str(path), precinct=PRECINCT, actor=ACTOR, clock=CLOCK, fill=fail)
    assert list(tmp_path.iterdir()) == [tmp_path / name for name in _left_by_the_surroundings(tmp_path)]


def _left_by_the_surroundings(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir() if entry.is_dir()]


def test_a_file_that_is_not_a_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear residents", encoding="utf-8")
    with pytest.raises(StorageTrouble) as refused:
        open_database(str(path), actor=ACTOR, clock=CLOCK)
    assert (refused.value.code, path.read_text(encoding="utf-8")) == ("not-ours", "Dear residents")


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble) as refused:
        open_database(str(tmp_path / "gone.db"), actor=ACTOR, clock=CLOCK)
    assert (refused.value.code, (tmp_path / "gone.db").exists()) == ("missing", False)


def test_a_newer_database_is_refused_and_left_alone(database_file: Path, tmp_path: Path) -> None:
    engine = open_engine(str(database_file))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = shutil.copy(database_file, tmp_path / "before.db")
    with pytest.raises(StorageTrouble) as refused:
        open_database(str(database_file), actor=ACTOR, clock=CLOCK)
    assert refused.value.code == "newer"
    assert database_file.read_bytes() == Path(before).read_bytes()


def test_a_closed_database_opens_again_with_everything(database_file: Path) -> None:
    storage = open_database(str(database_file), actor=ACTOR, clock=CLOCK)
    assert storage.read(lambda work: work.precinct.get().name) == "Precinct 14"
    storage.close()
