"""Address cards of every program as people."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.domain.errors import FileTrouble
from coordinator.domain.people import ContactKind, ContactPoint, Person
from coordinator.domain.rows import Reading
from coordinator.exchange import vcardlines
from coordinator.exchange.vcardin import readings_of
from coordinator.exchange.vcardlines import cut_cards
from coordinator.exchange.vcardout import cards_bytes
from coordinator.usecases.people import tidied_person
from tests.exchange.test_export_cards import MAYA, card_of

TODAY = date(2027, 1, 12)
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
TEXTS = st.text(LETTERS, max_size=40)
NAMES = st.text(LETTERS, min_size=1, max_size=40).filter(lambda text: bool(text.strip()))
CONTACTS = st.builds(
    ContactPoint,
    st.sampled_from([ContactKind.MOBILE, ContactKind.PHONE, ContactKind.EMAIL, ContactKind.POSTAL]),
    NAMES.filter(lambda text: not text.lower().startswith(("tel:", "mailto:"))),
    label=TEXTS.filter(lambda text: not text.strip().startswith("_$!<")),
    preferred=st.booleans(),
)
PEOPLE = st.builds(
    Person,
    NAMES,
    TEXTS,
    TEXTS,
    TEXTS,
    st.none() | st.dates(date(1900, 1, 1), TODAY),
    language=TEXTS,
    rank=TEXTS,
    notes=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n"), max_size=80),
    contact_points=st.lists(CONTACTS, max_size=4).map(tuple),
    tags=st.lists(NAMES, max_size=4).map(tuple),
    id=st.integers(1, 10**6),
)


def read(content: bytes, name: str = "people.vcf") -> tuple[Reading, ...]:
    return tuple(readings_of(cut_cards(name, content).cards, label=name, today=TODAY))


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def person_in(content: bytes) -> Person:
    [reading] = read(content)
    assert isinstance(reading.record, Person)
    return reading.record


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(remark.column, remark.problem.code) for remark in reading.remarks]


def points(person: Person) -> list[tuple[str, str, str, bool]]:
    return [(str(point.kind), point.value, point.label, point.preferred) for point in person.contact_points]


@settings(max_examples=300)
@given(st.lists(PEOPLE, min_size=1, max_size=3))
def test_what_we_write_comes_back_as_it_was(people: Sequence[Person]) -> None:
    kept = [tidied_person(person) for person in people]
    back = [reading.record for reading in read(cards_bytes([card_of(person) for person in kept]))]
    assert back == [replace(person, id=None) for person in kept]


def test_our_own_card_comes_back_whole_with_the_number_it_had() -> None:
    [reading] = read(cards_bytes([card_of(MAYA)]))
    assert reading.record == replace(MAYA, id=None)
    assert reading.source is not None
    assert (reading.source.name, reading.source.external_id[:9]) == ("vcard", "urn:uuid:")
    assert (said(reading), reading.notes) == ([], ())


def test_names_of_other_programs_lose_nothing_but_their_mister() -> None:
    person = person_in(card("N:Public;John;Quinlan,Paul;Mr.;Jr.,M.D.", "FN:Mr. John Q. Public"))
    assert (person.given_name, person.family_name, person.rank) == ("John Quinlan Paul", "Public Jr. M.D.", "")


@pytest.mark.parametrize(("prefix", "rank"), [("Sgt.", "Sgt."), ("Ofc", "Ofc"), ("Dr.", ""), ("Mrs.", "")])
def test_a_prefix_that_is_a_rank_makes_an_officer_and_no_other_does(prefix: str, rank: str) -> None:
    assert person_in(card(f"N:Ruiz;Elena;;{prefix};")).rank == rank


def test_a_card_with_only_a_formatted_name_is_split_as_in_a_table() -> None:
    person = person_in(card("FN:Ludwig van Beethoven"))
    assert (person.given_name, person.family_name) == ("Ludwig", "van Beethoven")


def test_names_numbers_and_tags_are_on_one_line_whatever_the_card_says() -> None:
    [card] = read(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bee\\nX;Ann\\n Marie;;;\r\nNICKNAME:An\\nnie\r\nTEL:212 555\\n0114\r\n"
        b"EMAIL:a@x\\n\r\nCATEGORIES:one\\ntwo,three\r\nADR:;;1 Main\\nApt 2;NY;;;\r\nEND:VCARD\r\n"
    )
    person = card.record
    assert isinstance(person, Person)
    assert (person.given_name, person.family_name, person.preferred_name) == ("Ann Marie", "Bee X", "An nie")
    assert [point.value for point in person.contact_points] == ["212 555 0114", "a@x", "1 Main\nApt 2, NY"]
    assert person.tags == ("one two", "three")


def test_phones_know_what_they_are() -> None:
    person = person_in(
        card(
            "N:Doe;Jo;;;",
            "TEL;TYPE=CELL:905-555-1234",
            'TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+1-418-656-9254;ext=102',
            "item1.TEL:555 2222",
            "item1.X-ABLabel:_$!<Grandma>!$_",
            "TEL;TYPE=WORK,FAX:555 3333",
            version="4.0",
        )
    )
    assert points(person) == [
        ("mobile", "905-555-1234", "", False),
        ("phone", "+1-418-656-9254 ext. 102", "work", True),
        ("phone", "555 2222", "Grandma", False),
    ]


def test_old_outlook_writes_quoted_printable_and_bare_words() -> None:
    person = person_in(
        card(
            "N;LANGUAGE=en-us:Angstadt;Michael;;Mr.;Jr.",
            "TEL;CELL;VOICE:(111) 555-4444",
            "NOTE;CHARSET=us-ascii;ENCODING=QUOTED-PRINTABLE:First line=0D=0A=",
            "second line with =3D",
            "ADR;WORK;PREF:;TheOffice;222 Broadway;New York;NY;99999;USA",
            version="2.1",
        )
    )
    assert (person.given_name, person.family_name) == ("Michael", "Angstadt Jr.")
    assert person.notes == "First line\nsecond line with ="
    assert points(person) == [
        ("mobile", "(111) 555-4444", "", False),
        ("postal", "TheOffice, 222 Broadway, New York, NY, 99999, USA", "work", True),
    ]


def test_letters_of_an_old_charset_are_read_by_its_name() -> None:
    person = person_in(card("N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Pe=F1a;Jos=E9", version="2.1"))
    assert (person.given_name, person.family_name) == ("José", "Peña")


@pytest.mark.parametrize(
    ("written", "born", "remarks"),
    [
        ("19800321", date(1980, 3, 21), []),
        ("1953-10-15T23:10:00Z", date(1953, 10, 15), []),
        ("--0203", None, [("BDAY", "birth-date-without-a-year")]),
        ("circa 1800", None, [("BDAY", "card-date-unreadable")]),
        ("1999-02-30", None, [("BDAY", "card-date-unreadable")]),
    ],
)
def test_birthdays_are_dates_or_said(written: str, born: date | None, remarks: list[tuple[str, str]]) -> None:
    [reading] = read(card("N:Doe;Jo;;;", f"BDAY:{written}"))
    assert isinstance(reading.record, Person)
    assert (reading.record.birth_date, said(reading)) == (born, remarks)


def test_what_has_no_place_here_is_named() -> None:
    [reading] = read(card("N:Doe;Jo;;;", "PHOTO;VALUE=uri:http://example.org/jo.gif", "TEL;FAX:1", "X-ICQ:123"))
    assert [note.facts["names"] for note in reading.notes] == [("FAX", "PHOTO", "X-ICQ")]


@pytest.mark.parametrize(
    ("lines", "remarks"),
    [
        (["ADR;TYPE=work:pobox;apt;street;city;state;zip;country"], [("N", "row-without-a-name")]),
        (["KIND:org", "FN:Riverside Youth League"], [("KIND", "card-of-no-person")]),
    ],
)
def test_a_card_that_is_nobody_is_refused_with_the_reason(lines: list[str], remarks: list[tuple[str, str]]) -> None:
    [reading] = read(card(*lines))
    assert (reading.record, said(reading)) == (None, remarks)


def test_a_broken_card_takes_no_other_down_and_says_where_it_broke() -> None:
    broken = b"BEGIN:VCARD\nN:Cut;Off\n%%% no property\nBEGIN:VCARD\nN:Whole;Card\nEND:VCARD\n"
    first, second = read(broken)
    assert [(remark.problem.code, remark.line) for remark in first.remarks] == [
        ("card-cut-off", 1),
        ("card-lines-unread", 3),
    ]
    assert (second.record == Person("Card", "Whole"), second.remarks) == (True, ())


def test_a_card_inside_a_card_belongs_to_the_outer_one() -> None:
    agent = ["AGENT:", "BEGIN:VCARD", "N:Agent;Smith", "END:VCARD", "NOTE:after"]
    person = person_in(card("N:Doe;Jo;;;", *agent, version="2.1"))
    assert (person.family_name, person.notes) == ("Doe", "after")


def test_an_address_book_beyond_all_reason_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcardlines, "MOST_CARDS", 3)
    with pytest.raises(FileTrouble, match="cards-too-many"):
        cut_cards("bomb.vcf", card("N:A;B") * 4)


def test_no_damage_to_real_cards_makes_the_reader_fall_over(shared_data: Path) -> None:
    chance = random.Random(6350)
    for path in sorted((shared_data / "vcard").iterdir()):
        content = path.read_bytes()
        for _time in range(60):
            damaged = bytearray(content)
            for _blow in range(chance.randint(1, 8)):
                at = chance.randrange(len(damaged))
                damaged[at : at + chance.randint(0, 9)] = chance.choice(
                    [b"", b";", b":", b"\r\n", b"=\n", b'"', b"\0", b"\\"]
                )
            cards = cut_cards(path.name, bytes(damaged)).cards
            assert len(read(bytes(damaged), path.name)) == len(cards)
