"""What can be brought in, as the chooser names it and as the system's file dialog filters it."""

from coordinator.domain.imports import ENDINGS, FORMATS, TABLES, FileFormat, Subject
from coordinator.runtime.i18n import _


def formats_in_words(subject: Subject) -> str:
    """The sentence under the heading of the first step."""
    if FileFormat.CALENDAR in FORMATS[subject]:
        return _(
            "A table saved as XLSX or CSV, or a calendar (ICS), from any program. "
            "You see every row before anything is changed."
        )
    if FileFormat.CARDS in FORMATS[subject]:
        return _(
            "A table saved as XLSX or CSV, or address cards (VCF), from any program. "
            "You see every row before anything is changed."
        )
    return _("A table saved as XLSX or CSV, from any program. You see every row before anything is changed.")


def file_filter(subject: Subject) -> str:
    """All that can be brought in, then each kind by itself, then everything."""
    formats = FORMATS[subject]
    tables = tuple(one for one in formats if one in TABLES)
    filters = [_("Tables ({kinds})").format(kinds=_endings(*tables))]
    if FileFormat.CALENDAR in formats:
        filters.append(_("Calendars ({kinds})").format(kinds=_endings(FileFormat.CALENDAR)))
    if FileFormat.CARDS in formats:
        filters.append(_("Address cards ({kinds})").format(kinds=_endings(FileFormat.CARDS)))
    if len(filters) > 1:
        filters.insert(0, _("All that can be brought in ({kinds})").format(kinds=_endings(*formats)))
    return ";;".join([*filters, _("All files") + " (*)"])


def _endings(*formats: FileFormat) -> str:
    return " ".join(f"*.{ending}" for one in formats for ending in ENDINGS[one])
