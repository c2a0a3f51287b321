"""What a look over the database found, in words."""

from coordinator.runtime.i18n import _


def finding(code: str, table: str, key: int) -> str:
    """One finding as a sentence; `table` and `key` name the row where there is one."""
    sentences = {
        "file-damaged": _("The file itself is damaged."),
        "reference-broken": _("Row {key} of {table} refers to something that is not there."),
        "derived-value-wrong": _("Row {key} of {table} holds a value that does not follow from the others."),
        "search-entry-wrong": _("The search index is wrong about row {key} of {table}."),
        "search-index-broken": _("The search index cannot be read."),
        "log-differs": _("Row {key} of {table} is not as the log of changes says."),
        "log-misses-row": _("Row {key} of {table} is not in the log of changes."),
    }
    return sentences.get(code, code).format(table=table, key=key)
