"""What the dialog says about the whole import: subtitle, footer and the words of the main button."""

from coordinator.domain.imports import FileFormat, ImportPlan, RowState, Subject
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.imports.answers import Answers, Outcome

_MEGABYTE = 1_000_000


def subtitle_of(plan: ImportPlan) -> str:
    """ "permitted_events_2027.csv   4,053 rows, 12 columns, 1.1 MB"."""
    facts = plan.file
    if facts.format is FileFormat.CALENDAR:
        events = ngettext("{count} event", "{count} events", facts.rows).format(count=f"{facts.rows:,}")
        return f"{facts.name}: {events}, {size_shown(facts.size)}"
    if facts.format is FileFormat.CARDS:
        cards = ngettext("{count} card", "{count} cards", facts.rows).format(count=f"{facts.rows:,}")
        return f"{facts.name}: {cards}, {size_shown(facts.size)}"
    rows = ngettext("{count} row", "{count} rows", facts.rows).format(count=f"{facts.rows:,}")
    width = len(facts.headings)
    columns = ngettext("{count} column", "{count} columns", width).format(count=width)
    return f"{facts.name}: {rows}, {columns}, {size_shown(facts.size)}"


def size_shown(size: int) -> str:
    """A size in kB or MB."""
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{max(1, round(size / 1000))} kB"


def is_over(plan: ImportPlan, answers: Answers) -> bool:
    """If nothing in the file could change anything: no new row, none changed, none to decide."""
    counts = answers.counts
    possible = counts[RowState.NEW] + counts[RowState.CHANGED] + counts[RowState.DUPLICATE]
    seen = bool(plan.rows) or not plan.request.where
    return plan.ready and seen and possible == 0


def button_words(plan: ImportPlan, answers: Answers) -> str:
    """The main button: its effect in a number."""
    if is_over(plan, answers):
        return _("Close")
    pairs = len(answers.duplicates()) if plan.mapping.subject is Subject.PEOPLE else 0
    if pairs:
        return ngettext("Compare {count} pair", "Compare {count} pairs", pairs).format(count=f"{pairs:,}")
    return effect_words(plan.mapping.subject, answers.outcome())


def effect_words(subject: Subject, outcome: Outcome) -> str:
    """ "Import 24 events", "Add 47, update 4"."""
    if outcome.updated and subject is Subject.PEOPLE:
        return _("Add {added}, update {updated}").format(added=f"{outcome.added:,}", updated=f"{outcome.updated:,}")
    count = outcome.touched
    sentences = {
        Subject.EVENTS: ngettext("Import {count} event", "Import {count} events", count),
        Subject.PEOPLE: ngettext("Import {count} person", "Import {count} people", count),
        Subject.VENUES: ngettext("Import {count} row", "Import {count} rows", count),
    }
    return sentences[subject].format(count=f"{count:,}")


def footer_words(outcome: Outcome) -> str:
    """What has happened until now, and how it is taken back."""
    words = [_("Nothing is changed yet.")]
    if outcome.touched:
        sentence = ngettext(
            "The import is one step: one Undo takes {count} back.",
            "The import is one step: one Undo takes all {count} back.",
            outcome.touched,
        )
        words.append(sentence.format(count=f"{outcome.touched:,}"))
    if outcome.undecided:
        sentence = ngettext(
            "{count} likely duplicate without an answer stays out.",
            "{count} likely duplicates without an answer stay out.",
            outcome.undecided,
        )
        words.append(sentence.format(count=f"{outcome.undecided:,}"))
    return " ".join(words)


def nothing_new(plan: ImportPlan) -> str:
    """All rows are known already."""
    whole = len(plan.rows)
    known = plan.counts[RowState.UNCHANGED]
    sentences = {
        Subject.EVENTS: _("Nothing new: {known} of {whole} rows are in your calendar."),
        Subject.PEOPLE: _("Nothing new: {known} of {whole} rows are on your list."),
        Subject.VENUES: _("Nothing new: {known} of {whole} rows are among your venues."),
    }
    return sentences[plan.mapping.subject].format(known=f"{known:,}", whole=f"{whole:,}")
