"""The parts of a venue, for comparing it with what somebody else saved."""

from dataclasses import replace

from coordinator.domain.venues import Space, Venue
from coordinator.runtime.i18n import _, pgettext
from coordinator.ui.kit.merging import Part, fields_taken, text_joined


def venue_parts() -> tuple[Part[Venue], ...]:
    """Every part, in the order of the form."""
    return (
        _text("name", _("Name")),
        _text("address", _("Address")),
        _text("phone", _("Phone")),
        Part("step_free", _("Step-free"), _step_free, fields_taken("step_free")),
        Part(
            "access_notes",
            _("Getting in"),
            lambda venue: venue.access_notes,
            fields_taken("access_notes"),
            join=text_joined("access_notes"),
        ),
        _text("map_link", _("Map link")),
        Part("spaces", _("Spaces"), _spaces, _spaces_taken),
    )


def _text(attribute: str, name: str) -> Part[Venue]:
    return Part(attribute, name, lambda venue: str(getattr(venue, attribute)), fields_taken(attribute))


def _step_free(venue: Venue) -> str:
    if venue.step_free is None:
        return pgettext("step-free", "Not known")
    return pgettext("step-free", "Yes") if venue.step_free else pgettext("step-free", "No")


def _spaces(venue: Venue) -> str:
    return ", ".join(_space(space) for space in venue.spaces)


def _space(space: Space) -> str:
    remarks = "; ".join(part for part in (str(space.capacity or ""), space.notes) if part)
    return f"{space.name} ({remarks})" if remarks else space.name


def _spaces_taken(target: Venue, source: Venue) -> Venue:
    """A space that the other side took off meanwhile is a new one."""
    stored = {space.id for space in target.spaces}
    taken = (space if space.id in stored else replace(space, id=None, version=1) for space in source.spaces)
    return replace(target, spaces=tuple(taken))
