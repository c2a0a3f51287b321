"""One sentence for everything that keeps a file from being written for other programs, or everything from coming in."""

from coordinator.domain.privacy import Audience
from coordinator.runtime.i18n import _, ngettext
from coordinator.wording.audiences import audience_name
from coordinator.wording.facts import Facts, Sentences

EXPORT_PROBLEMS: Sentences = {
    "export-not-for-audience": lambda f: f.fill(
        _("This file is not made for this audience: {audience}. Choose another one."), audience=_audience(f)
    ),
    "export-format-senseless": lambda f: f.fill(
        _("There is no such file as {format} of this. Choose one of these: {formats}.")
    ),
    "too-many-rows": lambda f: f.fill(
        _("A spreadsheet holds {limit} rows, and this has {count}. Choose fewer, or write CSV.")
    ),
    "database-holds-records": lambda f: f.fill(
        ngettext(
            "Everything comes into an empty database only, and this one holds {count} record, perhaps a removed one. "
            "Make a new database and import into that.",
            "Everything comes into an empty database only, and this one holds {count} records, perhaps removed ones. "
            "Make a new database and import into that.",
            f.number("count"),
        )
    ),
    "record-breaks-rule": lambda f: f.fill(
        _("{where} breaks a rule ({code}). The file was changed since it was written: export everything again.")
    ),
    "value-used-twice": lambda f: f.fill(
        _("{value} stands twice in {where}. The file was changed since it was written: export everything again.")
    ),
    "record-not-in-file": lambda f: f.fill(
        _("{where} names {value}, which is not in the file. Export everything again.")
    ),
}

EXPORT_FILES: Sentences = {
    "not-everything": lambda f: f.fill(
        _("{path} does not hold everything of a database. Choose a file that “export all” has written.")
    ),
    "everything-newer": lambda f: f.fill(
        _("{path} was written by a newer version of this program. Nothing was changed. Bring this one up to date.")
    ),
    "everything-unreadable": lambda f: f.fill(
        _("{path} cannot be read at {where}, so nothing was changed. Export everything again.")
    ),
}


def _audience(f: Facts) -> str:
    return next((audience_name(one) for one in Audience if one == f["audience"]), f["audience"])
