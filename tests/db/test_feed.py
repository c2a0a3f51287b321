"""Changes of other PCs: each is heard once, in the order of the log, within two seconds, and one's own never."""

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import delete, text

from coordinator.db.engine import open_engine
from coordinator.db.feed import TOLD_ONE_BY_ONE, Feed
from coordinator.db.files import is_server
from coordinator.db.recorder import TOLD_ROW_BY_ROW
from coordinator.db.tables.log import change, change_set
from coordinator.db.tables.places import venue
from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label, News
from coordinator.domain.errors import StorageTrouble
from coordinator.usecases.history import undo
from coordinator.usecases.news import newest_change
from coordinator.usecases.people import add_person
from tests.databases import CLOCK
from tests.makers import a_person, a_venue

WITHIN = 10.0  # seconds; two are promised where nobody else takes the processor
PATIENCE = 60.0  # seconds a busy machine may take where nothing is measured


@pytest.fixture
def other(storage: Storage) -> Iterator[Storage]:
    """The same database, open on the PC at the front desk."""
    made = Storage(open_engine(storage.target), storage.target, actor="Ofc. Okafor", clock=CLOCK, pc="Front desk PC")
    yield made
    made.close()


@pytest.fixture
def feed(storage: Storage) -> Iterator[Feed]:
    """What this PC hears; it has heard all up to now."""
    made = Feed(storage)
    made.wait(0)
    yield made
    made.close()


def told(feed: Feed, wanted: Callable[[tuple[News, ...]], bool] = bool) -> tuple[News, ...]:
    """All that is heard until it is what is waited for."""
    found: tuple[News, ...] = ()
    end = time.monotonic() + PATIENCE
    while not wanted(found) and time.monotonic() < end:
        found += feed.wait(end - time.monotonic())
    return found


def test_what_another_pc_saved_is_heard_soon(storage: Storage, other: Storage, feed: Feed) -> None:
    with ThreadPoolExecutor(1) as pool:
        hearing = pool.submit(told, feed)
        began = time.monotonic()
        done = other.change(add_person, a_person("Ruth"))
        (news,) = hearing.result()
        waited = time.monotonic() - began
    assert (news.by, news.pc, news.kind, news.at) == ("Ofc. Okafor", "Front desk PC", "do", CLOCK.now())
    assert (news.changes.label, dict(news.changes.touched)) == (done.label, dict(done.touched))
    assert news.changes.touches_row("person", done.record_id or 0)
    assert waited < WITHIN


def test_ones_own_changes_are_not_told(storage: Storage, other: Storage, feed: Feed) -> None:
    storage.change(add_person, a_person("Mine"))
    storage.change(undo)
    theirs = other.change(add_person, a_person("Theirs"))
    assert [news.changes.change_set_id for news in told(feed)] == [theirs.change_set_id]


def test_the_same_person_at_another_pc_is_told(storage: Storage, feed: Feed) -> None:
    elsewhere = Storage(storage.engine, storage.target, actor=storage.actor, clock=CLOCK, pc="Back office")
    elsewhere.change(add_person, a_person("Ruth"))
    assert [(news.by, news.pc) for news in told(feed)] == [(storage.actor, "Back office")]


def test_undo_is_heard_as_what_it_is(other: Storage, feed: Feed) -> None:
    other.change(add_person, a_person("Ruth"))
    other.change(undo)
    heard = told(feed, lambda found: len(found) == 2)
    assert [(news.kind, news.changes.label.code) for news in heard] == [
        ("do", "person-added"),
        ("undo", "person-added"),
    ]


def test_what_was_saved_while_the_window_opened_is_told_later(storage: Storage, other: Storage) -> None:
    since = storage.read(newest_change)
    done = other.change(add_person, a_person("Ruth"))
    late = Feed(storage, since=since)
    assert [news.changes.change_set_id for news in late.wait(0)] == [done.change_set_id]
    late.close()


def test_two_that_commit_in_the_wrong_order_are_both_told(storage: Storage, other: Storage, feed: Feed) -> None:
    """The one that wrote first commits last: its number must not be passed over."""
    written, go_on = Event(), Event()

    def slow(work: Work) -> Changes:
        work.people.add(a_person("Slow"))
        work.recorder.finish(Label("slow"))
        written.set()
        go_on.wait(timeout=PATIENCE)
        return Changes(None, Label("slow"))

    def quick(work: Work) -> Changes:
        work.venues.add(a_venue("Hall"))
        return work.recorder.finish(Label("quick"))

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(other.change, slow)
        assert written.wait(timeout=PATIENCE)
        second = pool.submit(other.change, quick)
        early = feed.wait(0.2)
        go_on.set()
        first.result(timeout=PATIENCE)
        second.result(timeout=PATIENCE)
    heard = told(feed, lambda found: len(found) == 2)
    assert (early, [news.changes.label.code for news in heard]) == ((), ["slow", "quick"])


def test_a_large_change_is_told_by_its_tables(other: Storage, feed: Feed) -> None:
    def many(work: Work) -> Changes:
        rows = [{"name": f"Hall {number}", "sort_key": f"hall {number}"} for number in range(TOLD_ROW_BY_ROW + 1)]
        work.recorder.insert_many(venue, rows)
        return work.recorder.finish(Label("venues-imported"))

    other.change(many)
    (news,) = told(feed)
    assert (dict(news.changes.touched), news.changes.wholly) == ({}, frozenset({"venue"}))
    assert news.changes.touches("venue")
    assert news.changes.touches_row("venue", 1)
    assert not news.changes.touches("event")


def test_who_slept_through_many_changes_reads_everything_again(storage: Storage, other: Storage) -> None:
    late = Feed(storage, since=storage.read(newest_change))
    for number in range(TOLD_ONE_BY_ONE + 1):
        other.change(add_person, a_person(f"Helper {number}"))
    (news,) = late.wait(0)
    assert (news.by, news.changes.touches("event"), late.wait(0)) == ("", True, ())
    late.close()


def test_a_log_that_was_pruned_does_not_disturb(storage: Storage, other: Storage, feed: Feed) -> None:
    first = other.change(add_person, a_person("Ruth"))
    told(feed)
    with storage.engine.begin() as connection:
        connection.execute(delete(change).where(change.c.change_set_id == first.change_set_id))
        connection.execute(delete(change_set).where(change_set.c.id == first.change_set_id))
    second = other.change(add_person, a_person("Bo"))
    (news,) = told(feed)
    assert (news.by, news.changes.touches("person", "event")) == ("", True)
    third = other.change(add_person, a_person("Mei"))
    assert [each.changes.change_set_id for each in told(feed)] == [third.change_set_id]
    assert second.change_set_id != third.change_set_id


def test_a_server_that_was_restored_is_read_anew(storage: Storage, other: Storage, feed: Feed) -> None:
    """A backup brought back has other changes under the same numbers."""
    other.change(add_person, a_person("Ruth"))
    told(feed)
    with storage.engine.begin() as connection:
        connection.execute(text("UPDATE change_set SET token = 'another ' || id"))
    assert [news.by for news in _woken(feed, storage)] == [""]


def _woken(feed: Feed, storage: Storage) -> tuple[News, ...]:
    if is_server(storage.target):
        with storage.engine.begin() as connection:
            connection.execute(text("NOTIFY coordinator"))
    return told(feed)


def test_it_connects_anew_and_tells_what_it_missed(server_database: str) -> None:
    here, there = (_opened(server_database, pc) for pc in ("Desk", "Front desk PC"))
    feed = Feed(here)
    feed.wait(0)
    with there.engine.begin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'Coordinator: D%'")
        )
    with pytest.raises(StorageTrouble) as lost:
        feed.wait(PATIENCE)
    done = there.change(add_person, a_person("Ruth"))
    assert lost.value.code == "server-lost"
    assert [news.changes.change_set_id for news in feed.wait(PATIENCE)] == [done.change_set_id]
    feed.close()
    here.close()
    there.close()


def test_a_file_that_was_replaced_is_told_as_trouble(file_storage: Storage, database_file: Path) -> None:
    feed = Feed(file_storage)
    feed.wait(0)
    shutil.copy(database_file, database_file.with_suffix(".new"))
    database_file.with_suffix(".new").replace(database_file)
    with pytest.raises(StorageTrouble) as replaced:
        feed.wait(0)
    assert replaced.value.code == "replaced"
    feed.close()


def test_it_knows_how_many_pcs_have_a_window_open(server_database: str) -> None:
    storages = [_opened(server_database, pc) for pc in ("Desk", "Front desk PC", "Back office")]
    feeds = [Feed(storage) for storage in storages]
    for feed in feeds:
        feed.wait(0)
    feeds[0].wait(PATIENCE)
    assert feeds[0].computers == 3
    for feed in feeds:
        feed.close()
    for storage in storages:
        storage.close()


def _opened(target: str, pc: str) -> Storage:
    return Storage(open_engine(target), target, actor="Ofc. Okafor", clock=CLOCK, pc=pc)


def test_waiting_ends_when_it_is_woken(feed: Feed) -> None:
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(feed.wait, PATIENCE)
        feed.wake()
        assert waiting.result(timeout=PATIENCE) == ()


def test_waiting_costs_next_to_nothing(feed: Feed) -> None:
    used = time.process_time()
    began = time.monotonic()
    while time.monotonic() - began < 3:
        feed.wait(1)
    assert time.process_time() - used < 0.1
