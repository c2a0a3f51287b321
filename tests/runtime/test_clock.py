"""The clock: the computer's own, or one that stands at an instant."""

from datetime import UTC, datetime

import pytest

from coordinator.runtime.clock import SystemClock, clock_from


@pytest.mark.parametrize(
    "text", ["2027-01-12T17:05", "2027-01-12T17:05Z", "2027-01-12T12:05-05:00", "2027-01-12 18:05:00+01:00"]
)
def test_a_clock_stands_at_the_instant_it_is_told_in_utc_without_an_offset(text: str) -> None:
    assert clock_from(text).now() == datetime(2027, 1, 12, 17, 5, tzinfo=UTC)


def test_without_an_instant_it_is_the_computers() -> None:
    clock = clock_from("")
    assert isinstance(clock, SystemClock)
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize("text", ["noon", "12:05", "2027-13-01", "0001-01-01T00:00-05:00", "9999-12-31T23:59"])
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|month must|^(0001|9999)"):
        clock_from(text)
