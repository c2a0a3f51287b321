"""Every key of the window, for the list in Help."""

from dataclasses import dataclass

from coordinator.runtime.i18n import _


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that count in one place: pairs of key and what it does."""

    title: str
    keys: tuple[tuple[str, str], ...]


def key_groups() -> tuple[KeyGroup, ...]:
    """All of them in the language in use."""
    return (_everywhere(), _today(), _calendar(), _event(), _signing_up(), _people(), _print(), _import())


def _everywhere() -> KeyGroup:
    return KeyGroup(
        _("Everywhere"),
        (
            ("Ctrl 1 2 3 4", _("Today, Calendar, People, Print")),
            ("Ctrl N", _("new on this page")),
            ("Ctrl F", _("find on this page")),
            ("Ctrl P", _("print")),
            ("Ctrl E", _("export what is on screen")),
            ("Ctrl Z", _("undo")),
            ("Ctrl Y", _("redo")),
            ("F6", _("next region, with Shift the one before")),
            ("Alt ←  Alt →", _("back and forward")),
            ("Tab", _("next control")),
            ("Esc", _("close, or leave the list")),
            ("F1", _("this page")),
            ("Ctrl /", _("this list of keys")),
        ),
    )


def _today() -> KeyGroup:
    return KeyGroup(
        _("Today"),
        (
            ("↑ ↓", _("from row to row")),
            ("Enter", _("open the event in the calendar")),
            ("Space", _("press the row’s button")),
            ("F6", _("next panel")),
        ),
    )


def _calendar() -> KeyGroup:
    return KeyGroup(
        _("Calendar"),
        (
            ("← ↑ → ↓", _("move by day and time")),
            ("Tab", _("next event")),
            ("Enter", _("open in the panel at the right")),
            ("N", _("new event")),
            ("E", _("edit the event")),
            ("Delete", _("take the event out")),
            ("T", _("today")),
            ("P", _("print this week’s roster")),
            ("Page ↑ ↓", _("week before, next week")),
            ("Alt ← ↑ → ↓", _("move the event by a day or 15 minutes")),
            ("+  −", _("longer or shorter hours")),
        ),
    )


def _event() -> KeyGroup:
    return KeyGroup(
        _("Event editor"),
        (
            ("Ctrl Enter", _("save")),
            ("Ctrl Shift Enter", _("save and add another")),
            ("Esc", _("close without saving")),
        ),
    )


def _signing_up() -> KeyGroup:
    return KeyGroup(
        _("Signing up"),
        (
            ("S", _("search for the first place to fill")),
            ("↑ ↓", _("choose a person")),
            ("Enter", _("sign up, and stay in the field")),
            ("Delete", _("take somebody off")),
            ("Esc", _("leave the list")),
        ),
    )


def _people() -> KeyGroup:
    return KeyGroup(
        _("People"),
        (
            ("↑ ↓", _("move while you type")),
            ("Enter", _("open the card")),
            ("F2", _("edit the card")),
            ("Delete", _("remove the person")),
        ),
    )


def _print() -> KeyGroup:
    return KeyGroup(
        _("Print"),
        (
            ("Ctrl S", _("save the PDF")),
            ("Page ↑ ↓", _("page by page")),
            ("Ctrl 0", _("whole page")),
            ("Ctrl +  Ctrl −", _("larger, smaller")),
        ),
    )


def _import() -> KeyGroup:
    return KeyGroup(
        _("Import"),
        (
            ("Space", _("take the row or leave it out")),
            ("1 2 3", _("answer for a likely duplicate")),
            ("Ctrl Enter", _("import")),
        ),
    )
