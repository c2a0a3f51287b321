"""The parts of a card: sections of lines, and what stands in the lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.events import SignupStatus
from coordinator.domain.listings import SignUpLine
from coordinator.domain.people import ContactKind, Person, age_on
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import LinkButton
from coordinator.ui.kit.chips import Chip
from coordinator.ui.kit.flow import FlowLayout
from coordinator.ui.kit.panels import SectionTitle
from coordinator.ui.kit.text import Label, set_hint, without_mnemonic
from coordinator.wording import moments
from coordinator.wording.labels import contact_kind_name, person_status_name, signup_status_name
from coordinator.wording.languages import languages_shown
from coordinator.wording.moments import Style

_LABELS = 106
_DAYS = 122
_LINK = 26
_TITLE_LETTERS = 34


@dataclass(frozen=True, slots=True)
class SignupWords:
    """A line of the history: when, what, and the role with anything worth saying."""

    when: str
    title: str
    role: str


class CardSection(QWidget):
    """A title with lines below it. Everything in it is plain text that can be copied."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, scale.px(_LABELS))
        self._grid.setColumnStretch(1, 1)
        if title:
            self._column.addWidget(SectionTitle(title))
        self._column.addLayout(self._grid)

    def add_line(self, words: str, value: str) -> None:
        """A label and its value."""
        self.count += 1
        self._add_row(Label(words, "small", ink="2"), _copied(Label(value, wraps=True)))

    def add_signup(self, words: SignupWords, press: Callable[[], object]) -> None:
        """A line of the history; its title opens the event."""
        self.count += 1
        self._grid.setColumnMinimumWidth(0, scale.px(_DAYS))
        self._grid.setVerticalSpacing(2)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        link = LinkButton(without_mnemonic(_shortened(words.title)), press)
        link.setAccessibleName(directions_shown(f"{words.title}, {words.when}"))
        set_hint(link, words.title if len(words.title) > _TITLE_LETTERS else "")
        column.addWidget(link)
        role = Label(words.role, "small", ink="2", wraps=True)
        role.setContentsMargins(2, 0, 0, 4)
        column.addWidget(role)
        self._add_row(Label(words.when, "small", ink="2"), holder, height=_LINK)

    def add_link(self, words: str, press: Callable[[], object]) -> None:
        """A link below the lines."""
        self._column.addWidget(LinkButton(words, press))

    def add_chips(self, words: Iterable[str]) -> "CardSection":
        """Tags next to each other."""
        holder = QWidget()
        flow = FlowLayout(holder, across=6, down=5)
        for one in words:
            chip = Chip(_shortened(one))
            set_hint(chip, one)
            flow.addWidget(chip)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        self._column.addWidget(holder)
        return self

    def say(self, words: str, *, ink: str = "2") -> "CardSection":
        """A text of its own."""
        self._column.addWidget(_copied(Label(words, wraps=True, ink=ink) if ink == "1" else _small(words, ink)))
        return self

    def _add_row(self, left: Label, right: QWidget, *, height: int = 18) -> None:
        at = self._grid.rowCount()
        left.setMinimumHeight(scale.px(height))
        self._grid.addWidget(left, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(right, at, 1, Qt.AlignmentFlag.AlignTop)


def contact_lines(person: Person) -> Iterator[tuple[str, str]]:
    """Every way to reach the person, the preferred ones first."""
    order = (ContactKind.MOBILE, ContactKind.PHONE, ContactKind.EMAIL, ContactKind.POSTAL)
    points = sorted(person.contact_points, key=lambda point: (order.index(point.kind), not point.preferred))
    for point in points:
        remarks = [point.label] if point.label else []
        if point.preferred:
            remarks.append(_("preferred"))
        if not point.may_contact:
            remarks.append(_("do not use"))
        yield contact_kind_name(point.kind), ", ".join((point.value, *remarks))


def facts_about(person: Person, today: date, style: Style) -> Iterator[tuple[str, str]]:
    """Birth date, languages and whatever else is known, each with its label."""
    yield _("Born"), born_shown(person, today, style)
    if person.preferred_name:
        yield _("Goes by"), person.preferred_name
    if person.language:
        yield _("Speaks"), languages_shown(person.language)
    yield _("Status"), person_status_name(person.status)
    if person.rank:
        yield _("Rank"), person.rank
    if person.shield_number:
        yield _("Shield"), person.shield_number


def born_shown(person: Person, today: date, style: Style) -> str:
    """The birth date with the age, or what stands for it."""
    if person.birth_date is None:
        return _("not known, 18 or over") if person.adult else _("not known")
    day = moments.month_day_year(person.birth_date, style)
    return _("{day}, age {age}").format(day=day, age=max(0, age_on(person.birth_date, today)))


def signup_line(line: SignUpLine, style: Style, today: date) -> SignupWords:
    """When and what, with the state of the sign-up unless it is plainly confirmed."""
    when = line.when
    day = moments.day(when.first_day, style, year=today.year)
    past = when.last_day < today
    words = day if when.all_day or past else f"{day}, {moments.clock_time(when.starts, style)}"
    role = line.role
    if line.signup.status is not SignupStatus.CONFIRMED:
        role = f"{role}, {signup_status_name(line.signup.status).lower()}"
    return SignupWords(words, line.event_title, role)


def _shortened(words: str) -> str:
    return words if len(words) <= _TITLE_LETTERS else f"{words[: _TITLE_LETTERS - 1].rstrip()}…"


def _small(words: str, ink: str) -> Label:
    return Label(words, "small", ink=ink, wraps=True)


def _copied(label: Label) -> Label:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
