"""Signing up: who may take which place, and every deed about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.domain.changes import Changes, Label
from coordinator.domain.eligibility import Wish, event_stands, objections_to, person_may_serve
from coordinator.domain.errors import Refused
from coordinator.domain.events import HOLDS_A_PLACE, SignUp, SignupSource, SignupStatus
from coordinator.domain.listings import (
    Candidate,
    CandidatePage,
    EventQuery,
    PositionLine,
    SignUpLine,
)
from coordinator.domain.people import Person
from coordinator.domain.problems import Fact, Problem, standing
from coordinator.domain.spans import When
from coordinator.domain.typed import tidy
from coordinator.usecases.events import names_of, save_positions
from coordinator.usecases.objecting import refuse_or_warn, was_overruled

if TYPE_CHECKING:  # the window asks and paints before SQLAlchemy is loaded
    from coordinator.db.work import Work

_NAMED = 3  # so many who have the places are named to whoever came too late
_LOOKED_AT = 200  # candidates whose reasons are worked out before the best are shown


def sign_up(
    work: Work,
    position_id: int,
    person_id: int,
    *,
    status: SignupStatus = SignupStatus.CONFIRMED,
    override_reason: str = "",
    source: SignupSource = SignupSource.COORDINATOR,
) -> Changes:
    """Sign the person up for the position, or refuse with every reason why not."""
    wish = _with_holders(work, work.wishes.get(position_id, person_id, work.now))
    problems = tuple(objections_to(wish))
    warnings = refuse_or_warn(problems, override_reason=override_reason)
    reason = tidy(override_reason) if was_overruled(problems) else ""
    answered = work.now if status is SignupStatus.CONFIRMED else None
    wanted = SignUp(position_id, person_id, status, source, work.now, answered, override_reason=reason)
    signup_id = work.signups.take_place(wanted)
    if signup_id is None:
        raise Refused(Problem("place-just-taken", about="position"))
    return work.recorder.finish(_label(wish, wanted), record_id=signup_id, warnings=warnings)


def confirm_signup(work: Work, signup_id: int) -> Changes:
    """The person comes. Somebody who had said no is signed up anew, with all checks."""
    line = work.signups.line(signup_id)
    signup = line.signup
    if signup.status not in HOLDS_A_PLACE:
        return sign_up(work, signup.position_id, signup.person_id, source=signup.source)
    wish = work.wishes.get(signup.position_id, signup.person_id, work.now)
    warnings = refuse_or_warn((*event_stands(wish), *person_may_serve(wish)))
    work.signups.set_status(signup_id, SignupStatus.CONFIRMED)
    return work.recorder.finish(Label("signup-confirmed", _facts(line)), record_id=signup_id, warnings=warnings)


def decline_signup(work: Work, signup_id: int, reason: str = "") -> Changes:
    """The person cannot come; the place is free again and the answer is kept."""
    return _give_back(work, signup_id, SignupStatus.DECLINED, reason, "signup-declined")


def drop_signup(work: Work, signup_id: int, reason: str = "") -> Changes:
    """Take the person off; the place is free again."""
    return _give_back(work, signup_id, SignupStatus.CANCELLED, reason, "signup-dropped")


def objections_to_keeping(work: Work, signup_id: int) -> tuple[Problem, ...]:
    """What would stand against the place somebody holds if it were taken now, for the reason it was once taken for."""
    line = work.signups.line(signup_id)
    wish = work.wishes.get(line.signup.position_id, line.signup.person_id, work.now)
    others = tuple(booking for booking in wish.bookings if booking.signup_id != signup_id)
    comes = line.signup.status is SignupStatus.CONFIRMED
    confirmed, offered = wish.tally.confirmed - comes, wish.tally.offered - (not comes)
    tally = replace(wish.tally, confirmed=confirmed, offered=offered)
    problems = objections_to(replace(wish, bookings=others, tally=tally))
    return standing(problems, override_reason=line.signup.override_reason)


def candidates_for(work: Work, position_id: int, text: str, limit: int = 20) -> CandidatePage:
    """People the text finds, those who may be signed up first, each with what else they have that day.

    Without a text, everyone.
    """
    ids, matching = work.people.matching_ids(text, limit=max(limit, _LOOKED_AT))
    _none, everyone = work.people.matching_ids("", limit=0)
    people = {person.id: person for person in work.people.among(sorted(ids))}
    found = _candidates(work, position_id, [people[key] for key in ids if key in people])
    return CandidatePage(tuple(sorted(found, key=_how_hard)[:limit]), matching, everyone)


def signups_matching(work: Work, query: EventQuery) -> tuple[SignUpLine, ...]:
    """The sign-ups of the events asked for, of one person or one status if asked."""
    events = work.events.ids_of(replace(query, person_id=None))  # the events' own filter sees held places only
    return work.signups.lines_of_events(events, status=query.signup_status, person_id=query.person_id)


def openings_during(work: Work, query: EventQuery) -> tuple[PositionLine, ...]:
    """The positions that still need people, of events that are not cancelled."""
    lines = work.events.lines(replace(query, include_cancelled=False))
    return tuple(position for line in lines for position in line.positions if position.tally.openings)


def raise_maximum(work: Work, position_id: int, maximum: int) -> Changes:
    """Make more places; refused when the number is not higher than it was."""
    position = work.events.position_line(position_id)
    event = work.events.get(position.event_id)
    if maximum <= position.position.maximum:
        told: dict[str, Fact] = {"maximum": position.position.maximum}
        raise Refused(Problem("maximum-not-higher", about="maximum", facts=told))
    positions = (replace(each, maximum=maximum) if each.id == position_id else each for each in event.positions)
    facts: dict[str, Fact] = {"role": position.position.role, "title": event.title, "maximum": maximum}
    return save_positions(work, event, positions, Label("maximum-raised", facts))


def _give_back(work: Work, signup_id: int, status: SignupStatus, reason: str, code: str) -> Changes:
    line = work.signups.line(signup_id)
    work.signups.set_status(signup_id, status, note=tidy(reason) or None)
    return work.recorder.finish(Label(code, {**_facts(line), "reason": tidy(reason)}), record_id=signup_id)


def _with_holders(work: Work, wish: Wish) -> Wish:
    """The wish with the names of those who have the places, where they are few and all taken."""
    most, tally = wish.position.maximum, wish.tally
    if most > _NAMED or tally.confirmed + tally.offered < most:
        return wish
    held = [
        each
        for each in work.signups.lines_of_events([wish.event.id or 0])
        if each.signup.position_id == wish.position.id and each.signup.status in HOLDS_A_PLACE
    ]
    return replace(wish, holders=names_of(held))


def _candidates(work: Work, position_id: int, people: list[Person]) -> list[Candidate]:
    line = work.events.line_at(position_id)
    place = next(each for each in line.positions if each.position.id == position_id)
    day = When.days(place.when.first_day, place.when.last_day, place.when.zone)
    booked = work.signups.bookings_of([person.id for person in people if person.id is not None], day.span)
    role = work.roles.get(place.position.role_id)
    found = []
    for person in people:
        bookings = tuple(booked.get(person.id or 0, ()))
        wish = Wish(person, line.event, place.position, role, place.when, place.tally, bookings, work.now)
        found.append(Candidate(person, bookings, tuple(objections_to(wish))))
    return found


def _how_hard(candidate: Candidate) -> int:
    """0 free, 1 with a warning, 2 stopped unless overruled, 3 stopped whatever is said."""
    problems = candidate.problems
    if standing(problems, override_reason="any"):
        return 3
    return 2 if standing(problems) else 1 if problems else 0


def _label(wish: Wish, signup: SignUp) -> Label:
    facts: dict[str, Fact] = {
        "name": wish.person.full_name,
        "role": wish.role.name,
        "title": wish.event.title,
        "reason": signup.override_reason,
    }
    if signup.override_reason:
        return Label("signed-up-anyway", facts)
    return Label("signed-up" if signup.status is SignupStatus.CONFIRMED else "signup-offered", facts)


def _facts(line: SignUpLine) -> dict[str, Fact]:
    return {"name": line.person.full_name, "role": line.role, "title": line.event_title}
