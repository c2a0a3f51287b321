"""The first dates of repeating events, against what other projects expect and what dateutil reckons."""

import json
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.domain.repeatrules import Steps, days_of, first_day, read_rule

ENOUGH = 100_000
OTHERWISE = {
    "FREQ=YEARLY;BYMONTHDAY=-1": "the standard and dateutil mean the last day of every month",
    "FREQ=YEARLY;BYMONTHDAY=29;COUNT=3": "as above: the 29th of every month",
    "FREQ=MONTHLY;INTERVAL=1;BYDAY=SU;BYSETPOS=3;COUNT=3": "there a start that the rule does not hit uses up a count",
    "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=SU,MO,TU,WE,TH,FR,SA;INTERVAL=1;COUNT=4": "there such a start is a date",
    "FREQ=MONTHLY;BYSETPOS=2;BYDAY=SU,MO,TU,WE,TH,FR,SA;INTERVAL=1;COUNT=4": "as above",
}
"""Rules that other projects read in another way than this program, and what they do."""
DAYS = st.dates(date(2000, 1, 1), date(2030, 12, 31))
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def first_days(text: str, starts: date, count: int) -> list[date]:
    rule = read_rule(text)
    assert rule is not None
    return list(islice(days_of(rule, starts, Steps(ENOUGH)), count))


@pytest.mark.parametrize("name", ["icaljs_recur.json", "libical_recur_even.json"])
def test_first_dates_are_those_that_other_projects_expect(shared_data: Path, name: str) -> None:
    """A rule that counts in hours or names times of day is not read, so that nothing wrong is said of it."""
    compared = 0
    for case in json.loads((shared_data / "rrule" / name).read_text()):
        wanted = [datetime.fromisoformat(each).date() for each in case.get("dates") or case.get("instances") or ()]
        rule = read_rule(case["rrule"])
        if rule is None or not wanted or case.get("start_at") or case["rrule"] in OTHERWISE:
            continue
        compared += 1
        starts = datetime.fromisoformat(case["dtstart"]).date()
        found = list(islice(days_of(rule, starts, Steps(ENOUGH)), len(wanted)))
        assert found == wanted, case["rrule"]
    assert compared > 40


@st.composite
def rules(draw: st.DrawFn) -> str:
    every = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={every}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if draw(st.booleans()):
        parts.append("BYMONTH=" + ",".join(map(str, draw(st.sets(st.integers(1, 12), min_size=1, max_size=3)))))
    kind = draw(st.sampled_from(["", "days", "month days"]))
    if kind == "days":
        counted = every in ("MONTHLY", "YEARLY") and draw(st.booleans())  # dateutil reads a mix of both in its own way
        nths = ["1", "2", "-1"] if counted else [""]
        days = draw(st.lists(st.tuples(st.sampled_from(nths), st.sampled_from(WEEKDAYS)), min_size=1, max_size=3))
        parts.append("BYDAY=" + ",".join(nth + day for nth, day in days))
    elif kind and every in ("MONTHLY", "YEARLY"):
        found = draw(st.sets(st.integers(-3, 31).filter(bool), min_size=1, max_size=3))
        parts.append("BYMONTHDAY=" + ",".join(map(str, found)))
    if kind and every in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([1, 2, -1]))}")
    return ";".join(parts)


@settings(max_examples=300, deadline=None)
@given(rules(), DAYS)
def test_first_dates_are_those_of_dateutil(text: str, starts: date) -> None:
    until = date(starts.year + 12, 12, 31)
    theirs = rrulestr(text, dtstart=datetime.combine(starts, time()))
    wanted = [
        at.date() for at in theirs.between(datetime.combine(starts, time()), datetime.combine(until, time()), True)
    ]
    found = [day for day in first_days(text, starts, 6) if day <= until]
    assert found == wanted[: len(found)]
    assert len(found) == min(6, len(wanted))


def test_days_left_out_are_passed_over_and_an_end_is_kept() -> None:
    rule = read_rule("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270126T235959Z")
    assert rule is not None
    out = {date(2027, 1, 12), date(2027, 1, 19)}
    assert first_day(rule, date(2027, 1, 12), Steps(ENOUGH), but_not=out) == date(2027, 1, 26)
    assert first_day(rule, date(2027, 1, 12), Steps(ENOUGH), but_not={*out, date(2027, 1, 26)}) is None


def test_a_later_beginning_is_reached_at_once_and_in_step() -> None:
    rule = read_rule("FREQ=YEARLY;BYMONTH=3;BYDAY=2SU")
    every_third = read_rule("FREQ=WEEKLY;INTERVAL=3")
    assert rule is not None
    assert every_third is not None
    steps = Steps(200)
    assert next(days_of(rule, date(1601, 3, 11), steps, since=date(2027, 1, 1))) == date(2027, 3, 14)
    assert next(days_of(every_third, date(2000, 1, 3), steps, since=date(2027, 1, 1))) == date(2027, 1, 11)
    assert steps.left > 0


@pytest.mark.parametrize("text", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_that_never_comes_uses_up_its_steps_and_no_more(text: str) -> None:
    rule, steps = read_rule(text), Steps(5_000)
    assert rule is not None
    assert first_day(rule, date(2027, 1, 1), steps) is None
    assert steps.left < 0


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "FREQ=", "FREQ=SECONDLY", "FREQ=HOURLY;COUNT=3", "FREQ=DAILY;BYHOUR=9", "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;UNTIL=never", "RSCALE=CHINESE;FREQ=YEARLY",
        "FREQ=DAILY;INTERVAL=9e9",
    ],
)  # fmt: skip
def test_rules_that_are_none_or_count_in_hours_are_not_read(text: str) -> None:
    assert read_rule(text) is None
