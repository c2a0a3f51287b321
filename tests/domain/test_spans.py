"""Half-open time and wall time in a zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from coordinator.domain.spans import Span, When, instant_of, is_repeated, is_skipped, wall_time_of

ZONES = st.sampled_from(
    ["America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC"]
)
WALLS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1))
HOURS = st.integers(0, 40)


def _span(start: int, length: int) -> Span:
    first = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=start)
    return Span(first, first + timedelta(hours=length))


SPANS = st.builds(_span, HOURS, st.integers(0, 10))


@given(SPANS, SPANS)
def test_overlap_is_the_same_from_both_sides(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(HOURS, st.integers(0, 10), HOURS, st.integers(0, 10))
def test_spans_overlap_exactly_when_they_share_an_hour(a: int, a_length: int, b: int, b_length: int) -> None:
    shared = set(range(a, a + a_length)) & set(range(b, b + b_length))

    assert _span(a, a_length).overlaps(_span(b, b_length)) == bool(shared)


@given(HOURS, st.integers(1, 10), st.integers(1, 10))
def test_a_span_does_not_overlap_the_one_that_starts_when_it_ends(start: int, length: int, other: int) -> None:
    assert not _span(start, length).overlaps(_span(start + length, other))


@given(WALLS, ZONES)
def test_a_wall_time_comes_back_from_its_instant_unless_clocks_jump_over_it(wall: datetime, zone: str) -> None:
    back = wall_time_of(instant_of(wall, zone), zone)

    assert (back == wall) != is_skipped(wall, zone)


@given(WALLS, ZONES)
def test_a_skipped_time_falls_later_and_never_earlier(wall: datetime, zone: str) -> None:
    assert wall_time_of(instant_of(wall, zone), zone) >= wall


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)), ZONES)
def test_an_instant_comes_back_from_its_wall_time_unless_it_is_the_second_of_two(instant: datetime, zone: str) -> None:
    wall = wall_time_of(instant, zone)
    second = instant.astimezone(ZoneInfo(zone)).fold == 1

    assert (instant_of(wall, zone) == instant) != second
    assert is_repeated(wall, zone) or not second


def test_the_spring_gap_is_skipped_and_the_autumn_hour_is_the_first_of_two() -> None:
    gap, twice = datetime(2027, 3, 14, 2, 30), datetime(2027, 11, 7, 1, 30)

    assert is_skipped(gap, "America/New_York")
    assert instant_of(gap, "America/New_York") == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    assert is_repeated(twice, "America/New_York")
    assert instant_of(twice, "America/New_York") == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


def test_whole_days_end_on_the_last_day_itself() -> None:
    days = When.days(date(2027, 1, 13), date(2027, 1, 14), "America/New_York")

    assert (days.first_day, days.last_day) == (date(2027, 1, 13), date(2027, 1, 14))
    assert days.ends == datetime(2027, 1, 15)


@given(WALLS, WALLS, st.integers(15, 3000), ZONES)
def test_moving_keeps_the_length_on_the_clock_face(wall: datetime, to: datetime, minutes: int, zone: str) -> None:
    moved = When(wall, wall + timedelta(minutes=minutes), zone).moved_to(to)

    assert (moved.starts, moved.length) == (to, timedelta(minutes=minutes))
