"""The fields of an event. Knows how to show one and how to read one back; saves nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from coordinator.domain.events import Event, EventKind, EventStatus, Role
from coordinator.domain.problems import Problem
from coordinator.domain.venues import Venue
from coordinator.runtime.i18n import _
from coordinator.ui.calendar.roles_field import RolesField, RoleWish
from coordinator.ui.calendar.venue_field import VenueField, Where
from coordinator.ui.calendar.when_field import WhenField
from coordinator.ui.kit import scale
from coordinator.ui.kit.forms import Form, FormRow, beside
from coordinator.ui.kit.segmented import Choice, Segmented
from coordinator.ui.kit.tokens import KIND_ICONS
from coordinator.wording import labels
from coordinator.wording.moments import Style
from coordinator.wording.problems import sentence

# Which row a problem is shown at; what is not named here is shown above the form.
_ROW_OF = {
    "title": "title",
    "starts": "when",
    "ends": "when",
    "when": "when",
    "zone": "when",
    "venue": "venue",
    "space": "venue",
    "positions": "roles",
}
_ORDER = ("title", "when", "venue", "roles")
_LARGE = 1.2  # text size; above it six kinds with icons are wider than the smallest window has room for


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: the event, and names of roles that are still to be made."""

    event: Event
    new_roles: tuple[str, ...] = ()


class EventForm(QWidget):
    """`changed` comes with every change by hand or program."""

    changed = Signal()

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: Event | None = None
        self.kind = Segmented(_("Kind"), _kinds())
        self.title = QLineEdit()
        self.when = WhenField(style)
        self.venue = VenueField()
        self.public = QCheckBox(_("Open to the public"))
        self.status = Segmented(_("Status"), ())
        self.description = QPlainTextEdit()
        self.roles = RolesField()
        self.rows: dict[str, FormRow] = {}
        self._lay_out()
        self._wire()

    # --- showing and reading

    def set_roles(self, roles: tuple[Role, ...]) -> None:
        """What positions can be for."""
        self.roles.set_roles(roles)

    def set_venues(self, venues: Iterable[Venue]) -> None:
        """Where it can be."""
        self.venue.set_venues(venues)

    def show_event(self, event: Event, *, place_words: str = "", held: Mapping[int, int] | None = None) -> None:
        """Show an event. `place_words` are the names of its venue and space."""
        self._base = event
        self.kind.set_value(str(event.kind))
        self.title.setText(event.title)
        self.when.set_when(event.when)
        self.venue.set_where(Where(event.venue_id, event.space_id, event.place), place_words)
        self.public.setChecked(event.public)
        self._show_status(event.status)
        self.description.setPlainText(event.description)
        self.roles.set_positions(event.positions, held or {})
        self.changed.emit()

    def typed(self) -> Typed:
        """What stands in the fields."""
        assert self._base is not None
        where = self.venue.where()
        wishes = self.roles.wishes()
        event = replace(
            self._base,
            kind=EventKind(self.kind.value()),
            title=self.title.text(),
            when=self.when.when(),
            venue_id=where.venue_id,
            space_id=where.space_id,
            place=where.place,
            public=self.public.isChecked(),
            status=EventStatus(self.status.value()),
            description=self.description.toPlainText(),
            positions=tuple(wish.position for wish in wishes),
        )
        return Typed(_with_original_place(event, self._base), _new_roles(wishes))

    # --- problems

    def say(self, problems: Iterable[Problem]) -> None:
        """Show what stops saving below its field."""
        found: dict[str, list[str]] = {}
        for problem in problems:
            row = _ROW_OF.get(problem.about)
            if problem.stops and row is not None:
                found.setdefault(row, []).append(sentence(problem))
        for name, form_row in self.rows.items():
            form_row.say(" ".join(found.get(name, ())))

    def focus_first_problem(self) -> None:
        """Go to the first field with a sentence below it."""
        for name in _ORDER:
            if self.rows[name].said():
                field = self.rows[name].field
                (field.focusProxy() or field).setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # --- layout

    def _lay_out(self) -> None:
        form = Form(label_width=84, gap=9)
        self.description.setFixedHeight(scale.px(64))
        self.description.setTabChangesFocus(True)
        rows = {
            "kind": (_("&Kind"), self.kind),
            "title": (_("&Title"), self.title),
            "when": (_("&When"), self.when),
            "venue": (_("&Venue"), self.venue),
            "roles": (_("&Roles"), self.roles),
            "description": (_("&Notes"), self.description),
            "status": (_("&Status"), beside(self.status, self.public, gap=16)),
        }
        for name, (words, field) in rows.items():
            self.rows[name] = form.add(FormRow(words, field))
        self.title.setAccessibleName(_("Title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 18, 12)
        column.addWidget(form)
        column.addStretch(1)

    def _wire(self) -> None:
        for signal in (self.kind.chosen, self.title.textChanged, self.when.changed, self.venue.changed):
            signal.connect(lambda *_words: self.changed.emit())
        for signal in (self.public.toggled, self.status.chosen, self.description.textChanged, self.roles.changed):
            signal.connect(lambda *_words: self.changed.emit())

    def _show_status(self, status: EventStatus) -> None:
        shown = [EventStatus.DRAFT, EventStatus.PUBLISHED]
        if status not in shown:
            shown.append(status)
        self.status.set_choices(Choice(str(one), labels.status_name(one)) for one in shown)
        self.status.set_value(str(status))


def _kinds() -> tuple[Choice, ...]:
    """With their icons, unless the letters are so large that the words need the room."""
    icons = {} if scale.factor() > _LARGE else KIND_ICONS
    return tuple(Choice(str(kind), labels.kind_name(kind), icons.get(kind, "")) for kind in EventKind)


def _new_roles(wishes: Iterable[RoleWish]) -> tuple[str, ...]:
    names = {wish.new_role.casefold(): wish.new_role for wish in wishes if wish.new_role}
    return tuple(names.values())


def _with_original_place(event: Event, base: Event) -> Event:
    """The imported text of several places goes once somebody chose another place."""
    same = (event.venue_id, event.space_id, event.place) == (base.venue_id, base.space_id, base.place)
    return event if same else replace(event, place_original="")
