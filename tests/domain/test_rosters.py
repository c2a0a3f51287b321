"""What a roster says, before anything is drawn."""

from datetime import date, datetime, timedelta

from coordinator.domain.events import EventStatus, SignupStatus
from coordinator.domain.privacy import Audience, Name
from coordinator.domain.rosters import Row, RowKind
from tests.printing.makers import Week, a_person, a_phone, drawn_week

CHILD = date(2012, 3, 4)


def rows_of(week: Week, audience: Audience = Audience.VOLUNTEERS) -> list[tuple[RowKind, str, str]]:
    shifts = week.roster(audience).shifts
    return [(row.kind, row.role, row.name.shown if row.name else "") for shift in shifts for row in shift.rows]


def test_days_and_shifts_stand_in_the_order_of_time() -> None:
    roster = drawn_week().roster()
    assert [(day.on.day, [shift.title for shift in day.shifts]) for day in roster.days] == [
        (12, ["Senior visits", "Food pantry"]),
        (14, ["Homework club"]),
        (15, ["Coat drive, sorting"]),
        (16, ["Coat drive, giving out"]),
    ]


def test_a_shift_has_its_roles_in_their_order_with_people_before_openings() -> None:
    week = Week()
    week.shift(roles=(("Packer", 3, (a_person("Bo", "Ek"),)), ("Lead", 1, ())))
    assert rows_of(week) == [
        (RowKind.PERSON, "Packer", "Bo Ek"),
        (RowKind.OPENING, "Packer", ""),
        (RowKind.OPENING, "Packer", ""),
        (RowKind.OPENING, "Lead", ""),
    ]


def test_openings_are_counted_over_all_shifts() -> None:
    assert drawn_week().roster().openings == 9


def test_people_beyond_the_need_are_extra() -> None:
    week = Week()
    week.shift(roles=(("Tutor", 1, (a_person("Bo", "Ek"), a_person("Cy", "Ek"))),))
    assert [row.extra for shift in week.roster().shifts for row in shift.rows] == [False, True]


def test_the_public_copy_counts_instead_of_naming() -> None:
    week = Week()
    week.shift(roles=(("Packer", 3, (a_person("Bo", "Ek"),)),))
    assert week.roster(Audience.PUBLIC).shifts[0].rows == (Row(RowKind.COUNT, "Packer", openings=2, needed=3),)


def test_only_staff_get_phones_ages_and_reasons() -> None:
    week = Week()
    child = a_person("Lena", "Weber", adult=False, birth_date=CHILD, contact_points=a_phone("(212) 555-0199"))
    week.shift(roles=(("Packer", 1, (child,)),), override_reason="Her mother is there.")
    staff = week.roster(Audience.STAFF).shifts[0].rows[0]
    assert (staff.name, staff.phone, staff.age, staff.override_reason) == (
        Name("Lena Weber"),
        "(212) 555-0199",
        14,
        "Her mother is there.",
    )
    others = week.roster(Audience.VOLUNTEERS).shifts[0].rows[0]
    assert (others.name, others.phone, others.age, others.override_reason) == (Name("Lena W."), "", None, "")


def test_people_shown_by_first_name_and_initial_are_counted_once() -> None:
    week = Week()
    lena = a_person("Lena", "Weber", adult=False)
    week.shift(day=12, roles=(("Packer", 1, (lena,)),))
    week.shift(day=13, roles=(("Packer", 1, (lena,)),))
    assert [week.roster(audience).shortened for audience in Audience] == [0, 1, 1, 0]


def test_a_cancelled_shift_says_so_and_names_nobody() -> None:
    week = Week()
    week.shift(roles=(("Packer", 2, (a_person("Bo", "Ek"),)),), status=EventStatus.CANCELLED, cancel_reason="Snow")
    assert rows_of(week) == [(RowKind.CANCELLED, "", "")]
    assert week.roster().openings == 0
    assert [week.roster(audience).shifts[0].cancel_reason for audience in Audience] == ["", "", "", "Snow"]


def test_somebody_asked_holds_a_place_and_is_marked() -> None:
    week = Week()
    week.shift(roles=(("Packer", 1, (a_person("Bo", "Ek"),)),), signup_status=SignupStatus.OFFERED)
    assert [(row.kind, row.asked) for row in week.roster().shifts[0].rows] == [(RowKind.PERSON, True)]


def test_somebody_who_declined_is_not_on_it() -> None:
    week = Week()
    week.shift(roles=(("Packer", 1, (a_person("Bo", "Ek"),)),), signup_status=SignupStatus.DECLINED)
    assert rows_of(week) == [(RowKind.OPENING, "Packer", "")]


def test_an_event_that_asks_for_nobody_is_no_shift() -> None:
    week = Week()
    week.shift(roles=())
    assert week.roster().days == ()


def test_drafts_and_internal_events_are_left_out_by_audience() -> None:
    week = Week()
    week.shift("Draft", status=EventStatus.DRAFT)
    week.shift("Internal", public=False)
    week.shift("Open to all")
    seen = {str(a): [shift.title for shift in week.roster(a).shifts] for a in Audience}
    assert seen == {
        "public": ["Open to all"],
        "volunteers": ["Internal", "Open to all"],
        "coach": ["Internal", "Open to all"],
        "staff": ["Draft", "Internal", "Open to all"],
    }


def test_a_shift_past_midnight_belongs_to_the_day_it_starts_on() -> None:
    week = Week()
    event = week.shift(hours=(22, 0, 6, 0))
    assert event.when.ends - event.when.starts == timedelta(hours=8)
    assert [(day.on, len(day.shifts)) for day in week.roster().days] == [(datetime(2027, 1, 12).date(), 1)]
