"""The parts of an event, for comparing it with what somebody else saved."""

from collections.abc import Callable

from coordinator.domain.events import Event
from coordinator.runtime.i18n import _
from coordinator.ui.kit.merging import Part, fields_taken, text_joined
from coordinator.wording import labels, moments
from coordinator.wording.moments import Style


def event_parts(style: Style, place: Callable[[Event], str]) -> tuple[Part[Event], ...]:
    """Every part, in the order of the form; `place` names where an event is."""
    return (
        Part("kind", _("Kind"), lambda event: labels.kind_name(event.kind), fields_taken("kind")),
        Part("title", _("Title"), lambda event: event.title, fields_taken("title")),
        Part("when", _("When"), lambda event: moments.when(event.when, style), fields_taken("when"), _when),
        Part("venue", _("Venue"), place, fields_taken("venue_id", "space_id", "place", "place_original"), _where),
        Part("roles", _("Roles"), _roles, fields_taken("positions"), _positions),
        Part(
            "description",
            _("Notes"),
            lambda event: event.description,
            fields_taken("description"),
            join=text_joined("description"),
        ),
        Part("status", _("Status"), _status, fields_taken("status", "cancel_reason")),
        Part("public", _("Public"), lambda event: _("Yes") if event.public else _("No"), fields_taken("public")),
    )


def _when(event: Event) -> object:
    return event.when


def _where(event: Event) -> object:
    return event.venue_id, event.space_id, event.place


def _roles(event: Event) -> str:
    return ", ".join(f"{each.role} {each.needed}/{each.maximum}" for each in event.positions)


def _positions(event: Event) -> object:
    """Whatever somebody can change about them."""
    return tuple(
        (each.id, each.role.casefold(), each.needed, each.maximum, each.notes, each.starts, each.ends)
        for each in event.positions
    )


def _status(event: Event) -> str:
    name = labels.status_name(event.status)
    return f"{name}: {event.cancel_reason}" if event.cancel_reason else name
