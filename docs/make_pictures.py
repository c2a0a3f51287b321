"""Makes the pictures of the README and of the guide: `.venv/bin/python -m docs.make_pictures`.

The real window on the sample precinct, at 1366x768, with the clock standing still; no screen is needed.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.db.engine import open_engine
from coordinator.db.work import Storage
from coordinator.domain.backups import Keeping, Reason
from coordinator.runtime.clock import FixedClock
from coordinator.runtime.i18n import _
from coordinator.runtime.settings import Settings
from coordinator.ui.calendar.command_bar import MONTH
from coordinator.ui.calendar.editor import EventEditor
from coordinator.ui.calendar.page import CalendarPage
from coordinator.ui.calendar.signup_search import SignupSearch
from coordinator.ui.firstrun import FirstRun
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.kit import theme
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.stale import StaleDialog
from coordinator.ui.people.findbar import FindBar
from coordinator.ui.people.page import PeoplePage
from coordinator.ui.preferences.officecard import OfficeCard
from coordinator.ui.program import Program
from coordinator.ui.window import Window
from coordinator.usecases.backups import make_backup
from coordinator.usecases.events import edit_event, event_card
from coordinator.usecases.sample import fill_sample, sample_precinct
from coordinator.usecases.upkeep import create_database

PICTURES = Path(__file__).resolve().parent / "pictures"
NOW = datetime(2027, 1, 12, 19, 5, tzinfo=UTC)  # Tuesday, 2:05 PM in New York
USER = "Sgt. Dana Whitfield"
OTHER = "Ofc. Ruth Okafor"
SIZE = (1366, 768)
LIST = """\
Name,Phone,E-mail,Born,Skills
Bo Lindqvist,(212) 555-0272,bo.lindqvist@mail.example,,driver
Imani Okafor,(718) 555-0288,imani@mail.example,1996-03-09,"interpreter, greeter"
Renée Dubois,(212) 555-0231,renee@mail.example,1988-11-30,cook
Łukasz Zając,call after 5,lukasz@mail.example,1979-07-02,coach
Sofía Marte,(718) 555-0243,sofia@mail.example,2011-02-30,youth helper
Omar Haddad,(212) 555-0259,omar@mail.example,1990-05-21,packer
"""


@dataclass(frozen=True, slots=True)
class Options:
    """How the program is started."""

    data: str
    language: str = "en"
    user: str = USER
    now: str = NOW.isoformat()


def main() -> None:
    """All pictures, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", "TZ": "America/New_York"}
        os.environ |= {"COORDINATOR_SETTINGS": str(Path(folder, "settings.toml")), "HOME": folder}
        app = theme.application()
        target = str(Path(folder, "Documents", "Coordinator", "precinct14.db"))
        made = create_database(target, precinct=sample_precinct(), actor=USER, clock=FixedClock(NOW), fill=fill_sample)
        made.close()
        make_backups(target)
        program = Program(app, Options(target), Settings(user_name=USER, theme="light", window=(0, 0, *SIZE)))
        program.start()
        assert program.window is not None
        take_all(program.window, Path(folder))
        program.window.close()
        program.close()


def make_backups(target: str) -> None:
    """Those of the last days."""
    for hours, reason in ((54, Reason.DAILY), (27, Reason.IMPORT), (6, Reason.DAILY)):
        make_backup(target, reason, keeping=Keeping(), clock=FixedClock(NOW - timedelta(hours=hours)))


def take_all(window: Window, folder: Path) -> None:
    """One after the other, as a person would come along."""
    window.resize(*SIZE)
    wait_until(lambda: window.desk is not None)
    settle()
    take(window, "today")
    window.open_page("calendar")
    settle()
    take(window, "calendar")
    show_signing_up(window)
    show_editor(window)
    show_two_at_one_event(window)
    show_month(window)
    show_find(window)
    show_people(window)
    show_import(window, folder)
    show_print(window)
    show_settings(window)
    show_first_run()


def show_signing_up(window: Window) -> None:
    """An event with a place to fill, and the search for somebody."""
    choose_for(window, "Coat drive, sorting", _("Sign somebody up…"))
    type_words("li", into=window.findChildren(SignupSearch)[0].field.field)
    take(window, "signing_up")


def show_editor(window: Window) -> None:
    """An event with three roles, being changed."""
    choose_for(window, "Coat drive, giving out", _("Edit event…"))
    editor = window.findChildren(EventEditor)[-1]
    take(window, "event_editor")
    editor.done(0)
    settle()


def show_two_at_one_event(window: Window) -> None:
    """The front desk saves the event that is being changed here."""
    assert window.session is not None
    choose_for(window, "Coat drive, giving out", _("Edit event…"))
    editor = window.findChildren(EventEditor)[-1]
    editor.form.title.setText("Coat drive, giving out coats")
    editor.form.description.setPlainText("Bring the lease forms. Ask the library for a projector.")
    target, clock = window.session.target, FixedClock(NOW)
    engine = open_engine(target)
    with closing(Storage(engine, target, actor=OTHER, clock=clock, pc="Front desk PC")) as other:
        event = other.read(event_card, editor.form.typed().event.id or 0).line.event
        first, *rest = event.positions
        theirs = replace(event, title="Coat drive, handing out", description="Forty copies of the January list.")
        other.change(edit_event, replace(theirs, positions=(replace(first, needed=first.needed + 1), *rest)))
    settle()
    editor.save()
    wait_until(lambda: any(one.isVisible() for one in window.findChildren(StaleDialog)))
    settle()
    take(window, "changed_meanwhile")
    window.findChildren(StaleDialog)[-1].reject()
    editor.done(0)
    settle()


def show_settings(window: Window) -> None:
    """Backups, and where the data is."""
    window.open_page("settings")
    settle()
    window.findChildren(OfficeCard)[0].shared.click()
    settle()
    take(window, "settings")


def show_month(window: Window) -> None:
    """The month, with nothing open beside it."""
    page = window.page
    assert isinstance(page, CalendarPage)
    page.opened.close()
    page.bar.view.button(MONTH).click()
    settle()
    take(window, "month")


def show_find(window: Window) -> None:
    """The field that finds anything."""
    window.find_anything()
    field = QApplication.focusWidget()
    assert field is not None
    type_words("jos", into=field)
    take(window, "find_anything")
    window.find_anything()
    settle()


def choose_for(window: Window, title: str, words: str) -> None:
    """From the menu of an event in this week."""
    page = window.page
    assert isinstance(page, CalendarPage)
    line = next(line for line in page.lines if line.event.title == title)
    assert line.event.id is not None
    next(act for act in page.deeds.menu(line.event.id, line).actions() if act.text() == words).trigger()
    settle()


def show_people(window: Window) -> None:
    """A search in People, with the card of the first one found."""
    window.open_page("people")
    page = window.page
    assert isinstance(page, PeoplePage)
    type_words("jose", into=page.findChildren(FindBar)[0].search.field)
    take(window, "people")


def show_import(window: Window, folder: Path) -> None:
    """A list with a likely duplicate, a warning and a refused row."""
    file = folder / "volunteers.csv"
    file.write_text(LIST, encoding="utf-8")
    assert window.desk is not None
    assert window.session is not None
    dialog = ImportDialog(window.desk, window.session, "people", window, path=str(file))
    dialog.open()
    settle()
    take(window, "import")
    dialog.reject()


def show_print(window: Window) -> None:
    """The roster of the week."""
    window.open_page("print")
    settle()
    take(window, "print")


def show_first_run() -> None:
    """The first page."""
    page = FirstRun(Settings(user_name=USER), clock=FixedClock(NOW), locale=QLocale("en_US"))
    page.resize(*SIZE)
    page.show()
    settle()
    take(page, "first_run")
    page.close()


def type_words(words: str, *, into: QWidget) -> None:
    """As from the keyboard."""
    into.setFocus()
    QTest.keyClicks(into, words)
    settle()


def take(widget: QWidget, name: str) -> None:
    """Save what the widget and what lies over it look like, in 256 colours: half the size and the same to the eye."""
    PICTURES.mkdir(exist_ok=True)
    file = PICTURES / f"{name}.png"
    widget.grab().save(str(file))
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def settle() -> None:
    """Let every question be answered, and what the answers ask for; then let it be drawn."""
    app = QApplication.instance()
    for desk in app.findChildren(Desk) if app is not None else ():
        for _round in range(3):
            answers: list[int] = []
            desk.ask(lambda _work: 1, then=answers.append)
            wait_until(partial(len, answers))
    QTest.qWait(400)


def wait_until(true: Callable[[], object]) -> None:
    """At most ten seconds."""
    for _n in range(100):
        if true():
            return
        QTest.qWait(100)
    raise TimeoutError


if __name__ == "__main__":
    main()
