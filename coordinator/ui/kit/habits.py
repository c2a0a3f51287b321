"""What the system's locale says about paper, clock and first weekday, and the switches to choose otherwise."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QLocale

from coordinator.runtime import i18n
from coordinator.runtime.i18n import _
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.wording import moments
from coordinator.wording.languages import languages_shown
from coordinator.wording.moments import Style

LETTER_COUNTRIES = frozenset(
    ["US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "NI", "PA", "PR", "SV", "VE", "BO", "BZ", "DO", "HN"]
)
LANGUAGE_NAMES = {"en": "English", "es": "Español"}
_SAMPLE = datetime(2027, 1, 12, 15, 30)


@dataclass(frozen=True, slots=True)
class Habits:
    """Paper "letter" or "a4", clock 12 or 24, first weekday with Monday = 0."""

    paper: str
    clock: int
    first_weekday: int


def habits_of(locale: QLocale) -> Habits:
    """As people write there."""
    territory = QLocale.territoryToCode(locale.territory())
    twelve = "a" in locale.timeFormat(QLocale.FormatType.ShortFormat).lower()
    return Habits(
        paper="letter" if territory in LETTER_COUNTRIES else "a4",
        clock=12 if twelve else 24,
        first_weekday=locale.firstDayOfWeek().value - 1,
    )


def paper_switch(value: str) -> Segmented:
    """Letter or A4."""
    return Segmented(_("Paper"), (Choice("letter", _("Letter")), Choice("a4", "A4")), value=value, key="paper")


def clock_switch(value: int, language: str) -> Segmented:
    """The same moment as people write it."""
    choices = [
        Choice(str(hours), moments.clock_time(_SAMPLE, Style(language=language, clock=hours))) for hours in (12, 24)
    ]
    return Segmented(_("Clock"), choices, value=str(value), key="clock")


def weekday_switch(value: int) -> Segmented:
    """Sunday or Monday; another first day of the locale is a third answer."""
    days = [6, 0] if value in (6, 0) else [6, 0, value]
    words = {6: _("Sunday first"), 0: _("Monday first"), 5: _("Saturday first")}
    choices = [Choice(str(day), words.get(day) or weekday_words(day)) for day in days]
    return Segmented(_("First day of the week"), choices, value=str(value), key="weekday")


def weekday_words(day: int) -> str:
    """ "Friday first", for the rarer ones."""
    name = moments.weekday_name(day, Style(language=i18n.language()))
    return _("{day} first").format(day=name)


def language_switch(value: str) -> Segmented:
    """Each language in its own words."""
    choices = [Choice(code, name) for code, name in LANGUAGE_NAMES.items()]
    return Segmented(_("Language"), choices, value=value, key="language")


def language_named(code: str) -> str:
    """A language in its own words, one that the program does not speak in those of the window."""
    return LANGUAGE_NAMES.get(code) or languages_shown(code)


def sample_moment(style: Style, today: date) -> str:
    """A date and time as they will look."""
    at = datetime(today.year, today.month, today.day, 15, 30)
    return moments.day_time(at, style)
