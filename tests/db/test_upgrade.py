"""The schema that upgrading makes is the schema the program reads, and no step loses a row."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, insert, inspect, text

import coordinator.db
from coordinator.db.engine import open_engine
from coordinator.db.files import APPLICATION_ID, SCHEMA_REVISION
from coordinator.db.tables import metadata
from coordinator.db.upgrade import upgrade_schema
from coordinator.db.work import Storage
from coordinator.domain.errors import StorageTrouble
from coordinator.usecases.upkeep import create_database, open_database
from tests.databases import ACTOR, CLOCK, PRECINCT

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


def _fill_every_table(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table in metadata.sorted_tables:
        if connection.execute(text(f'SELECT count(*) FROM "{table.name}"')).scalar_one() == 0:
            values = {c.name: _a_value(table.name, c.name, c.type) for c in table.c if not c.nullable}
            connection.execute(insert(table).values(values))


def _a_value(table: str, name: str, kind: object) -> object:
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
    }
    if (table, name) in known:
        return known[table, name]
    by_type = {"Instant": CLOCK.now(), "DateTime": CLOCK.now().replace(tzinfo=None), "Boolean": False, "Text": "x"}
    return by_type.get(type(kind).__name__, 1)


def _counts(connection: Connection) -> dict[str, int]:
    names = [table.name for table in metadata.sorted_tables]
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
