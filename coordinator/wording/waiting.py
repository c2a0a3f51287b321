"""Changes that wait to be saved, each in a few words, by the name of their errand."""

from collections.abc import Callable, Mapping

from coordinator.runtime.i18n import _


def waiting_words(errand: str, name: str = "") -> str:
    """What would be done, with the name of the thing if it is known."""
    doing = _DOING.get(errand)
    words = doing() if doing is not None else _("A change")
    return _("{change}: {name}").format(change=words, name=name) if name else words


_DOING: Mapping[str, Callable[[], str]] = {
    "add_event": lambda: _("New event"),
    "edit_event": lambda: _("Event changed"),
    "move_event": lambda: _("Event moved"),
    "cancel_event": lambda: _("Event cancelled"),
    "remove_event": lambda: _("Event removed"),
    "restore_event": lambda: _("Event brought back"),
    "bring_back_event": lambda: _("Event brought back"),
    "add_person": lambda: _("New person"),
    "edit_person": lambda: _("Person changed"),
    "remove_person": lambda: _("Person removed"),
    "restore_person": lambda: _("Person brought back"),
    "bring_back_person": lambda: _("Person brought back"),
    "sign_up": lambda: _("Somebody signed up"),
    "drop_signup": lambda: _("Somebody taken off a position"),
    "confirm_signup": lambda: _("A sign-up confirmed"),
    "decline_signup": lambda: _("A sign-up declined"),
    "raise_maximum": lambda: _("More people may sign up"),
    "add_role": lambda: _("New role"),
    "add_venue": lambda: _("New venue"),
    "edit_venue": lambda: _("Venue changed"),
    "remove_venue": lambda: _("Venue removed"),
    "restore_venue": lambda: _("Venue brought back"),
    "bring_back_venue": lambda: _("Venue brought back"),
    "change_precinct": lambda: _("The precinct's settings"),
    "record_print": lambda: _("A note that a sheet was printed"),
    "undo": lambda: _("Undo"),
    "redo": lambda: _("Redo"),
}
