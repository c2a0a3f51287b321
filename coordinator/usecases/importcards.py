"""Address cards (vCard) as an import of people: the same preview, the same fates, with columns that are given."""

from coordinator.db.work import Work
from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import (
    ColumnFacts,
    ColumnUse,
    DateReading,
    FileFacts,
    FileFormat,
    ImportMapping,
    ImportPlan,
    ImportRequest,
    MappingOrigin,
    Subject,
)
from coordinator.domain.problems import Problem, Weight
from coordinator.exchange.regions import region_of
from coordinator.exchange.tables import Progress
from coordinator.exchange.vcardin import FIELDS, HEADINGS, cells_of, readings_of
from coordinator.exchange.vcardlines import CardFile, cut_cards
from coordinator.usecases.importpeople import matched_people
from coordinator.usecases.importreading import with_phones_looked_at

_MAPPING = ImportMapping(Subject.PEOPLE, tuple(ColumnUse(heading, FIELDS[heading]) for heading in HEADINGS))


def plan_of_cards(work: Work, request: ImportRequest, progress: Progress) -> ImportPlan:
    """The plan for a file of address cards. Raises FileTrouble "cards-are-people" for another subject."""
    if request.subject is not Subject.PEOPLE:
        raise FileTrouble("cards-are-people", path=request.file.name)
    file = cut_cards(request.file.name, request.file.content, request.encoding)
    progress(1, 3)
    region = region_of(work.zone)
    readings = tuple(
        with_phones_looked_at(reading, _MAPPING, region)
        for reading in readings_of(file.cards, label=request.file.name, today=work.today)
    )
    progress(2, 3)
    facts = _facts(request, file)
    return ImportPlan(
        request=request,
        file=facts,
        mapping=_MAPPING,
        origin=MappingOrigin.GIVEN,
        dates=DateReading(),
        zone=work.zone,
        columns=_columns(file),
        rows=matched_people(work, readings, lambda done, total: progress(2 * total + done, 3 * max(1, total))),
        obstacles=() if facts.rows else (Problem("file-has-no-rows", about="file", facts={"file": facts.name}),),
        warnings=tuple(_warnings(file)),
    )


def cards_of(request: ImportRequest) -> tuple[tuple[str, ...], ...]:
    """What stands under each heading in every card, in the order of the file."""
    file = cut_cards(request.file.name, request.file.content, request.encoding)
    return tuple(cells_of(card) for card in file.cards)


def _facts(request: ImportRequest, file: CardFile) -> FileFacts:
    return FileFacts(
        name=request.file.name,
        size=len(request.file.content),
        encoding=file.letters.encoding,
        encoding_sure=file.letters.sure,
        encodings=file.letters.choices,
        delimiter="",
        headings_row=0,
        headings=HEADINGS,
        rows=len(file.cards),
        format=FileFormat.CARDS,
    )


def _columns(file: CardFile) -> tuple[ColumnFacts, ...]:
    """The properties that the file has, each with the first value in it."""
    samples: dict[str, str] = {}
    for card in file.cards:
        for heading, text in zip(HEADINGS, cells_of(card), strict=True):
            if text:
                samples.setdefault(heading, " ".join(text.split()))
    return tuple(ColumnFacts(heading, FIELDS[heading], samples.get(heading, "")) for heading in HEADINGS)


def _warnings(file: CardFile) -> list[Problem]:
    found = []
    letters = file.letters
    if not letters.sure:
        told = {"encoding": letters.encoding}
        found.append(Problem("encoding-assumed", about="encoding", weight=Weight.WARNS, facts=told))
    if file.stray:
        found.append(Problem("lines-outside-cards", weight=Weight.WARNS, facts={"count": file.stray}))
    return found
