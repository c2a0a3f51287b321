"""The plan for a calendar file: every event's fate, with the time zones it names settled or asked about."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator.db.work import Work
from coordinator.domain.calendarrows import UNIVERSAL, CalendarRules, Company, number_of, read_foreign_event
from coordinator.domain.cells import has_member, members_of
from coordinator.domain.columns import fingerprint, with_kinds
from coordinator.domain.errors import FileTrouble, Refused
from coordinator.domain.foreigncalendars import HEADINGS, ForeignEvent, ForeignTime, TimeKind
from coordinator.domain.imports import (
    ColumnFacts,
    ColumnUse,
    DateReading,
    Field,
    FileFacts,
    FileFormat,
    ImportMapping,
    ImportPlan,
    ImportRequest,
    MappingOrigin,
    Subject,
    Where,
    ZoneUse,
)
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.repeatrules import Steps
from coordinator.exchange.foreignzones import FoundBy, ZoneFound, is_known, is_utc, zones_meant
from coordinator.exchange.icsin import CalendarFile, read_calendar
from coordinator.exchange.tables import Progress, TableRow
from coordinator.runtime.i18n import _
from coordinator.usecases.importevents import matched_events
from coordinator.usecases.importreading import counted, filters_of

LIST = fingerprint(HEADINGS)
"""What all calendars are filed under: their UIDs are meant to be unique in the world."""

_FIELDS = (
    Field.NUMBER, Field.TITLE, Field.STARTS, Field.ENDS, Field.PLACES, Field.NOTES, Field.KIND, Field.EVENT_STATUS,
    Field.PUBLIC,
)  # fmt: skip
_MOST_STEPS = 100_000
_MOST_KINDS = 200
_MOST_MOVED = 30_000
Answers = Mapping[str, str]


def plan_of_calendar(work: Work, request: ImportRequest, progress: Progress) -> ImportPlan:
    """The plan. Raises FileTrouble "calendar-holds-events", Refused for zones that are none."""
    if request.subject is not Subject.EVENTS:
        raise FileTrouble("calendar-holds-events", path=request.file.name)
    home = _checked(request.zone or work.zone)
    calendar = read_calendar(request.file, request.encoding, _half(progress, 0))
    zones = _Zones.of(calendar, request, home)
    mapping = _mapping(calendar, request.mapping)
    filters, missing = filters_of(request, HEADINGS)
    kept = [event for event in calendar.events if _is_kept(event, filters)] if not missing else []
    rules = _rules(request, zones, home, tells_rules=not calendar.own)
    companies = _companies(work, calendar.events)
    readings = [read_foreign_event(event, rules, companies[event.number]) for event in kept]
    listed = (
        (cell for event in calendar.events for cell in set(members_of(event.cells[filters[0][0]]))) if filters else ()
    )
    return ImportPlan(
        request=request,
        file=_facts(calendar, request, zones),
        mapping=mapping,
        origin=MappingOrigin.GUESSED if request.mapping is None else MappingOrigin.GIVEN,
        dates=DateReading(),
        zone=home,
        columns=_columns(mapping, kept),
        rows=matched_events(work, readings, _half(progress, 1)),
        obstacles=(*missing, *_obstacles(calendar, request, zones)),
        warnings=tuple(_warnings(calendar, zones, home)),
        values=counted(Counter(listed)),
    )


def calendar_rows(plan: ImportPlan) -> Iterator[TableRow]:
    """Its events as rows of a table, with what stands under `HEADINGS`."""
    for event in read_calendar(plan.request.file, plan.request.encoding).events:
        yield TableRow(event.number, event.cells)


def _half(progress: Progress, number: int) -> Progress:
    def told(done: int, total: int) -> None:
        progress(round((number + (done / total if total else 1.0)) * 500), 1000)

    return told


def _checked(zone: str) -> str:
    if not is_known(zone):
        raise Refused(Problem("zone-unknown", about="zone", facts={"zone": zone}))
    return zone


# --- what the file is ------------------------------------------------------------------------------------------------


def _facts(calendar: CalendarFile, request: ImportRequest, zones: "_Zones") -> FileFacts:
    letters = calendar.letters
    return FileFacts(
        name=request.file.name,
        size=len(request.file.content),
        encoding=letters.encoding,
        encoding_sure=letters.sure,
        encodings=letters.choices,
        delimiter="",
        headings_row=0,
        headings=HEADINGS,
        rows=len(calendar.events),
        format=FileFormat.CALENDAR,
        zones=zones.uses(),
    )


def _mapping(calendar: CalendarFile, given: ImportMapping | None) -> ImportMapping:
    """What each property is, which nobody chooses, and a kind for every word of a category."""
    columns = tuple(ColumnUse(name, field) for name, field in zip(HEADINGS, _FIELDS, strict=True))
    words = Counter(word for event in calendar.events for word in event.categories)
    known = ImportMapping(Subject.EVENTS, columns, given.kinds if given is not None else ())
    return with_kinds(known, [word for word, _count in words.most_common(_MOST_KINDS)])


def _columns(mapping: ImportMapping, events: Sequence[ForeignEvent]) -> tuple[ColumnFacts, ...]:
    samples = (next((event.cells[at] for event in events if event.cells[at]), "") for at in range(len(HEADINGS)))
    return tuple(
        ColumnFacts(column.heading, column.field, " ".join(sample.split()))
        for column, sample in zip(mapping.columns, samples, strict=True)
    )


def _is_kept(event: ForeignEvent, filters: Sequence[tuple[int, Where]]) -> bool:
    return all(has_member(event.cells[place], where.value) for place, where in filters)


def _rules(request: ImportRequest, zones: "_Zones", home: str, *, tells_rules: bool) -> CalendarRules:
    kinds = request.mapping.kinds if request.mapping is not None else ()
    return CalendarRules(
        fingerprint=LIST,
        label=request.file.name,
        home=home,
        untitled=_("(no title)"),
        zones=zones.known(),
        kinds={match.text: match.kind for match in kinds},
        steps=Steps(_MOST_STEPS),
        tells_rules=tells_rules,
    )


def _obstacles(calendar: CalendarFile, request: ImportRequest, zones: "_Zones") -> Iterator[Problem]:
    if not calendar.events:
        yield Problem("calendar-without-events", about="file", facts={"file": request.file.name})
    for use in zones.uses():
        if not use.zone:
            facts: dict[str, Fact] = {"name": use.name, "count": use.events}
            yield Problem("zone-unknown-in-file", about="zones", facts=facts)


def _warnings(calendar: CalendarFile, zones: "_Zones", home: str) -> Iterator[Problem]:
    letters = calendar.letters
    if not letters.sure:
        yield _warning("encoding-assumed", encoding=letters.encoding)
    if letters.unreadable:
        yield _warning("letters-unreadable", count=letters.unreadable, encoding=letters.encoding)
    for use in zones.by_clock():
        yield _warning("zone-taken-by-clock", name=use.name, zone=use.zone, count=use.events)
    floating = sum(_is_floating(event.starts) for event in calendar.events)
    if floating:
        yield _warning("calendar-floating", count=floating, zone=home)
    for kind, count in sorted(calendar.others.items()):
        yield _warning("calendar-parts-left-out", kind=kind, count=count)
    guests = sum(event.guests > 0 for event in calendar.events)
    if guests:
        yield _warning("calendar-guests-left-out", count=guests)
    if calendar.stray:
        line, text = calendar.first_stray
        yield _warning("calendar-stray-lines", count=calendar.stray, line=line, value=text)
    if calendar.deep:
        yield _warning("calendar-too-deep", count=calendar.deep)


def _warning(code: str, **facts: Fact) -> Problem:
    return Problem(code, about="file", weight=Weight.WARNS, facts=facts)


def _is_floating(at: ForeignTime | None) -> bool:
    return at is not None and at.kind is TimeKind.FLOATING


# --- its zones -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Zones:
    """Each name the file uses, how many events do, and what it was taken for; `chosen` are a person's answers."""

    events: Mapping[str, int]
    found: Mapping[str, ZoneFound]
    chosen: Answers

    @classmethod
    def of(cls, calendar: CalendarFile, request: ImportRequest, home: str) -> "_Zones":
        """Settle what can be settled. Refused for an answer about a name that the file does not use."""
        walls: dict[str, list[datetime]] = {}
        counts: Counter[str] = Counter()
        for event in calendar.events:
            named = [at for at in (*event.times(), *event.dates[:1]) if at.kind is TimeKind.ZONED]
            counts.update({at.zone for at in named})
            for at in named:
                walls.setdefault(at.zone, []).append(at.wall)
        chosen = {answer.name: _checked(answer.zone) for answer in request.zone_map}
        strange = [name for name in chosen if name not in walls]
        if strange:
            raise Refused(*(Problem("zone-not-in-file", about="zones", facts={"name": name}) for name in strange))
        asked = {name: found for name, found in walls.items() if name not in chosen and not is_utc(name)}
        found = {name: ZoneFound(UNIVERSAL, FoundBy.NAME) for name in walls if is_utc(name)}
        found |= zones_meant(asked, calendar.zones, home)
        return cls(counts, found, chosen)

    def known(self) -> Answers:
        """The IANA zone behind each name, those nobody knows left out."""
        found = {name: one.zone for name, one in self.found.items() if one.zone}
        return {**found, **self.chosen}

    def uses(self) -> tuple[ZoneUse, ...]:
        """For the preview, those that are open first."""
        known = self.known()
        uses = (ZoneUse(name, self.events[name], known.get(name, ""), name in self.chosen) for name in self.events)
        return tuple(sorted(uses, key=lambda use: (bool(use.zone), -use.events, use.name)))

    def by_clock(self) -> tuple[ZoneUse, ...]:
        """Those taken because the clock is the same."""
        return tuple(use for use in self.uses() if not use.chosen and self.found[use.name].by is FoundBy.CLOCK)


# --- what events know about each other -------------------------------------------------------------------------------


def _companies(work: Work, events: Sequence[ForeignEvent]) -> dict[int, Company]:
    """What each event has to know about the others of its UID, and about the last time it was brought in."""
    together: dict[str, list[ForeignEvent]] = {}
    for event in events:
        if event.uid:
            together.setdefault(event.uid, []).append(event)
    known = _starts_known(work)
    companies = {event.number: Company() for event in events}
    for some in together.values():
        companies.update(_of_one_uid(some, known))
    return companies


def _starts_known(work: Work) -> dict[str, str]:
    """The start each number was first brought in with, of numbers that stand for one event only."""
    found: dict[str, list[str]] = {}
    for number, starts in work.sources.of_list("event", LIST):
        found.setdefault(number, []).append(starts)
    return {number: starts[0] for number, starts in found.items() if len(starts) == 1}


def _of_one_uid(events: Sequence[ForeignEvent], known: Mapping[str, str]) -> Iterator[tuple[int, Company]]:
    whole = [event for event in events if event.recurrence is None]
    moved = tuple(event.recurrence for event in events if event.recurrence is not None)
    moved = moved[: _MOST_MOVED // max(1, len(whole))]  # each looks at all: a file must not grow by its own square
    newest = max(whole, key=lambda event: event.sequence, default=None)
    standing = [event for event in whole if newest is None or event.sequence == newest.sequence]
    numbers = Counter(map(number_of, (*standing, *(event for event in events if event.recurrence is not None))))
    for event in events:
        older = event.recurrence is None and newest is not None and event.sequence < newest.sequence
        number = number_of(event)
        yield (
            event.number,
            Company(
                moved=moved if event.recurrence is None else (),
                newer=newest.number if older and newest is not None else None,
                known_start=known.get(number, "") if numbers[number] == 1 else "",
                shared=numbers[number] > 1,
            ),
        )
