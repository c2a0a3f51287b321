"""Names in two pieces, and the order they are filed in."""

import random

import pytest

from coordinator.domain.filing import filing_order, is_arabic, latin_filed, own_filed
from coordinator.domain.people import Person


@pytest.mark.parametrize(
    ("person", "own", "latin"),
    [
        (Person("Ruth", "Okonkwo"), "Okonkwo, Ruth", ""),
        (Person("Marcus", "Bell", rank="Ofc."), "Bell, Ofc. Marcus", ""),
        (Person("Lena", ""), "Lena", ""),
        (Person("", "Weber"), "Weber", ""),
        (Person("חנה", "לוי", latin_name="Hana Levi"), "לוי, חנה", "Levi, Hana"),
        (Person("أمينة", "الحسن", latin_name="Amina al-Hassan"), "الحسن، أمينة", "al-Hassan, Amina"),
        (Person("Олена", "Ковальчук", latin_name="Kovalchuk, Olena"), "Ковальчук, Олена", "Kovalchuk, Olena"),
        (Person("יוסף", "בן דוד", latin_name="Yosef Ben David"), "בן דוד, יוסף", "Ben David, Yosef"),
        (Person("太郎", "山田", latin_name="Yamada Taro"), "山田, 太郎", "Yamada Taro"),
        (Person("חנה", "לוי", latin_name="Levi"), "לוי, חנה", "Levi"),
        (Person("חנה לוי", "", latin_name="Hana Levi"), "חנה לוי", "Hana Levi"),
    ],
)
def test_the_last_name_stands_first_where_it_is_plain_which_one_it_is(person: Person, own: str, latin: str) -> None:
    assert (own_filed(person).shown, latin_filed(person).shown) == (own, latin)


def test_arabic_is_told_by_its_first_letter_with_a_direction() -> None:
    assert [is_arabic(text) for text in ("12 الحسن", "לוי", "Hassan الحسن", "")] == [True, False, False, False]


def filed(*people: Person, language: str = "en") -> list[str]:
    mixed = list(people)
    random.Random(7).shuffle(mixed)
    return [person.family_name or person.given_name for person in sorted(mixed, key=filing_order(language))]


def test_the_order_of_the_drawing() -> None:
    drawn = (
        Person("Genevieve", "Delacroix-Whitmore"),
        Person("Lucía", "Diego-Reyes"),
        Person("أمينة", "الحسن", latin_name="Amina al-Hassan"),
        Person("Богдан", "Іваненко", latin_name="Bohdan Ivanenko"),
        Person("Olena", "Kovalchuk"),
        Person("חנה", "לוי", latin_name="Hana Levi"),
        Person("Ruth", "Okonkwo-Fitzgerald"),
        Person("Γιώργος", "Παπαδάκης", latin_name="Giorgos Papadakis"),
        Person("Jun", "Tanaka"),
        Person("Maximiliana", "van den Heuvel-Castellanos"),
    )
    assert filed(*drawn) == [person.family_name for person in drawn]


def test_accents_and_capitals_do_not_part_what_belongs_together() -> None:
    names = ("Alvarez", "Álvarez", "de la Cruz", "Delgado", "Öberg", "O'Brien", "Ortiz")
    found = filed(*(Person("Ana", name) for name in names))
    assert found == ["Alvarez", "Álvarez", "de la Cruz", "Delgado", "O'Brien", "Öberg", "Ortiz"]


def test_enye_is_a_letter_of_its_own_in_spanish_only() -> None:
    names = [Person("Ana", name) for name in ("Nunez", "Ñacle", "Nuñez", "Nunzio", "Nato", "Oca", "Nun\u0303oz")]
    assert filed(*names, language="es") == ["Nato", "Nunez", "Nunzio", "Nuñez", "Nun\u0303oz", "Ñacle", "Oca"]
    assert filed(*names) == ["Ñacle", "Nato", "Nunez", "Nuñez", "Nun\u0303oz", "Nunzio", "Oca"]


def test_names_without_a_latin_form_stand_behind_the_latin_ones_in_their_own_order() -> None:
    names = ("Zuber", "Андреев", "Зайцева", "Заикин", "Яблоков")
    assert filed(*(Person("A", name) for name in names)) == ["Zuber", "Андреев", "Заикин", "Зайцева", "Яблоков"]


def test_people_of_one_last_name_stand_by_first_name() -> None:
    people = [Person(given, "Rai") for given in ("Zoë", "Ana", "Bo")]
    assert [p.given_name for p in sorted(people, key=filing_order("en"))] == ["Ana", "Bo", "Zoë"]


def test_somebody_without_a_last_name_is_filed_by_what_there_is() -> None:
    assert filed(Person("Madonna", ""), Person("Ana", "Lopez"), Person("Ana", "Nagy")) == ["Lopez", "Madonna", "Nagy"]
