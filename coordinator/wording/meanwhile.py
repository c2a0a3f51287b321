"""What somebody is told whose record was changed or removed by another while they were typing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from coordinator.domain.spans import wall_time_of
from coordinator.runtime.i18n import _, ngettext
from coordinator.wording import moments
from coordinator.wording.facts import in_sentence


class Thing(StrEnum):
    """What is being typed at."""

    EVENT = "event"
    CARD = "card"
    VENUE = "venue"


def changed(thing: Thing, *, by: str, at: datetime | None, fields: Sequence[str], now: datetime) -> str:
    """ "Ofc. Okafor changed this event at 2:03 PM: title, notes."."""
    names = ", ".join(in_sentence(field) for field in fields)
    if at is None:
        return _changed_some_time(thing).format(name=by or _("Somebody"), fields=names)
    time, today = _time(at, now)
    sentence = _changed_today(thing) if today else _changed_before(thing)
    return sentence.format(time=time, name=by or _("Somebody"), fields=names)


def removed(thing: Thing, *, by: str, at: datetime | None, now: datetime) -> str:
    """ "Ofc. Okafor removed this event at 2:03 PM."."""
    if at is None:
        return _removed_some_time(thing).format(name=by or _("Somebody"))
    time, today = _time(at, now)
    sentence = _removed_today(thing) if today else _removed_before(thing)
    return sentence.format(time=time, name=by or _("Somebody"))


def setting_changed(*, by: str, at: datetime | None, field: str, value: str, now: datetime) -> str:
    """ "Ofc. Okafor changed Phone at 2:03 PM to “555”."."""
    who = by or _("Somebody")
    if at is None:
        return _("{name} changed “{field}” meanwhile to “{value}”.").format(name=who, field=field, value=value)
    time, today = _time(at, now)
    if today:
        sentence = _("{name} changed “{field}” at {time} to “{value}”.")
    else:
        sentence = _("{name} changed “{field}” on {time} to “{value}”.")
    return sentence.format(time=time, name=who, field=field, value=value)


def saved_and_opened(
    *, by: str, at: datetime | None, opened_at: datetime, count: int, now: datetime, pc: str = ""
) -> str:
    """ "Ofc. Okafor saved 4 changes on “Front desk PC” (2:03 PM). You opened this before (1:58 PM)."."""
    saved = _time(at, now)[0] if at is not None else _("meanwhile")
    told = ngettext(
        "{name} saved {n} change ({time}). You opened this before ({opened}).",
        "{name} saved {n} changes ({time}). You opened this before ({opened}).",
        count,
    )
    if pc:
        told = ngettext(
            "{name} saved {n} change on “{pc}” ({time}). You opened this before ({opened}).",
            "{name} saved {n} changes on “{pc}” ({time}). You opened this before ({opened}).",
            count,
        )
    return told.format(name=by or _("Somebody"), n=count, pc=pc, time=saved, opened=_time(opened_at, now)[0])


def saved_with(*, by: str, fields: Sequence[str]) -> str:
    """ "Saved, with what Ofc. Okafor changed: greeter"."""
    names = ", ".join(in_sentence(field) for field in fields)
    return _("Saved, with what {name} changed: {fields}").format(name=by or _("Somebody"), fields=names)


def time_of(at: datetime, now: datetime) -> str:
    """ "2:03 PM" today, else with its day."""
    return _time(at, now)[0]


def _time(at: datetime, now: datetime) -> tuple[str, bool]:
    style = moments.style_in_use()
    shown = moments.stamp(at, style, today=wall_time_of(now, style.zone).date())
    return shown, shown != moments.stamp(at, style)


def _changed_today(thing: Thing) -> str:
    return {
        Thing.EVENT: _("{name} changed this event at {time}: {fields}."),
        Thing.CARD: _("{name} changed this card at {time}: {fields}."),
        Thing.VENUE: _("{name} changed this venue at {time}: {fields}."),
    }[thing]


def _changed_before(thing: Thing) -> str:
    return {
        Thing.EVENT: _("{name} changed this event on {time}: {fields}."),
        Thing.CARD: _("{name} changed this card on {time}: {fields}."),
        Thing.VENUE: _("{name} changed this venue on {time}: {fields}."),
    }[thing]


def _changed_some_time(thing: Thing) -> str:
    return {
        Thing.EVENT: _("{name} changed this event meanwhile: {fields}."),
        Thing.CARD: _("{name} changed this card meanwhile: {fields}."),
        Thing.VENUE: _("{name} changed this venue meanwhile: {fields}."),
    }[thing]


def _removed_today(thing: Thing) -> str:
    return {
        Thing.EVENT: _("{name} removed this event at {time}."),
        Thing.CARD: _("{name} removed this card at {time}."),
        Thing.VENUE: _("{name} removed this venue at {time}."),
    }[thing]


def _removed_before(thing: Thing) -> str:
    return {
        Thing.EVENT: _("{name} removed this event on {time}."),
        Thing.CARD: _("{name} removed this card on {time}."),
        Thing.VENUE: _("{name} removed this venue on {time}."),
    }[thing]


def _removed_some_time(thing: Thing) -> str:
    return {
        Thing.EVENT: _("{name} removed this event meanwhile."),
        Thing.CARD: _("{name} removed this card meanwhile."),
        Thing.VENUE: _("{name} removed this venue meanwhile."),
    }[thing]
