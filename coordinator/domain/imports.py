"""What an import is made of: a request, the mapping of columns, the fate of every row, choices and the report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coordinator.domain.changes import Changes
from coordinator.domain.events import Event, EventKind, Source
from coordinator.domain.people import Person
from coordinator.domain.problems import Problem
from coordinator.domain.venues import Venue


class Subject(StrEnum):
    """What the rows of a file are."""

    PEOPLE = "people"
    VENUES = "venues"
    EVENTS = "events"


class Field(StrEnum):
    """What a column means to us."""

    IGNORE = "ignore"
    NUMBER = "number"
    FULL_NAME = "full_name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    PREFERRED_NAME = "preferred_name"
    LATIN_NAME = "latin_name"
    BIRTH_DATE = "birth_date"
    ADULT = "adult"
    LANGUAGE = "language"
    PERSON_STATUS = "person_status"
    PHONE = "phone"
    MOBILE = "mobile"
    EMAIL = "email"
    ADDRESS = "address"
    TAGS = "tags"
    AVAILABILITY = "availability"
    NOTES = "notes"
    RANK = "rank"
    SHIELD = "shield"
    VENUE_NAME = "venue_name"
    SPACE_NAME = "space_name"
    CAPACITY = "capacity"
    SPACE_NOTES = "space_notes"
    MAP_LINK = "map_link"
    STEP_FREE = "step_free"
    TITLE = "title"
    STARTS = "starts"
    ENDS = "ends"
    DATE = "date"
    END_DATE = "end_date"
    START_TIME = "start_time"
    END_TIME = "end_time"
    MINUTES = "minutes"
    ALL_DAY = "all_day"
    KIND = "kind"
    PLACES = "places"
    PUBLIC = "public"
    EVENT_STATUS = "event_status"
    CANCEL_REASON = "cancel_reason"
    PRECINCTS = "precincts"
    REPEATS = "repeats"


FIELDS: Mapping[Subject, tuple[Field, ...]] = {
    Subject.PEOPLE: (
        Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.PREFERRED_NAME, Field.LATIN_NAME, Field.BIRTH_DATE,
        Field.ADULT, Field.LANGUAGE, Field.PERSON_STATUS, Field.PHONE, Field.MOBILE, Field.EMAIL, Field.ADDRESS,
        Field.TAGS, Field.AVAILABILITY, Field.NOTES, Field.RANK, Field.SHIELD, Field.NUMBER, Field.IGNORE,
    ),
    Subject.VENUES: (
        Field.VENUE_NAME, Field.SPACE_NAME, Field.CAPACITY, Field.SPACE_NOTES, Field.ADDRESS, Field.PHONE, Field.NOTES,
        Field.STEP_FREE, Field.MAP_LINK, Field.NUMBER, Field.IGNORE,
    ),
    Subject.EVENTS: (
        Field.TITLE, Field.STARTS, Field.ENDS, Field.DATE, Field.END_DATE, Field.START_TIME, Field.END_TIME,
        Field.MINUTES, Field.ALL_DAY, Field.KIND, Field.PLACES, Field.NOTES, Field.PUBLIC, Field.EVENT_STATUS,
        Field.CANCEL_REASON, Field.PRECINCTS, Field.NUMBER, Field.IGNORE,
    ),
}  # fmt: skip
"""The fields a column of each subject can be given, in the order shown."""

SEVERAL = frozenset(
    {Field.IGNORE, Field.PHONE, Field.MOBILE, Field.EMAIL, Field.ADDRESS, Field.TAGS, Field.NOTES, Field.PLACES}
    | {Field.SPACE_NOTES, Field.AVAILABILITY, Field.PRECINCTS}
)
"""Fields that more than one column may have; their cells are joined or add up."""

DATE_FIELDS = frozenset({Field.STARTS, Field.ENDS, Field.DATE, Field.END_DATE, Field.BIRTH_DATE})


class FileFormat(StrEnum):
    """How a file is built; what it is called does not count."""

    TEXT = "csv"
    WORKBOOK = "xlsx"
    CALENDAR = "ics"
    CARDS = "vcf"


ENDINGS: Mapping[FileFormat, tuple[str, ...]] = {
    FileFormat.TEXT: ("csv", "tsv", "txt"),
    FileFormat.WORKBOOK: ("xlsx", "xlsm"),
    FileFormat.CALENDAR: ("ics",),
    FileFormat.CARDS: ("vcf",),
}
"""How files of each kind are usually called, to find them; reading goes by what is in them."""

TABLES = (FileFormat.TEXT, FileFormat.WORKBOOK)
FORMATS: Mapping[Subject, tuple[FileFormat, ...]] = {
    Subject.PEOPLE: (*TABLES, FileFormat.CARDS),
    Subject.VENUES: TABLES,
    Subject.EVENTS: (*TABLES, FileFormat.CALENDAR),
}
"""What each subject can be brought in from, the usual first."""


class DateOrder(StrEnum):
    """In which order day, month and year are written with numbers."""

    YMD = "ymd"
    MDY = "mdy"
    DMY = "dmy"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column of the file and what it means."""

    heading: str
    field: Field = Field.IGNORE


@dataclass(frozen=True, slots=True)
class KindMatch:
    """What a word in the kind column stands for."""

    text: str
    kind: EventKind


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """What each column of a set of headings means, in the order of the file. Kinds not listed become "other"."""

    subject: Subject
    columns: tuple[ColumnUse, ...]
    kinds: tuple[KindMatch, ...] = ()

    def columns_for(self, *wanted: Field) -> tuple[int, ...]:
        """The places of the columns that have one of these fields."""
        return tuple(i for i, column in enumerate(self.columns) if column.field in wanted)

    def has(self, *wanted: Field) -> bool:
        """If any column has one of these fields."""
        return any(column.field in wanted for column in self.columns)


@dataclass(frozen=True, slots=True)
class Where:
    """Keep rows whose cell in this column, read as a list, has the value as a member."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file in memory; `name` without its folder."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ZoneAnswer:
    """A zone name of a calendar file and the IANA zone it stands for."""

    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class ZoneUse:
    """A zone name that a calendar file uses, how many of its events do, and the IANA zone taken for it: empty while
    nobody can tell. `chosen`: a person said so."""

    name: str
    events: int
    zone: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to bring in and everything a person has corrected. Empty text or None: decide from the file.

    `headings_row` counts from 1; 0 says that there are none. `guess_again` does not look for a remembered mapping.
    `sheet` names the sheet of a workbook; `zone_map` says which IANA zone a calendar's own zone name stands for.
    """

    subject: Subject
    file: ImportFile
    where: tuple[Where, ...] = ()
    mapping: ImportMapping | None = None
    encoding: str = ""
    delimiter: str = ""
    headings_row: int | None = None
    dates: DateOrder | None = None
    zone: str = ""
    guess_again: bool = False
    sheet: str = ""
    zone_map: tuple[ZoneAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """How the file was read. `encoding_sure`: a byte order mark or strict UTF-8 settled it; otherwise it is an
    assumption to show, with `encodings` ranked. `blank_rows` are empty lines, neither shown nor counted in `rows`.
    `sheets` are those of a workbook, `sheet` the one read; `zones` are those of a calendar."""

    name: str
    size: int
    encoding: str
    encoding_sure: bool
    encodings: tuple[str, ...]
    delimiter: str
    headings_row: int
    headings: tuple[str, ...]
    rows: int
    blank_rows: int = 0
    format: FileFormat = FileFormat.TEXT
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    zones: tuple[ZoneUse, ...] = ()


@dataclass(frozen=True, slots=True)
class DateReading:
    """How numbers are read as dates, and why. `order` None with `needed` means that a person must choose.

    `proof` rows have a day over 12 where the order puts it; `fitting` are the orders that fit the whole column.
    The example is the row to read aloud; `other` is what it would be in the other fitting order.
    """

    order: DateOrder | None = None
    needed: bool = False
    chosen: bool = False
    fitting: tuple[DateOrder, ...] = ()
    proof: int = 0
    against: int = 0
    example_row: int | None = None
    example_text: str = ""
    example: datetime | None = None
    example_timed: bool = False
    other: datetime | None = None


class MappingOrigin(StrEnum):
    """Where the mapping came from."""

    GUESSED = "guessed"
    REMEMBERED = "remembered"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column as the dialog shows it: the sample is its first cell that is not empty among the rows kept."""

    heading: str
    field: Field
    sample: str


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A member of the lists in a column and how many rows have it."""

    value: str
    rows: int


class RowState(StrEnum):
    """The fate of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Decision(StrEnum):
    """What to do with a likely duplicate."""

    SKIP = "skip"
    UPDATE = "update"
    ADD = "add"


Record = Person | Venue | Event


@dataclass(frozen=True, slots=True)
class RowRemark:
    """Something to say about a row: which column, what stood there, and why. The problem stops the row or warns.
    `line` is where it stands in a file whose rows have several lines, 0 where a row is a line."""

    row: int
    column: str
    value: str
    problem: Problem
    line: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row meets: a stored record, or an earlier row of the same file (`row`).

    `reason`: same-source, same-fields, same-phone, same-email, near-name, same-event, same-venue, same-space.
    `remembered` is what was decided about the two before.
    """

    reason: str
    record: Record
    score: int = 100
    row: int | None = None
    remembered: Decision | None = None

    @property
    def stored(self) -> bool:
        """If it is one of ours and not a row of the file."""
        return self.row is None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose text is not the same on both sides."""

    field: Field
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file. `record` is what the row says, None when it cannot be read; `after` what would be stored
    when it changes or updates the matching one. `notes` are said, and neither warn nor stop. `filled` are the fields
    the row says something about, `source` where it came from. `called` is what a row without a record calls its
    subject."""

    number: int
    state: RowState
    record: Record | None = None
    filled: frozenset[Field] = frozenset()
    source: Source | None = None
    remarks: tuple[RowRemark, ...] = ()
    notes: tuple[Problem, ...] = ()
    match: Match | None = None
    after: Record | None = None
    differences: tuple[Difference, ...] = ()
    called: str = ""

    @property
    def warned(self) -> bool:
        """If it goes in, with a warning."""
        return self.state is not RowState.REFUSED and bool(self.remarks)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything a preview shows, before anything is changed.

    `obstacles` keep the whole import from running (date order undecided, a needed column missing, …); `warnings` are
    about the file as a whole.
    `rows` are those kept by the filters, in file order. `values` are the members found in the first filter's column.
    `seen` tells how the database stood when the rows met it, empty if nobody looked.
    """

    request: ImportRequest
    file: FileFacts
    mapping: ImportMapping
    origin: MappingOrigin
    dates: DateReading
    zone: str
    columns: tuple[ColumnFacts, ...] = ()
    rows: tuple[ImportRow, ...] = ()
    obstacles: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    values: tuple[ValueCount, ...] = ()
    remembered_at: datetime | None = None
    seen: str = ""

    @property
    def ready(self) -> bool:
        """If it can be run."""
        return not self.obstacles

    @property
    def counts(self) -> Mapping[RowState, int]:
        """How many rows have each state."""
        found = dict.fromkeys(RowState, 0)
        for row in self.rows:
            found[row.state] += 1
        return found

    def rows_in(self, *states: RowState) -> tuple[ImportRow, ...]:
        """The rows in these states, in file order."""
        return tuple(row for row in self.rows if row.state in states)


@dataclass(frozen=True, slots=True)
class RowChoice:
    """The answer for one likely duplicate. `merged` is the record to store on an update, None for the plan's own."""

    row: int
    decision: Decision
    merged: Record | None = None


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person answered. `duplicates` is for likely duplicates without an answer of their own; None leaves them
    out and reports them as refused. `left_out` are good rows whose tick was taken away."""

    duplicates: Decision | None = None
    rows: tuple[RowChoice, ...] = ()
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did or would do; `read` = added + updated + unchanged + refused, in rows of the file."""

    file: str
    encoding: str
    delimiter: str
    dates: DateOrder | None
    mapping: ImportMapping
    read: int
    added: int
    updated: int
    unchanged: int
    refused: int
    warnings: tuple[RowRemark, ...] = ()
    errors: tuple[RowRemark, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Imported(Changes):
    """The changes of an import, with its report."""

    report: ImportReport | None = None
