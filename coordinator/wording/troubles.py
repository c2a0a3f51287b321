"""One text for every code of an error that is not a matter of rules: what happened, why, and what to do.

To add one: a line in the table of its family, as in `objections`. Fact `path` is the file or database as given.
"""

from coordinator.runtime.i18n import _
from coordinator.wording.backups import BACKUPS
from coordinator.wording.calendars import CALENDAR_FILES
from coordinator.wording.exporttroubles import EXPORT_FILES
from coordinator.wording.facts import Facts, Sentences
from coordinator.wording.importtroubles import IMPORT_FILES
from coordinator.wording.offices import MOVING
from coordinator.wording.passphrases import PASSPHRASE_TROUBLES

STORAGE: Sentences = {
    "storage": lambda _f: _(
        "The data could not be read or written. Try again; if it happens again, start the program anew."
    ),
    "locked": lambda f: f.fill(
        _(
            "The data file is busy: another program or computer is writing to it. "
            "Nothing was changed. Try again in a minute."
        )
    ),
    "read-only": lambda f: f.fill(
        _("{path} may only be read, so nothing can be saved. Ask for write access, or choose another file.")
    ),
    "full": lambda f: f.fill(
        _("The disk that holds {path} is full, so nothing was saved. Make room on it and try again.")
    ),
    "not-ours": lambda f: f.fill(_("{path} belongs to another program. Nothing was changed. Choose another file.")),
    "newer": lambda f: f.fill(
        _(
            "{path} was last saved by a newer version (data format {format}). This version reads up to {ours}. "
            "The file was not changed. Install the newer version here too, or open the last backup."
        ),
        format=str(f.number("revision")),
        ours=str(f.number("ours")),
    ),
    "exists": lambda f: f.fill(
        _("{path} already exists. Nothing was changed. Choose another name, or open it instead.")
    ),
    "missing": lambda f: f.fill(_("There is no database at {path}. Make a new one, or choose another file.")),
    "replaced": lambda f: f.fill(
        _("Another file was put in the place of {path}. Nothing was saved. Close the program and start it again.")
    ),
    "network-folder": lambda f: f.fill(
        _(
            "{path} is on another computer, and a data file is easily damaged over the network. Nothing was changed. "
            "Keep it in a folder on this computer; several computers can share an office database on a server."
        )
    ),
    "synced-folder": lambda f: f.fill(
        _(
            "{path} is in a folder that {service} copies to other computers, and a data file is easily damaged by "
            "that. Nothing was changed. Keep it in a folder that is on this computer only."
        )
    ),
    "folder-not-writable": lambda _f: _("This folder cannot be written. Choose another one, for example Documents."),
    "server-lost": lambda _f: _("The connection to the database server was lost. Check the network; then try again."),
    "server-lost-in-job": lambda _f: _(
        "The connection to the database server was lost in the middle, and nothing of this was saved. "
        "Begin it again as soon as the server answers."
    ),
    "changes-wait": lambda _f: _(
        "Other changes wait to be saved, and this one may not overtake them. Begin it again once they are saved."
    ),
    "unsettled": lambda _f: _(
        "The connection to the database server was lost just as this was saved, so nobody knows yet whether it was. "
        "Look in the list of changes before you do it again."
    ),
    "opened-read-only": lambda f: f.fill("{why}", why=_read_only(f)),
    "older-read-only": lambda f: f.fill(
        _(
            "{path} is from an older version and must be brought up to this one, but it may only be read. "
            "Nothing was changed. Save a copy of it and open the copy, or ask for write access."
        )
    ),
    "search-damaged": lambda _f: _(
        "The search index is damaged; what you entered is not. Nothing was saved. Ask whoever looks after the program "
        "to run “coordinator check --repair”, and try again."
    ),
    "server-database-missing": lambda _f: _(
        "The server has no database of that name. Make one there first, or correct the name."
    ),
    "password-refused": lambda _f: _(
        "The database server did not accept the user name or the password. Correct them and try again."
    ),
    "permission-denied": lambda _f: _(
        "The server answers, but you may not read or write there. Ask for write access to the database."
    ),
    "address-unreadable": lambda f: f.fill(
        _("“{path}” is not an address of a database. Give one like postgresql://server/name.")
    ),
    "not-openable": lambda f: f.fill(
        _("{path} cannot be opened: the program is not allowed to, or it is not a file. Choose another file.")
    ),
    "disk-error": lambda f: f.fill(
        _("The disk with {path} does not answer properly, so nothing was saved. Copy the file to another disk.")
    ),
    "copy-failed": lambda f: f.fill(
        _(
            "The database must be brought up to this version of the program, and the copy kept before that, {path}, "
            "could not be made. Nothing was changed. Make room on the disk or ask for write access, and try again."
        )
    ),
    "copy-not-made": lambda f: f.fill(
        _("The copy {path} could not be made, and nothing is left of it. Choose another folder, or make room there.")
    ),
    "empty": lambda f: f.fill(_("There is nothing in {path} yet. Make a new database there first.")),
    "damaged": lambda f: f.fill(
        _("{path} is damaged. Nothing was changed. Keep a copy of it and go back to the last good backup.")
    ),
}


def _read_only(f: Facts) -> str:
    """Why a change was not made in a database that is open for reading only."""
    reasons = {
        "damaged": _("The data file is damaged, so nothing more is written to it. Go back to the last good backup."),
        "backup": _("This is a backup, open for reading only, so nothing can be saved in it."),
        "standby": _("The server is a standby that only keeps a copy, so nothing can be saved there now."),
    }
    return next(
        (words for reason, words in reasons.items() if f.is_one_of("reason", reason)),
        _("The data is open for reading only, so nothing can be saved. Save a copy, or ask for write access."),
    )


FILES: Sentences = {
    "file": lambda f: f.fill(_("{path} could not be read or written. Choose another file.")),
    "file-missing": lambda f: f.fill(_("There is no file {path}. Check the name, or choose another file.")),
    "file-in-use": lambda f: f.fill(
        _(
            "{path} is open in another program, so it was not saved. "
            "Close it there and try again, or choose another name."
        )
    ),
    "file-not-writable": lambda f: f.fill(_("{path} cannot be written. Choose another folder, for example Documents.")),
    "file-not-readable": lambda f: f.fill(
        _("{path} cannot be read: the program is not allowed to. Ask for access to the file.")
    ),
    "picture-kind-unknown": lambda f: f.fill(
        _("{path} is no PNG or JPEG picture. Save the picture as PNG and choose that file.")
    ),
    "picture-too-large": lambda f: f.fill(
        _("{path} is too large for a logo. Save the picture smaller, 1000 dots wide for example, and choose that file.")
    ),
    "picture-unreadable": lambda f: f.fill(
        _("{path} is damaged: the picture in it cannot be read. Choose another file.")
    ),
    "file-is-folder": lambda f: f.fill(_("{path} is a folder. Choose a file.")),
    "disk-full": lambda f: f.fill(
        _("The disk is full, so {path} was not saved. Make room on it and try again, or choose another folder.")
    ),
    "file-name-refused": lambda f: f.fill(_("{path} is not a name that a file can have here. Choose a shorter one.")),
    "folder-read-only": lambda f: f.fill(_("The folder {path} is read-only. Choose another folder.")),
    "folder-missing": lambda f: f.fill(_("There is no folder {path}. Make it, or choose another one.")),
    "printer-silent": lambda f: f.fill(
        _(
            "The printer “{printer}” did not answer. The PDF is kept. "
            "Print again, choose another printer, or save the PDF."
        )
    ),
    "file-exists": lambda f: f.fill(_("{path} already exists. Choose another name.")),
    "cards-too-many": lambda f: f.fill(
        _(
            "{path} is too large for an address book: more than {cards} cards or {megabytes} MB. "
            "Nothing was read. Bring it in in parts."
        )
    ),
    "cards-are-people": lambda f: f.fill(
        _("{path} holds address cards, which are people. Bring it in as people, or choose another file.")
    ),
    "encoding-unknown": lambda f: f.fill(
        _("There is no text encoding named “{encoding}”. Choose one from the list, for example UTF-8.")
    ),
    "mapping-unreadable": lambda f: f.fill(
        _("{path} is not a mapping of columns: {value}. Take the one that a dry run prints.")
    ),
    "file-empty": lambda f: f.fill(_("There is nothing in {path}. Choose another file.")),
}

RECORDS: Sentences = {
    "not-found": lambda f: f.fill(_("Nothing has the number {id}. It may have been removed.")),
    "no-such-person": lambda f: f.fill(_("There is no person with the number {id}. List people to see the numbers.")),
    "no-such-venue": lambda f: f.fill(_("There is no venue with the number {id}. List venues to see the numbers.")),
    "no-such-event": lambda f: f.fill(_("There is no event with the number {id}. List events to see the numbers.")),
    "no-such-role": lambda f: f.fill(_("There is no role with the number {id}.")),
    "no-such-position": lambda f: f.fill(
        _("There is no position with the number {id}. List positions to see the numbers.")
    ),
    "no-such-signup": lambda f: f.fill(
        _("There is no sign-up with the number {id}. List sign-ups to see the numbers.")
    ),
    "interrupted": lambda _f: _("Stopped, as you wished. Nothing of it was kept."),
    "error": lambda _f: _("Something went wrong, and nothing was changed. Try again."),
}

TROUBLES: Sentences = {
    **{**STORAGE, **BACKUPS, **MOVING, **PASSPHRASE_TROUBLES, **FILES},
    **{**IMPORT_FILES, **CALENDAR_FILES, **EXPORT_FILES, **RECORDS},
}
