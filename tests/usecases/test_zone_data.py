"""A government moves its clocks, and an update brings new zone data: what people agreed on stays."""

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import resources
from pathlib import Path

from coordinator.db.work import Storage
from coordinator.domain.listings import EventQuery
from coordinator.domain.spans import zone_named
from coordinator.usecases.events import add_event, events_during
from coordinator.usecases.upkeep import check_database, follow_zones
from tests.makers import an_event


@contextmanager
def new_zone_data(folder: Path, *, zone: str, like: str) -> Iterator[None]:
    """From now on clocks of one zone go like those of another, as the zone data says."""
    of_other = resources.files("tzdata").joinpath("zoneinfo", *like.split("/"))
    own = folder / "zones" / zone
    own.parent.mkdir(parents=True)
    own.write_bytes(of_other.read_bytes())
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath([str(folder / "zones"), *before])
    _forget()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath(before)
        _forget()


def _forget() -> None:
    zoneinfo.ZoneInfo.clear_cache()
    zone_named.cache_clear()


def test_events_keep_their_wall_time_and_take_new_instants(storage: Storage, tmp_path: Path) -> None:
    event_id = storage.change(add_event, an_event()).record_id
    day = EventQuery(date(2027, 1, 1), date(2027, 12, 31))
    (before,) = storage.read(events_during, day)
    assert follow_zones(storage) == 0
    with new_zone_data(tmp_path, zone=before.event.when.zone, like="America/Denver"):
        moved = follow_zones(storage)
        (after,) = storage.read(events_during, day)
        report = check_database(storage)
        again = follow_zones(storage)
    assert (after.event.id, after.event.when, report.ok, again) == (event_id, before.event.when, True, 0)
    assert moved == 1 + len(before.positions)
    assert follow_zones(storage) == moved
