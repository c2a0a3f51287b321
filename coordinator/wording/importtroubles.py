"""Why a file cannot be brought in at all, in whole sentences that say what to do."""

from coordinator.runtime.i18n import _
from coordinator.wording.facts import Sentences

IMPORT_FILES: Sentences = {
    "file-is-not-csv": lambda f: f.fill(
        _("{path} is neither a table nor a text. Save it as CSV or XLSX in the program that made it, and choose that.")
    ),
    "spreadsheet-not-read": lambda f: f.fill(
        _("{path} is in a format that is not read here, as .xls and .ods are. Open it and save it as XLSX or CSV.")
    ),
    "file-protected": lambda f: f.fill(
        _("{path} is protected with a password. Open it, save it without the password, and choose that file.")
    ),
    "file-damaged": lambda f: f.fill(
        _("{path} is damaged and cannot be read to its end. Get it again, or open it and save it anew.")
    ),
    "file-too-big": lambda f: f.fill(
        _(
            "{path} unpacks to far more than a spreadsheet needs (over {limit} MB, or the same over and over), "
            "so it was not opened. Save what you need of it in a new file, as CSV for example."
        )
    ),
    "file-unsafe": lambda f: f.fill(
        _(
            "{path} holds instructions that no spreadsheet program writes, so it was not opened. "
            "If you trust it, open it and save it anew, as CSV for example."
        )
    ),
    "workbook-without-sheets": lambda f: f.fill(_("{path} has no sheet with cells. Choose another file.")),
    "no-such-sheet": lambda f: f.fill(_("{path} has no sheet “{sheet}”. It has these: {sheets}.")),
    "too-many-columns": lambda f: f.fill(
        _("{path} has {count} columns, and at most {limit} can be brought in. Take out those that are not needed.")
    ),
}
