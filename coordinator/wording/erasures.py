"""What erasing a person for good takes and leaves, in words, for the window and the command line."""

from coordinator.domain.erasures import Erasure
from coordinator.runtime.i18n import _, ngettext


def question(wanted: Erasure) -> str:
    """The title of the question: whom it is about."""
    return _("Erase {name} for good?").format(name=wanted.person.full_name)


def what_goes(wanted: Erasure) -> str:
    """Everything that goes, and that nobody brings it back."""
    parts = [_("The card goes, with every name, number, address, tag and note on it.")]
    if wanted.signups:
        parts.append(_signups(wanted.signups))
    if wanted.past_signups:
        parts.append(_past(wanted.past_signups))
    parts.append(_("So does everything that the list of changes says about this person."))
    parts.append(_("This cannot be undone."))
    return " ".join(parts)


def what_stays(wanted: Erasure, *, backups: int, on_server: bool) -> tuple[str, ...]:
    """What goes on naming the person, a sentence each."""
    return tuple(sentence for sentence in (_backups(backups, on_server=on_server), _mentions(wanted)) if sentence)


def _signups(count: int) -> str:
    sentence = ngettext("So does {count} sign-up.", "So do {count} sign-ups.", count)
    return sentence.format(count=count)


def _past(count: int) -> str:
    sentence = ngettext(
        "{count} of them is for an event that is over: it will count one person fewer.",
        "{count} of them are for events that are over: each will count one person fewer.",
        count,
    )
    return sentence.format(count=count)


def _backups(count: int, *, on_server: bool) -> str:
    if on_server:
        return _(
            "Backups of the server that were made before, and its own records, still hold the person. "
            "Tell whoever looks after the server."
        )
    if not count:
        return ""
    sentence = ngettext(
        "{count} backup made before still holds the person until a newer one takes its place.",
        "{count} backups made before still hold the person until newer ones take their place.",
        count,
    )
    return sentence.format(count=count)


def _mentions(wanted: Erasure) -> str:
    count = len(wanted.mentions)
    if not count:
        return ""
    sentence = ngettext(
        "{count} text that somebody wrote elsewhere mentions the name and stays: {title}.",
        "{count} texts that somebody wrote elsewhere mention the name and stay, among them {title}.",
        count,
    )
    return sentence.format(count=count, title=" ".join(wanted.mentions[0].name.split()))
