"""Answers put in order: a heading, the first few, and the way to the rest of each group."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coordinator.domain.finding import Findings, FindQuery, RecentThings
from coordinator.runtime.i18n import _, ngettext
from coordinator.ui.finding.actions import Here, actions_for, is_made_of, usual_actions, with_words
from coordinator.ui.finding.lines import Group, Heading, Hit, Line, More, Note, group_words
from coordinator.ui.finding.words import Thing, hit

FEW = 3
MANY = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines, and how many there are in each group."""

    lines: tuple[Line, ...]
    counts: Mapping[Group, int]
    total: int


def query_for(words: str, group: Group) -> FindQuery:
    """How much to ask for: a few of each, one more than are shown so that "1 more" is the last resort, or one group.
    What belongs to actions is asked for always."""
    few = FEW + 1
    return FindQuery(
        words,
        people=MANY if group is Group.PEOPLE else few,
        events=MANY if group is Group.EVENTS else few,
        venues=MANY if group is Group.PLACES else few,
    )


def recent_answer(recent: RecentThings, here: Here) -> Answer:
    """Before anything is typed: what was opened lately, and the usual actions."""
    hits = tuple(hit(thing, "", here.style, here.today) for thing in recent.things)
    lines: tuple[Line, ...] = (Heading(_("Recent")), *hits) if hits else ()
    return Answer((*lines, Heading(group_words(Group.ACTIONS)), *usual_actions(here)), {}, 0)


def answer_to(query: str, group: Group, found: Findings, here: Here) -> Answer:
    """The lines for what was typed."""
    actions = actions_for(query, found, here)
    counts = {
        Group.PEOPLE: found.people.total,
        Group.EVENTS: found.events.total,
        Group.PLACES: found.venues.total,
        Group.ACTIONS: len(actions),
    }
    total = sum(counts.values())
    if not found.total and all(is_made_of(query, action) for action in actions):
        return _nothing(query, counts)
    shown = [one for one in counts if counts[one] and group in (Group.ALL, one)]
    hits = _hits(query, found, actions, here)
    lines = tuple(line for one in shown for line in _part(one, hits[one], counts[one], group))
    return Answer(lines or (Note(_("Nothing here. Tab shows the other groups.")),), counts, total)


def _nothing(query: str, counts: Mapping[Group, int]) -> Answer:
    said = _("Nothing has “{words}”. Add it as a person or as an event.").format(words=" ".join(query.split()))
    rows = with_words(query)
    return Answer((Note(said), *rows), {**counts, Group.ACTIONS: len(rows)}, 0)


def _hits(query: str, found: Findings, actions: tuple[Hit, ...], here: Here) -> Mapping[Group, tuple[Hit, ...]]:
    def made(things: Iterable[Thing]) -> tuple[Hit, ...]:
        return tuple(hit(thing, query, here.style, here.today) for thing in things)

    return {
        Group.PEOPLE: made(found.people.rows),
        Group.EVENTS: made(found.events.rows),
        Group.PLACES: made(found.venues.rows),
        Group.ACTIONS: actions,
    }


def _part(one: Group, hits: tuple[Hit, ...], count: int, group: Group) -> Iterator[Line]:
    yield Heading(group_words(one), count)
    if group is one:
        yield from hits
        if count > len(hits):
            left = ngettext("{n} more: type more letters.", "{n} more: type more letters.", count - len(hits))
            yield Note(left.format(n=f"{count - len(hits):,}"))
        return
    most = FEW + 1 if count == FEW + 1 else FEW
    yield from hits[:most]
    if count > most:
        yield More(_more_words(one, count - most), one)


def _more_words(group: Group, n: int) -> str:
    words = {
        Group.PEOPLE: ngettext("{n} more person", "{n} more people", n),
        Group.EVENTS: ngettext("{n} more event", "{n} more events", n),
        Group.PLACES: ngettext("{n} more place", "{n} more places", n),
        Group.ACTIONS: ngettext("{n} more action", "{n} more actions", n),
    }[group]
    return words.format(n=f"{n:,}")
