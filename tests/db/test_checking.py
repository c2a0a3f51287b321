"""Looking a database over finds what was tampered with, and mends only what needs no choice."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from coordinator.db.engine import open_engine
from coordinator.db.files import raw_connection
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.events import Position
from coordinator.domain.listings import EventQuery
from coordinator.usecases.history import undo
from coordinator.usecases.people import edit_person, person_card
from coordinator.usecases.upkeep import check_database
from tests.databases import ACTOR, CLOCK
from tests.makers import a_person, a_venue, an_event


@pytest.fixture
def filled(storage: Storage) -> Storage:
    """One person, venue and event with a position."""
    return _fill(storage)


@pytest.fixture
def filled_file(file_storage: Storage) -> Storage:
    """The same in a file."""
    return _fill(file_storage)


@pytest.fixture
def server_storage(server_database: str) -> Iterator[Storage]:
    """A fresh database on a server."""
    opened = Storage(open_engine(server_database), server_database, actor=ACTOR, clock=CLOCK)
    yield opened
    opened.close()


def _fill(storage: Storage) -> Storage:
    def fill(work: Work) -> Changes:
        work.people.add(a_person("José", phone="(212) 555-0143", tags=("driver",)))
        work.venues.add(a_venue("PS 41", "Gym"))
        work.events.add(an_event(uid="one", positions=(Position(1, needed=2, maximum=3),)))
        return work.recorder.finish(Label("test"))

    storage.change(fill)
    return storage


def tamper(storage: Storage, statement: str) -> None:
    with storage.engine.begin() as connection:
        connection.execute(text(statement))


def test_a_sound_database_has_no_faults(filled: Storage) -> None:
    assert check_database(filled).faults == ()


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE event SET long_running = true", {("derived-value-wrong", "event")}),
        ("UPDATE position SET ends_at = starts_at", {("derived-value-wrong", "position")}),
        ("UPDATE venue SET sort_key = 'x'", {("derived-value-wrong", "venue")}),
        ("UPDATE person SET sort_key = 'x'", {("derived-value-wrong", "person")}),
    ],
)
def test_a_wrong_derived_value_is_found_and_mended(
    filled: Storage, statement: str, expected: set[tuple[str, str]]
) -> None:
    tamper(filled, statement)
    assert {(fault.code, fault.table) for fault in check_database(filled).faults} == expected
    assert check_database(filled, repair=True).ok
    assert check_database(filled).faults == ()


def test_a_search_entry_that_is_missing_is_made_again(filled: Storage) -> None:
    on_server = filled.engine.dialect.name == "postgresql"
    tamper(filled, "DELETE FROM search_entry" if on_server else "DELETE FROM search_text")
    report = check_database(filled, repair=True)
    assert {fault.code for fault in report.faults} == {"search-entry-wrong"}
    assert report.ok
    assert filled.read(lambda work: work.people.matching_ids("jose")) == ((1,), 1)


def test_a_row_changed_behind_the_logs_back_is_named_and_left_alone(filled: Storage) -> None:
    tamper(filled, "UPDATE venue SET name = 'PS 42', sort_key = 'ps 42'")
    report = check_database(filled, repair=True)
    assert ("log-differs", "venue", 1) in {(fault.code, fault.table, fault.key) for fault in report.faults}
    assert not report.ok
    assert filled.read(lambda work: work.venues.get(1).name) == "PS 42"


def test_a_row_the_log_never_saw_is_named(filled: Storage) -> None:
    now = "0" if filled.engine.dialect.name == "sqlite" else "now()"
    columns = "name, coaching, version, created_at, updated_at"
    tamper(filled, f"INSERT INTO role ({columns}) VALUES ('Ghost', false, 1, {now}, {now})")
    assert {fault.code for fault in check_database(filled).faults} == {"log-misses-row"}


def test_new_zone_data_is_mended_and_what_was_done_before_can_still_be_taken_back(filled: Storage) -> None:
    later = "starts_at + 3600000000" if filled.engine.dialect.name == "sqlite" else "starts_at + interval '1 hour'"
    tamper(filled, f"UPDATE event SET starts_at = {later}")

    filled.change(undo)

    assert filled.read(lambda work: work.events.lines(EventQuery())) == ()
    assert check_database(filled).faults == ()


LOG_TAMPERED = (
    "UPDATE change SET before = replace(before, 'José', 'Josef') WHERE table_name = 'person'",
    "UPDATE change SET before = '{' WHERE table_name = 'person' AND before IS NOT NULL",
    "UPDATE change SET after = replace(after, 'José', 'Josef') WHERE table_name = 'person'",
    "UPDATE change SET after = '{' WHERE table_name = 'person'",
    "DELETE FROM change WHERE table_name = 'person' AND before IS NULL",
)


@pytest.mark.parametrize("statement", LOG_TAMPERED)
def test_lines_of_the_log_that_do_not_follow_from_each_other_are_found(filled: Storage, statement: str) -> None:
    card = filled.read(person_card, 1).person
    filled.change(edit_person, replace(card, notes="Speaks Spanish"))
    assert check_database(filled).ok

    tamper(filled, statement)

    assert {(fault.code, fault.table, fault.key) for fault in check_database(filled).faults} == {
        ("log-differs", "person", 1)
    }


def test_a_change_that_is_marked_as_undone_though_it_stands_is_found(filled: Storage) -> None:
    tamper(filled, "UPDATE change_set SET undone = true WHERE kind = 'do'")

    (fault,) = check_database(filled).faults
    assert (fault.code, fault.table) == ("log-differs", "change_set")


def test_an_entry_that_only_long_words_find_is_made_again(filled: Storage) -> None:
    on_server = filled.engine.dialect.name == "postgresql"
    tamper(filled, "UPDATE search_entry SET grams = '{}'" if on_server else "DELETE FROM search_gram")

    report = check_database(filled, repair=True)

    assert {fault.code for fault in report.faults} == {"search-entry-wrong"}
    assert report.ok
    assert filled.read(lambda work: work.people.matching_ids("jo")) == ((1,), 1)


BROKEN_ON_FILE = (
    "DROP TABLE search_text",
    "DROP TABLE search_gram",
    "DROP TABLE search_text_data",
    "DROP TABLE search_gram_config",
    "DELETE FROM search_text_data",
    "DELETE FROM search_text_config",
    "UPDATE search_text_data SET block = zeroblob(20)",
    "UPDATE search_gram_data SET block = x'ff00ff00ff00ff' WHERE id > 10",
    "UPDATE search_text_content SET c0 = 'nobody'",
    "INSERT INTO search_text (rowid, folded) VALUES (4000, 'nobody')",
)


@pytest.mark.parametrize("statement", BROKEN_ON_FILE)
def test_an_index_of_a_file_in_whatever_state_is_found_and_made_anew(
    database_file: Path, filled_file: Storage, statement: str
) -> None:
    with closing(raw_connection(database_file)) as connection:
        connection.execute(statement)
    filled_file.close()  # what a connection knows of the index it does not read again
    _is_mended(filled_file)


BROKEN_ON_SERVER = (
    "DROP TABLE search_entry",
    "DROP INDEX ix_search_entry_grams",
    "ALTER TABLE search_entry DROP CONSTRAINT pk_search_entry",
    "ALTER TABLE search_entry DROP COLUMN grams",
    "UPDATE search_entry SET folded = 'nobody'",
    "INSERT INTO search_entry (kind, record_id, folded, grams) VALUES ('person', 4000, 'nobody', '{}')",
)


@pytest.mark.parametrize("statement", BROKEN_ON_SERVER)
def test_an_index_of_a_server_in_whatever_state_is_found_and_made_anew(server_storage: Storage, statement: str) -> None:
    _fill(server_storage)
    tamper(server_storage, statement)
    _is_mended(server_storage)


def _is_mended(storage: Storage) -> None:
    found = check_database(storage).faults
    assert {fault.code for fault in found} <= {"search-index-broken", "search-entry-wrong"}
    assert found
    report = check_database(storage, repair=True)
    assert (report.ok, report.repaired) == (True, frozenset(report.faults))
    assert check_database(storage).faults == ()
    assert storage.read(_found_by_each) == [((1,), 1)] * 3


def _found_by_each(work: Work) -> list[tuple[tuple[int, ...], int]]:
    return [work.people.matching_ids(words) for words in ("jose", "jo", "2125550143")]


def test_a_damaged_file_is_said_to_be_and_the_rest_of_it_is_looked_at(
    database_file: Path, filled_file: Storage
) -> None:
    filled_file.close()
    with closing(raw_connection(database_file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'venue'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("UPDATE person SET sort_key = 'x'")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database_file.read_bytes())
    content[(page - 1) * size : page * size] = b"\xee" * size
    database_file.write_bytes(content)

    found = {(fault.code, fault.table) for fault in check_database(filled_file).faults}

    assert found >= {("file-damaged", "")}
    assert [code for code, _table in found].count("file-damaged") == 1
