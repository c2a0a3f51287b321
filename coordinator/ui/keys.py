"""Every key of the window, once: the list of keys is drawn from here, and a test holds it against the widgets."""

from dataclasses import dataclass

from coordinator.runtime.i18n import _, pgettext


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What some keys do, in words of the language in use. `keys` are written as Qt writes them ("Ctrl+N"); `also` do
    the same and are not shown."""

    words: str
    keys: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """As they stand on the keyboard: "Ctrl 1 2 3", "Alt ← →"."""
        parts: dict[str, list[str]] = {}
        for key in self.keys:
            held, name = _taken_apart(key)
            parts.setdefault(held, []).append(name)
        return "  ".join(" ".join(dict.fromkeys((*held.split("+"), *names))).strip() for held, names in parts.items())


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that count in one place; `place` tells the groups apart."""

    place: str
    title: str
    lines: tuple[KeyLine, ...]


def key_groups() -> tuple[KeyGroup, ...]:
    """All of them in the language in use."""
    return (
        _everywhere(),
        _finding(),
        _today(),
        _calendar(),
        _signing_up(),
        _editor(),
        _people(),
        _print(),
        _import(),
        _pairs(),
        _lists(),
    )


def _everywhere() -> KeyGroup:
    return KeyGroup(
        "window",
        _("Everywhere"),
        (
            KeyLine(_("Today, Calendar, People, Print"), ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4")),
            KeyLine(_("find anything"), ("Ctrl+K",)),
            KeyLine(_("find on this page"), ("Ctrl+F",)),
            KeyLine(_("new on this page"), ("Ctrl+N",)),
            KeyLine(_("print"), ("Ctrl+P",)),
            KeyLine(_("export what is on screen"), ("Ctrl+E",)),
            KeyLine(_("undo"), ("Ctrl+Z",)),
            KeyLine(_("redo"), ("Ctrl+Y",), also=("Ctrl+Shift+Z",)),
            KeyLine(_("next region, with Shift the one before"), ("F6",), also=("Shift+F6",)),
            KeyLine(_("back and forward"), ("Alt+Left", "Alt+Right")),
            KeyLine(_("next control"), ("Tab",)),
            KeyLine(_("menu of the row or event"), ("Shift+F10",)),
            KeyLine(_("close, or leave the list"), ("Esc",)),
            KeyLine(_("help"), ("F1",)),
            KeyLine(_("this list of keys"), ("Ctrl+/",)),
        ),
    )


def _finding() -> KeyGroup:
    return KeyGroup(
        "find",
        _("Find anything"),
        (
            KeyLine(_("choose"), ("Up", "Down"), also=("PgUp", "PgDown")),
            KeyLine(_("next group, with Shift the one before"), ("Tab",), also=("Shift+Tab",)),
            KeyLine(_("open"), ("Return",), also=("Enter",)),
            KeyLine(_("edit"), ("Ctrl+Return",), also=("Ctrl+Enter",)),
            KeyLine(_("close"), ("Esc",), also=("Ctrl+K",)),
        ),
    )


def _today() -> KeyGroup:
    return KeyGroup(
        "today",
        _("Today"),
        (
            KeyLine(_("from row to row"), ("Up", "Down")),
            KeyLine(_("open the event in the calendar"), ("Return",), also=("Enter",)),
            KeyLine(_("press the row’s button"), ("Space",)),
        ),
    )


def _calendar() -> KeyGroup:
    return KeyGroup(
        "calendar",
        _("Calendar"),
        (
            KeyLine(_("move by day and time"), ("Left", "Up", "Right", "Down")),
            KeyLine(_("next event"), ("Tab",)),
            KeyLine(_("open in the panel at the right"), ("Return",), also=("Enter",)),
            KeyLine(_("new event"), ("N",)),
            KeyLine(_("edit the event"), ("E", "F2")),
            KeyLine(_("take the event out"), ("Del",)),
            KeyLine(_("today"), ("T",)),
            KeyLine(_("week, month, list"), ("W", "M", "L")),
            KeyLine(_("print the roster"), ("P",)),
            KeyLine(_("before, after"), ("PgUp", "PgDown")),
            KeyLine(_("first and last day"), ("Home", "End")),
            KeyLine(_("move the event by a day or 15 minutes"), ("Alt+Left", "Alt+Up", "Alt+Right", "Alt+Down")),
            KeyLine(_("longer or shorter hours"), ("+", "-"), also=("=",)),
        ),
    )


def _signing_up() -> KeyGroup:
    return KeyGroup(
        "signing-up",
        _("Signing up"),
        (
            KeyLine(_("search for the first place to fill"), ("S",)),
            KeyLine(_("choose a person"), ("Up", "Down")),
            KeyLine(_("sign up, and stay in the field"), ("Return",), also=("Enter",)),
            KeyLine(_("take somebody off"), ("Del",), also=("Backspace",)),
        ),
    )


def _editor() -> KeyGroup:
    return KeyGroup(
        "editor",
        _("Editors and dialogs"),
        (
            KeyLine(_("save, or the main button"), ("Ctrl+Return",), also=("Ctrl+Enter",)),
            KeyLine(_("save the event and add another"), ("Ctrl+Shift+Return",), also=("Ctrl+Shift+Enter",)),
            KeyLine(_("yours, theirs, both, when two changed it"), ("Left", "Right", "B")),
        ),
    )


def _people() -> KeyGroup:
    return KeyGroup(
        "people",
        _("People"),
        (
            KeyLine(_("move while you type"), ("Up", "Down")),
            KeyLine(_("open the card"), ("Return",), also=("Enter",)),
            KeyLine(_("edit the card"), ("F2",)),
            KeyLine(_("remove the person"), ("Del",)),
        ),
    )


def _print() -> KeyGroup:
    return KeyGroup(
        "print",
        _("Print"),
        (
            KeyLine(_("save the PDF"), ("Ctrl+S",)),
            KeyLine(_("page by page"), ("PgUp", "PgDown")),
            KeyLine(_("whole page"), ("Ctrl+0",)),
            KeyLine(_("larger, smaller"), ("Ctrl++", "Ctrl+-"), also=("Ctrl+=",)),
        ),
    )


def _import() -> KeyGroup:
    return KeyGroup(
        "import",
        _("Import"),
        (
            KeyLine(_("take the row or leave it out"), ("Space",)),
            KeyLine(_("import"), ("Ctrl+Return",), also=("Ctrl+Enter",)),
        ),
    )


def _pairs() -> KeyGroup:
    return KeyGroup(
        "pairs",
        _("Is this the same person?"),
        (
            KeyLine(_("answer for a likely duplicate"), ("1", "2", "3")),
            KeyLine(_("the pair before, the next pair"), ("Alt+Left", "Alt+Right")),
            KeyLine(_("yours, the file’s"), ("Left", "Right"), also=("Space",)),
        ),
    )


def _lists() -> KeyGroup:
    return KeyGroup(
        "lists",
        _("Venues, recently removed"),
        (
            KeyLine(_("new venue, find, export"), ("Ctrl+N", "Ctrl+F", "Ctrl+E")),
            KeyLine(_("bring the row back"), ("Return",), also=("Enter", "Space")),
        ),
    )


def _taken_apart(key: str) -> tuple[str, str]:
    """What is held down, and the name of the key: "Ctrl++" is a plus too."""
    held, name = (key[:-2], "+") if key.endswith("++") else ("", key) if key == "+" else key.rpartition("+")[::2]
    return held, _names().get(name, name)


def _names() -> dict[str, str]:
    return {
        "Return": pgettext("key", "Enter"),
        "Del": pgettext("key", "Delete"),
        "Space": pgettext("key", "Space"),
        "PgUp": pgettext("key", "Page ↑"),
        "PgDown": pgettext("key", "Page ↓"),
        "Home": pgettext("key", "Home"),
        "End": pgettext("key", "End"),
        "Left": "←",
        "Right": "→",
        "Up": "↑",
        "Down": "↓",
        "-": "−",
    }
