"""Hostile text in every field is shown literally by the window: nothing in it is read as markup."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage, Work
from coordinator.domain.changes import Changes, Label
from coordinator.domain.directions import directions_shown
from coordinator.domain.events import Event, EventKind, EventStatus, Position, SignUp
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.spans import When
from coordinator.domain.typed import tidy
from coordinator.domain.venues import Space, Venue
from coordinator.ui.kit.desk import Desk
from coordinator.ui.window import Window
from tests.makers import on

AT_ONCE = 120


@pytest.fixture(scope="module")
def hostile(shared_data: Path) -> list[str]:
    """The strings that a field can keep, each once."""
    found = json.loads((shared_data / "names" / "blns.json").read_text(encoding="utf-8"))
    return list(dict.fromkeys(text for text in map(tidy, found) if text))


def settle(desk: Desk, qtbot: QtBot) -> None:
    """Until every question asked so far, and those they led to, have been answered."""
    for _round in range(3):
        done: list[int] = []
        desk.ask(lambda _work: 1, then=done.append)
        qtbot.waitUntil(lambda: done == [1])  # noqa: B023 - used at once


def fill(work: Work, strings: list[str]) -> Changes:
    role = work.roles.all()[0]
    assert role.id is not None
    venue = work.venues.add(Venue(strings[0][:80], address=strings[1], spaces=(Space(strings[2][:80]),)))
    for number, text in enumerate(strings):
        person = work.people.add(_somebody(text))
        work.events.add(_something(text, number, role.id, venue))
        work.signups.put(SignUp(number + 1, person, note=text))
    return work.recorder.finish(Label("event-added", {"title": strings[0], "starts": on("2027-01-10").starts}))


def _somebody(text: str) -> Person:
    points = (
        ContactPoint(ContactKind.MOBILE, text),
        ContactPoint(ContactKind.EMAIL, text),
        ContactPoint(ContactKind.POSTAL, text),
    )
    return Person(
        text,
        text,
        preferred_name=text,
        latin_name=text,
        language=text,
        rank=text,
        shield_number=text,
        availability=text,
        notes=text,
        contact_points=points,
        tags=(text,),
    )


def _something(text: str, number: int, role_id: int, venue: int) -> Event:
    when = on("2027-01-10", "08:00", "09:00")
    starts = when.starts + timedelta(days=number % 7, minutes=number * 15)
    cancelled = number % 3 == 0
    return Event(
        list(EventKind)[number % 6],
        text,
        When(starts, starts + timedelta(hours=1), when.zone),
        description=text,
        venue_id=venue if number % 2 else None,
        place="" if number % 2 else text,
        status=EventStatus.CANCELLED if cancelled else EventStatus.PUBLISHED,
        cancel_reason=text if cancelled else "",
        positions=(Position(role_id, needed=2, maximum=2, notes=text),),
        uid=str(number),
    )


def read_as_markup(root: QWidget) -> list[str]:
    """Widgets that would read markup in what people typed."""
    faults = []
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText and widget.text():
            faults.append(f"{type(widget).__name__} {widget.text()[:60]!r}")
        hint = widget.toolTip()
        if "<" in hint and not hint.startswith("<span style='white-space:pre-wrap'>"):
            faults.append(f"hint of {type(widget).__name__} {hint[:60]!r}")
    return faults


@pytest.mark.parametrize("start", range(0, 480, AT_ONCE))
def test_every_page_shows_hostile_text_as_it_is(
    window: Window, desk: Desk, storage: Storage, qtbot: QtBot, hostile: list[str], start: int
) -> None:
    strings = hostile[start : start + AT_ONCE]
    storage.change(fill, strings)
    for key in ("today", "calendar", "people", "print"):
        window.open_page(key)
        settle(desk, qtbot)
        window.page.refresh(None)
        settle(desk, qtbot)
        assert read_as_markup(window) == []
    for number in range(1, len(strings) + 1, 9):
        window.open_record("event", number)
        settle(desk, qtbot)
        window.open_record("person", number)
        settle(desk, qtbot)
        assert read_as_markup(window) == []
        assert directions_shown(strings[number - 1].split()[0]) in _words_shown(window)


def _words_shown(window: Window) -> str:
    labels = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    buttons = [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
    return "\n".join(labels + buttons)
