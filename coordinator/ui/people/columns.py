"""The columns of the list of people."""

from collections.abc import Callable
from datetime import date

from coordinator.domain.listings import PersonRow
from coordinator.domain.people import PersonStatus, age_on
from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.models.table import Column
from coordinator.wording.labels import person_status_name

NAME, STATUS, AGE, PHONE, EMAIL, TAGS, UPCOMING = range(7)
WIDTHS = {NAME: 210, STATUS: 110, AGE: 62, PHONE: 136, EMAIL: 0, TAGS: 124, UPCOMING: 80}

STATUS_TONES = {
    PersonStatus.PROSPECT: Tone.INFO,
    PersonStatus.APPLICANT: Tone.INFO,
    PersonStatus.ACTIVE: Tone.FULL,
    PersonStatus.PAUSED: Tone.PART,
    PersonStatus.FORMER: Tone.NONE,
    PersonStatus.BARRED: Tone.OPEN,
}


def people_columns(today: Callable[[], date]) -> tuple[Column[PersonRow], ...]:
    """Name, status, age, phone, e-mail, tags and how many sign-ups are to come."""
    return (
        Column(_("Name"), name_shown, WIDTHS[NAME], sort="name", hint=name_shown, marked=True),
        Column(_("Status"), lambda row: person_status_name(row.status), WIDTHS[STATUS], sort="status"),
        Column(
            _("Age"),
            lambda row: age_shown(row, today()),
            WIDTHS[AGE],
            right=True,
            sort="birth_date",
            spoken=lambda row: age_spoken(row, today()),
        ),
        Column(_("Phone"), lambda row: row.phone, WIDTHS[PHONE], sort="phone", hint=lambda row: row.phone, marked=True),
        Column(_("E-mail"), lambda row: row.email, WIDTHS[EMAIL], hint=lambda row: row.email, marked=True),
        Column(_("Tags"), tags_shown, WIDTHS[TAGS], hint=tags_shown, marked=True),
        Column(
            pgettext("number of sign-ups to come", "Upcoming"), upcoming_shown, WIDTHS[UPCOMING], True, sort="upcoming"
        ),
    )


def name_shown(row: PersonRow) -> str:
    """Family name first, with the Latin form beside a name in another script."""
    return f"{row.sort_name} {row.latin_name}" if row.latin_name else row.sort_name


def age_shown(row: PersonRow, today: date) -> str:
    """Whole years, nothing when the birth date is not known."""
    return "" if row.birth_date is None or row.birth_date > today else str(age_on(row.birth_date, today))


def age_spoken(row: PersonRow, today: date) -> str:
    """The age as read aloud: of somebody under 18 it says so."""
    age = age_shown(row, today)
    return _("minor, age {age}").format(age=age) if row.minor else age


def tags_shown(row: PersonRow) -> str:
    """The tags with commas."""
    return ", ".join(row.tags)


def upcoming_shown(row: PersonRow) -> str:
    """How many held places are to come, nothing for none."""
    return str(row.upcoming) if row.upcoming else ""
