"""An event of a calendar file read as an event of ours, with everything said that was taken for granted."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from coordinator.domain.columns import guessed_kind
from coordinator.domain.duplicates import NATURAL, fingerprint_of
from coordinator.domain.eventrows import USUAL_LENGTH
from coordinator.domain.events import Event, EventKind, EventStatus, Source, objections_to, year_out_of_reach
from coordinator.domain.foreigncalendars import HEADINGS, ForeignEvent, ForeignTime, TimeKind
from coordinator.domain.imports import Field, RowRemark
from coordinator.domain.problems import Fact, Problem, Weight
from coordinator.domain.repeatrules import RepeatRule, Steps, first_day, read_rule
from coordinator.domain.rows import MOST_BYTES, Reading
from coordinator.domain.spans import When, instant_of, is_within_reach, wall_time_of

UNIVERSAL = "UTC"
_STATUSES = {
    "CANCELLED": EventStatus.CANCELLED,
    "CANCELED": EventStatus.CANCELLED,
    "TENTATIVE": EventStatus.DRAFT,
    "CONFIRMED": EventStatus.PUBLISHED,
}
_PLACES_OF = {"starts": "DTSTART", "ends": "DTEND", "reason": "COMMENT", "title": "SUMMARY"}
_KINDS = {str(kind): kind for kind in EventKind}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """How to read every event of one file. `home` is the precinct's zone, `zones` are the IANA zones behind the file's
    own names, those nobody knows left out; `untitled` stands where a title is missing. Where the file
    does not tell of rules at all, an event without one may repeat all the same."""

    fingerprint: str
    label: str
    home: str
    untitled: str
    zones: Mapping[str, str]
    kinds: Mapping[str, EventKind]
    steps: Steps
    tells_rules: bool = True


@dataclass(frozen=True, slots=True)
class Company:
    """What the rest of the file and the database know about an event: dates of it that stand as events of their own,
    the row of a newer version, the start it was brought in with before, and if its UID is that of other events too."""

    moved: tuple[ForeignTime, ...] = ()
    newer: int | None = None
    known_start: str = ""
    shared: bool = False


def read_foreign_event(event: ForeignEvent, rules: CalendarRules, company: Company) -> Reading:
    """The event as a row of an import."""
    return _ForeignReader(event, rules, company).read()


class _ForeignReader:
    """One event, collecting what is wrong with it on the way."""

    def __init__(self, event: ForeignEvent, rules: CalendarRules, company: Company) -> None:
        self._event, self._rules, self._company = event, rules, company
        self._filled: set[Field] = set()
        self._notes: list[Problem] = []
        self._remarks = [
            RowRemark(event.number, each.name, each.value, each.problem, line=each.line) for each in event.troubles
        ]

    def read(self) -> Reading:
        """The reading, without a record if anything stops it."""
        record = None if any(remark.problem.stops for remark in self._remarks) else self._record()
        stops = any(remark.problem.stops for remark in self._remarks)
        return Reading(
            number=self._event.number,
            record=None if stops else record,
            filled=frozenset(self._filled),
            source=record.source if record is not None else None,
            remarks=tuple(self._remarks),
            notes=tuple(self._notes),
            called=(self._event.title or self._event.uid)[:200] if stops else "",
        )

    def _record(self) -> Event | None:
        if self._company.newer is not None:
            self._object("SEQUENCE", str(self._event.sequence), Problem("calendar-older-version", facts={
                "row": self._company.newer
            }))  # fmt: skip
            return None
        when = self._when()
        if when is None:
            return None
        event = self._described(self._first_date(when))
        for problem in objections_to(event):
            name = _PLACES_OF.get(problem.about, "")
            self._object(name, self._cell(name), problem)
        if event.when.length > _DAY:
            days = (event.when.last_day - event.when.first_day).days + 1
            self._notes.append(Problem("longer-than-a-day", weight=Weight.WARNS, facts={"days": days}))
        return event

    # --- what it is --------------------------------------------------------------------------------------------------

    def _described(self, when: When) -> Event:
        title, place, status = self._title(), self._place(), self._status()
        return Event(
            kind=self._kind(),
            title=title,
            when=when,
            description=self._description(),
            place=place,
            status=status,
            cancel_reason=(self._event.comment or self._event.status) if status is EventStatus.CANCELLED else "",
            public=self._public(),
            source=self._source(when, title, place),
            uid=self._own_uid(),
        )

    def _title(self) -> str:
        title = " ".join(self._event.title.splitlines()).strip()
        if title:
            self._filled.add(Field.TITLE)
            return title
        self._warn("SUMMARY", "", "calendar-without-title", title=self._rules.untitled)
        return self._rules.untitled

    def _place(self) -> str:
        place = ", ".join(part.strip() for part in self._event.place.splitlines() if part.strip())
        if place:
            self._filled.add(Field.PLACES)
        return place

    def _description(self) -> str:
        event = self._event
        if event.description or event.url:
            self._filled.add(Field.NOTES)
        if not event.url or event.url in event.description:
            return event.description
        return f"{event.description}\n{event.url}".strip()

    def _status(self) -> EventStatus:
        word = self._event.status
        status = _STATUSES.get(word)
        if status is not None:
            self._filled.add(Field.EVENT_STATUS)
            self._filled |= {Field.CANCEL_REASON} if self._event.comment else set()
        elif word:
            self._warn("STATUS", word, "status-unknown")
        return status or EventStatus.PUBLISHED

    def _public(self) -> bool:
        if self._event.access:
            self._filled.add(Field.PUBLIC)
        return self._event.access == "PUBLIC"

    def _kind(self) -> EventKind:
        """Our own word, the answer given about theirs, or what the word sounds like."""
        for word in self._event.categories:
            kind = self._rules.kinds.get(word) or _own_kind(word) or guessed_kind(word)
            if kind is not EventKind.OTHER or _own_kind(word) or word in self._rules.kinds:
                self._filled.add(Field.KIND)
                return kind
        return EventKind.OTHER

    def _source(self, when: When, title: str, place: str) -> Source:
        event, rules = self._event, self._rules
        starts = self._company.known_start or when.starts.isoformat()
        number = number_of(event) if event.uid else NATURAL + fingerprint_of((title, place))
        return Source(rules.fingerprint, rules.label, number, starts, event.original)

    def _own_uid(self) -> str:
        event = self._event
        alone = event.recurrence is None and not self._company.shared
        return event.uid if alone and _number(event.uid) == event.uid else ""

    # --- when it is --------------------------------------------------------------------------------------------------

    def _when(self) -> When | None:
        starts = self._event.starts
        if starts is None:
            self._object("DTSTART", "", Problem("row-without-a-start", about="starts"))
            return None
        if not all(is_within_reach(each.wall) for each in self._event.times()):
            self._object("DTSTART", self._cell("DTSTART"), year_out_of_reach())
            return None
        self._filled |= {Field.STARTS, Field.ENDS}
        self._filled |= {Field.REPEATS} if self._rules.tells_rules else set()
        try:
            return self._whole_days(starts) or self._timed(starts)
        except OverflowError:
            self._object("DTSTART", self._cell("DTSTART"), year_out_of_reach())
            return None

    def _whole_days(self, starts: ForeignTime) -> When | None:
        """Whole days, also as Outlook writes them: from midnight to midnight and a word beside it."""
        if starts.kind is not TimeKind.DATE and not (self._event.whole_days and starts.wall.time() == time()):
            return None
        first = starts.wall.date()
        return When.days(first, self._last_day(first), self._rules.home)

    def _last_day(self, first: date) -> date:
        ends, length = self._event.ends, self._event.length
        if ends is None:
            days = 1 if length is None else -(-length.whole // _DAY)
            return first + timedelta(days=max(1, days) - 1)
        if ends.kind is not TimeKind.DATE and not self._event.whole_days:
            self._warn("DTEND", self._cell("DTEND"), "calendar-end-is-time")
        last = (ends.wall - timedelta(microseconds=1)).date()
        if last < first:
            if ends.wall.date() < first:
                self._warn("DTEND", self._cell("DTEND"), "calendar-end-before-start")
            return first
        return last

    def _timed(self, starts: ForeignTime) -> When:
        wall, zone = self._wall(starts)
        ends = self._end(starts, wall, zone)
        if self._is_universal(starts):
            return self._from_universal(starts, When(wall, ends, zone))
        return When(wall, ends, zone)

    def _from_universal(self, starts: ForeignTime, when: When) -> When:
        """A universal time on the precinct's clock, unless that shows it twice: then it stays as it is."""
        begin = starts.wall.replace(tzinfo=UTC)
        length = self._true_length(starts)
        ends_right = length is None or instant_of(when.ends, when.zone) == begin + length
        if instant_of(when.starts, when.zone) == begin and when.starts < when.ends and ends_right:
            return when
        return When(starts.wall, starts.wall + (length or USUAL_LENGTH), UNIVERSAL)

    def _true_length(self, starts: ForeignTime) -> timedelta | None:
        """How long it takes on any clock, where both ends are universal or it says how long it takes."""
        ends, length = self._event.ends, self._event.length
        if ends is None and length is not None and length.whole > timedelta():
            return length.whole
        if ends is not None and self._is_universal(ends) and ends.wall > starts.wall:
            return ends.wall - starts.wall
        return None

    def _end(self, starts: ForeignTime, wall: datetime, zone: str) -> datetime:
        event = self._event
        if event.ends is None:
            if event.length is not None and event.length.whole > timedelta():
                return _later(wall, zone, event.length.days, event.length.rest)
            self._warn("DTSTART", self._cell("DTSTART"), "end-assumed")
            return wall + USUAL_LENGTH
        ends = self._wall_in(event.ends, zone)
        if event.ends.kind is TimeKind.DATE:
            self._warn("DTEND", self._cell("DTEND"), "calendar-end-is-date")
        if ends > wall or (ends <= wall and self._is_later(event.ends, starts)):
            return ends
        code = "calendar-without-length" if ends == wall else "calendar-end-before-start"
        self._warn("DTEND", self._cell("DTEND"), code)
        return wall + USUAL_LENGTH

    def _is_later(self, ends: ForeignTime, starts: ForeignTime) -> bool:
        """Universal times know better than a clock that was put back between them."""
        return self._is_universal(ends) and self._is_universal(starts) and ends.wall > starts.wall

    def _is_universal(self, at: ForeignTime) -> bool:
        if at.kind is TimeKind.ZONED:
            return self._rules.zones.get(at.zone) == UNIVERSAL
        return at.kind is TimeKind.UTC

    def _wall(self, at: ForeignTime) -> tuple[datetime, str]:
        """A wall time and the zone it is kept in."""
        home = self._rules.home
        if self._is_universal(at):
            return wall_time_of(at.wall.replace(tzinfo=UTC), home), home
        if at.kind is not TimeKind.ZONED:
            return at.wall, home
        zone = self._rules.zones.get(at.zone)
        if zone is None:
            self._warn("DTSTART", at.zone, "calendar-zone-open", zone=at.zone)
        return at.wall, zone or home

    def _wall_in(self, at: ForeignTime, zone: str) -> datetime:
        """The wall time in this zone of a time that may be in another."""
        if self._is_universal(at):
            return wall_time_of(at.wall.replace(tzinfo=UTC), zone)
        own = self._rules.zones.get(at.zone, zone) if at.kind is TimeKind.ZONED else zone
        return at.wall if own == zone else wall_time_of(instant_of(at.wall, own), zone)

    # --- of which dates ----------------------------------------------------------------------------------------------

    def _first_date(self, when: When) -> When:
        """The first date of a repeating event: neither left out nor an event of its own, and one the rule has."""
        event = self._event
        if not event.repeats:
            return when
        rules = [_with_local_until(rule, when.zone) for rule in event.rules]
        facts: dict[str, Fact] = {"rules": tuple(rules), "dates": len(event.dates), "starts": when.starts}
        self._warn("RRULE" if rules else "RDATE", "", "calendar-repeats", **facts)
        out = {self._wall_in(each, when.zone) for each in (*event.skipped, *self._company.moved)}
        first = self._first_of(rules, when, out)
        if first is None:
            self._warn("RRULE", "", "calendar-first-date-unknown", starts=when.starts)
            return when
        if first == when.starts:
            return when
        self._warn("DTSTART", self._cell("DTSTART"), "calendar-first-date-later", first=first, starts=when.starts)
        return replace(when, starts=first, ends=first + when.length)

    def _first_of(self, texts: list[str], when: When, out: set[datetime]) -> datetime | None:
        starts = when.starts
        rules = list(map(read_rule, texts))
        if None in rules:  # told in hours, or nothing we know
            return starts if starts not in out else None
        found = [wall for wall in self._further(when) if wall not in out]
        if not texts and starts not in out:
            found.append(starts)
        days_out = {wall.date() for wall in out if wall.time() == starts.time()}
        for rule in rules:
            day = _first_of_rule(rule, starts.date(), self._rules.steps, days_out)
            if day is not None:
                found.append(datetime.combine(day, starts.time()))
        return min(filter(is_within_reach, found), default=None)

    def _further(self, when: When) -> Iterator[datetime]:
        """Further dates; a bare date of a timed event is at its time of day."""
        for each in self._event.dates:
            if is_within_reach(each.wall):
                wall = self._wall_in(each, when.zone)
                bare = when.all_day or each.kind is TimeKind.DATE
                yield datetime.combine(wall.date(), when.starts.time()) if bare else wall

    # --- what is said ------------------------------------------------------------------------------------------------

    def _cell(self, name: str) -> str:
        return self._event.cells[HEADINGS.index(name)][:80] if name in HEADINGS and self._event.cells else ""

    def _object(self, name: str, value: str, problem: Problem) -> None:
        line = self._event.lines.get(name, self._event.line)
        self._remarks.append(RowRemark(self._event.number, name, value[:200], problem, line=line))

    def _warn(self, name: str, value: str, code: str, /, **facts: Fact) -> None:
        self._object(name, value, Problem(code, weight=Weight.WARNS, facts={"value": value[:200], **facts}))


def _first_of_rule(rule: RepeatRule | None, starts: date, steps: Steps, out: set[date]) -> date | None:
    return None if rule is None else first_day(rule, starts, steps, but_not=out)


def _own_kind(word: str) -> EventKind | None:
    return _KINDS.get(word.lower())


def number_of(event: ForeignEvent) -> str:
    """What the event is told apart by in its list: its UID, and the date it stands for where it is a moved one."""
    if event.recurrence is None:
        return _number(event.uid)
    return _number(f"{event.uid} {event.recurrence.wall.isoformat()} {event.recurrence.kind}")


def _number(uid: str) -> str:
    """Their number, or what stands for one that no index can hold."""
    plain = uid.strip()
    if len(plain.encode("utf-8", "replace")) <= MOST_BYTES and not plain.startswith(NATURAL):
        return plain
    return f"sha256-{hashlib.sha256(plain.encode('utf-8', 'replace')).hexdigest()}"


def _later(wall: datetime, zone: str, days: int, rest: timedelta) -> datetime:
    """Days on the clock face, then exact time, unless the clock shows that moment twice."""
    day = wall + timedelta(days=days)
    if not rest:
        return day
    instant = instant_of(day, zone) + rest
    exact = wall_time_of(instant, zone)
    return exact if instant_of(exact, zone) == instant and exact > wall else day + rest


_UNTIL = re.compile(r"(UNTIL=)(\d{8}T\d{6})Z", re.IGNORECASE)


def _with_local_until(rule: str, zone: str) -> str:
    """A universal end of a rule on the clock of the event, so that it names the right day."""

    def local(found: re.Match[str]) -> str:
        try:
            instant = datetime.strptime(found[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            wall = wall_time_of(instant, zone)
        except (ValueError, OverflowError):
            return found[0]
        return f"{found[1]}{wall.year:04}{wall:%m%dT%H%M%S}"

    return _UNTIL.sub(local, rule)
