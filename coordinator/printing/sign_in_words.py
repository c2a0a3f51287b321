"""What the sign-in sheet says, in the language of the sheet."""

from coordinator.domain.privacy import Name
from coordinator.domain.signins import SignInList
from coordinator.printing.roster_words import in_a_sentence
from coordinator.runtime.i18n import _
from coordinator.wording import moments
from coordinator.wording.moments import Style


def when_and_where(shown: SignInList, style: Style) -> tuple[str, ...]:
    """ "Tuesday 12 January 2027, 18:30 to 20:00 · Mill Street library, room 2", as parts of their own."""
    return (time_of(shown, style), " · ", shown.place) if shown.place else (time_of(shown, style),)


def time_of(shown: SignInList, style: Style) -> str:
    """Day and hours; of an event over several days only the days."""
    when = shown.when
    if when.first_day != when.last_day:
        return in_a_sentence(moments.day_range(when.first_day, when.last_day, style))
    day = moments.long_day(when.first_day, style)
    day = day[:1].upper() + day[1:]
    return day if when.all_day else f"{day}, {in_a_sentence(moments.hours_of(when, style))}"


def instructions(shown: SignInList) -> str:
    """What to do with the boxes."""
    if shown.rows:
        return _(
            "Tick the box by your name and sign. Want the minutes by e-mail? Tick that box: no address is written here."
        )
    return _("Please print your name and sign. Want the minutes by e-mail? Tick that box: no address is written here.")


def name_shown(name: Name) -> tuple[str, ...]:
    """Own script, then the Latin form, as parts that each keep their direction."""
    return (name.own, " (", name.latin, ")") if name.latin else (name.own,)
