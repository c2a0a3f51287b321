"""Address cards brought in as people: every card has a fate, and the same book again changes nothing."""

import json
from pathlib import Path

import pytest

from coordinator.db.work import Storage
from coordinator.domain.errors import FileTrouble
from coordinator.domain.exports import ExportFormat, ExportWish
from coordinator.domain.imports import FileFormat, ImportChoices, ImportFile, ImportRequest, RowState, Subject
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import Person
from coordinator.domain.privacy import Audience, Export
from coordinator.usecases.exports import exported
from coordinator.usecases.imports import plan_import, refused_rows, run_import
from coordinator.usecases.people import add_person, people_in_full, people_matching
from coordinator.usecases.upkeep import create_database
from tests.databases import ACTOR, CLOCK, PRECINCT
from tests.makers import a_person
from tests.usecases.importing import brought_in, counts, planned

BOOK = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a-1\r\nN:Sharma;Deepa;;;\r\nTEL;TYPE=CELL:(212) 555-0143\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a-2\r\nORG:Riverside Youth League\r\nNOTE:=cmd|'/c calc'!A1\r\nEND:VCARD\r\n"
)


def names(storage: Storage) -> list[str]:
    return [row.sort_name for row in storage.read(people_matching, PeopleQuery()).rows]


def test_every_card_of_every_real_address_book_has_a_fate(file_storage: Storage, shared_data: Path) -> None:
    facts = {fact["file"]: fact for fact in json.loads((shared_data / "FACTS.json").read_text())}
    for path in sorted((shared_data / "vcard").iterdir()):
        plan = planned(file_storage, Subject.PEOPLE, path)
        wanted = facts[f"vcard/{path.name}"]["n_VCARD"]
        assert (plan.file.format, plan.file.rows, len(plan.rows)) == (FileFormat.CARDS, wanted, wanted), path.name


def test_the_same_address_book_again_changes_nothing(storage: Storage) -> None:
    first = brought_in(storage, Subject.PEOPLE, BOOK)
    again = brought_in(storage, Subject.PEOPLE, BOOK)
    assert (counts(first.report), counts(again.report)) == ((2, 1, 0, 0, 1), (2, 0, 0, 1, 1))
    assert (names(storage), again.change_set_id) == (["Sharma, Deepa"], None)


def test_a_card_of_somebody_known_by_phone_waits_for_an_answer(storage: Storage) -> None:
    brought_in(storage, Subject.PEOPLE, "Given name,Family name,Phone\nDee,Sharma,212-555-0143\n")
    plan = planned(storage, Subject.PEOPLE, BOOK)
    assert [row.state for row in plan.rows] == [RowState.DUPLICATE, RowState.REFUSED]


def test_refused_cards_can_be_kept_with_their_reasons(file_storage: Storage) -> None:
    plan = planned(file_storage, Subject.PEOPLE, BOOK)
    report = file_storage.change(run_import, plan, ImportChoices()).report
    assert report is not None
    table = refused_rows(plan, report, reason_heading="Reason").content.decode("utf-8-sig").splitlines()
    assert table == [
        "#,N,FN,NICKNAME,BDAY,TEL,EMAIL,ADR,CATEGORIES,NOTE,LANG,UID,Reason",
        "2,,,,,,,,,'=cmd|'/c calc'!A1,,a-2,Line 7: This row has no name.",
    ]


@pytest.mark.parametrize("subject", [Subject.VENUES, Subject.EVENTS])
def test_cards_are_people_and_nothing_else(file_storage: Storage, subject: Subject) -> None:
    request = ImportRequest(subject, ImportFile("book.vcf", BOOK.encode()))
    with pytest.raises(FileTrouble, match="cards-are-people"):
        file_storage.read(plan_import, request)


def test_people_exported_as_cards_come_into_an_empty_database_as_they_were(storage: Storage, tmp_path: Path) -> None:
    people = [
        a_person("山田", "太郎", latin_name="Taro Yamada", phone="+81 3-1234-5678"),
        a_person("Ofélia", "Peña;Ruiz", rank="Sgt.", email="o@example.org", tags=("coach", "U12, Comets")),
        a_person("Maya", "", notes="=1+1\nAllergic, nuts"),
    ]
    for one in people:
        storage.change(add_person, one)
    wish = ExportWish(Export.PEOPLE, ExportFormat.VCF, audience=Audience.STAFF)
    book = storage.read(exported, wish).document.content
    empty = create_database(str(tmp_path / "empty.db"), precinct=PRECINCT, actor=ACTOR, clock=CLOCK)
    plan = empty.read(plan_import, ImportRequest(Subject.PEOPLE, ImportFile("people.vcf", book)))
    empty.change(run_import, plan, ImportChoices())
    assert _carried(empty) == _carried(storage)
    empty.close()


def _carried(storage: Storage) -> list[object]:
    people = storage.read(people_in_full, PeopleQuery())
    return [
        (one.given_name, one.family_name, one.latin_name, one.rank, one.notes, one.tags, one.birth_date, _reached(one))
        for one in people
    ]


def _reached(one: Person) -> list[tuple[str, str, str, bool]]:
    return [(str(point.kind), point.value, point.label, point.preferred) for point in one.contact_points]
