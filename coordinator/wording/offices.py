"""The steps of testing an office's address, in words: what was found, what is wrong, and whom to ask for what."""

from coordinator.domain.offices import OfficeSize, Step
from coordinator.runtime.i18n import _, ngettext
from coordinator.wording.facts import Facts, Sentences


def step_words(step: Step) -> str:
    """One step as a sentence."""
    return OFFICE_STEPS[step.code](Facts(step.facts))


def size_words(size: OfficeSize) -> str:
    """ "412 people, 1,068 events"."""
    people = ngettext("{count} person", "{count} people", size.people).format(count=f"{size.people:,}")
    events = ngettext("{count} event", "{count} events", size.events).format(count=f"{size.events:,}")
    return _("{people}, {events}").format(people=people, events=events)


def _holds(facts: Facts) -> str:
    size = OfficeSize(facts.number("people"), facts.number("events"))
    return facts.fill(_("It holds “{precinct}”: {size}."), size=size_words(size))


def _unmovable(facts: Facts) -> str:
    if not facts.given("name"):
        return facts.fill(
            _(
                "Row {id} of {table} holds a sign, a number or a text that the other database cannot keep. "
                "Nothing was moved. Go back to a good backup, or ask for help."
            )
        )
    return facts.fill(
        _(
            "“{name}” holds a sign, a number or a text that the other database cannot keep. Nothing was moved. "
            "Look through its fields, write them anew, and move again."
        )
    )


MOVING: Sentences = {
    "row-unmovable": _unmovable,
    "copy-unequal": lambda f: f.fill(
        _("What arrived in {path} is not what was sent, so nothing was moved. Try again; the data here is as it was.")
    ),
}

FOUND: Sentences = {
    "office-found": lambda f: f.fill(_("Server found in {milliseconds} ms, connection is encrypted")),
    "office-found-here": lambda _f: _("Server found on this computer"),
    "office-found-unencrypted": lambda f: f.fill(
        _(
            "Server found in {milliseconds} ms, but the connection is not encrypted: others on the network can read "
            "along. Ask your administrator to turn encryption on."
        )
    ),
    "office-one-silent": lambda f: f.fill(_("{host} does not answer just now. Another server of the address does.")),
    "office-clocks-differ": lambda f: f.fill(
        _("The clocks of the server and of this computer are {minutes} min apart. Set this computer's clock.")
    ),
    "office-may-write": lambda f: f.fill(_("Signed in as “{name}”, may read and write")),
    "office-empty": lambda f: f.fill(_("The database “{database}” is empty. Your data can be moved there.")),
    "office-holds": _holds,
    "office-older": lambda _f: _(
        "It was written by an older Coordinator and is brought up to this one when you open it. Bring the other "
        "computers up first: an older Coordinator cannot open it after that."
    ),
    "office-standby": lambda f: f.fill(
        _("This server only stands by: “{database}” can be read there, but nothing can be saved.")
    ),
}

NOT_FOUND: Sentences = {
    "office-address-unreadable": lambda _f: _(
        "This is not an address of a database. It looks like postgresql://name@server/database."
    ),
    "office-host-unknown": lambda f: f.fill(_("There is no computer “{host}” on this network. Look at the spelling.")),
    "office-port-closed": lambda f: f.fill(
        _("“{host}” is there, but no database server answers at its port {port}. Ask your administrator.")
    ),
    "office-silent": lambda _f: _(
        "The server does not answer. Look at the network cable or the wireless network; then test again."
    ),
    "office-server-starting": lambda _f: _("The server is just starting or stopping. Test again in a minute."),
    "office-server-busy": lambda _f: _("The server takes no more connections just now. Test again in a minute."),
    "office-encryption-impossible": lambda _f: _(
        "The address asks for encryption, and the server has none. Ask your administrator to turn it on."
    ),
    "office-certificate-untrusted": lambda f: f.fill(
        _("The certificate of “{host}” is not one that this computer trusts. Ask your administrator for the right one.")
    ),
    "office-certificate-missing": lambda _f: _(
        "The address wants the server's certificate looked at, and this computer has nothing to compare it with. "
        "Ask your administrator for the file root.crt."
    ),
    "office-certificate-of-another": lambda f: f.fill(
        _("The server's certificate is not for the name “{host}”. Write the name that your administrator gave you.")
    ),
    "office-only-standby": lambda _f: _(
        "The server that answers only stands by, and the one to work with does not answer. Test again in a minute."
    ),
}

NOT_LET_IN: Sentences = {
    "office-password-missing": lambda f: f.fill(
        _("The server found “{name}” and wants a password. Write it below and test again.")
    ),
    "office-password-refused": lambda f: f.fill(
        _("The server did not accept the name “{name}” or the password. Write it below and test again.")
    ),
    "office-user-unknown": lambda f: f.fill(
        _("The server does not know anybody named “{name}”. Ask your administrator.")
    ),
    "office-not-let-in": lambda f: f.fill(
        _("The server does not let “{name}” in from this computer. Ask your administrator to allow it.")
    ),
    "office-database-missing": lambda f: f.fill(
        _("The server has no database “{database}”. Look at the spelling, or ask your administrator to make it.")
    ),
    "office-may-not-connect": lambda f: f.fill(
        _("The server answers, but “{name}” may not open “{database}”. Ask your administrator for that.")
    ),
    "office-refused": lambda f: f.fill(
        _("The server answers, but does not let this computer in. Tell your administrator what it said: {words}")
    ),
}

NOT_ALLOWED: Sentences = {
    "office-server-old": lambda f: f.fill(
        _("The server is PostgreSQL {version}, which is too old. It must be PostgreSQL 14 or newer.")
    ),
    "office-encoding": lambda f: f.fill(
        _("The database “{database}” is kept as {encoding} and cannot hold every name. It must be made as UTF8.")
    ),
    "office-may-not-create": lambda f: f.fill(
        _("The server answers, but “{name}” may not make tables in “{database}”. Ask for the right to do that.")
    ),
    "office-may-not-read": lambda f: f.fill(
        _("The server answers, but “{name}” may not read. Ask for access to “{database}”.")
    ),
    "office-may-not-write": lambda f: f.fill(
        _("The server answers, but “{name}” may not write. Ask for write access to “{database}”.")
    ),
    "office-others": lambda f: f.fill(
        _("Another program keeps its data in “{database}”. Ask your administrator for a database of its own.")
    ),
    "office-standby-empty": lambda f: f.fill(
        _("The database “{database}” is empty and may only be read. Ask for the address of the main server.")
    ),
    "office-newer": lambda f: f.fill(
        _("A newer Coordinator has written “{database}”. Install the newer version on this computer first.")
    ),
    "office-older-not-yours": lambda f: f.fill(
        _(
            "An older Coordinator has written “{database}”, and “{name}” may not bring it up to this one. "
            "Ask your administrator to do it."
        )
    ),
}

OFFICE_STEPS: Sentences = {**FOUND, **NOT_FOUND, **NOT_LET_IN, **NOT_ALLOWED}
