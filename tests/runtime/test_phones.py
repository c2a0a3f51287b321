"""Phone numbers: the short ways come to what the library says."""

import random

import phonenumbers

from coordinator.runtime.phones import is_plausible, match_key

SPELLINGS = ("({}) {}-{}", "{}-{}-{}", "{}.{}.{}", "{} {} {}", "{}{}{}", "+1 {} {} {}", "1-{}-{}-{}", "+1{}{}{}")


def _numbers() -> list[str]:
    chance = random.Random(14)
    parts = [(chance.randrange(100, 1000), chance.randrange(100, 1000), chance.randrange(10_000)) for _ in range(4_000)]
    return [
        SPELLINGS[place % len(SPELLINGS)].format(area, f"{middle:03d}", f"{last:04d}")
        for place, (area, middle, last) in enumerate(parts)
    ]


def test_a_number_is_plausible_exactly_when_the_library_knows_its_plan() -> None:
    def known(value: str) -> bool:
        try:
            return phonenumbers.is_valid_number(phonenumbers.parse(value, "US"))
        except phonenumbers.NumberParseException:
            return False

    numbers = _numbers()
    assert [value for value in numbers if is_plausible(value) is not known(value)] == []


def test_all_spellings_of_a_number_have_one_key() -> None:
    assert {match_key(spelling.format("212", "555", "0114")) for spelling in SPELLINGS} == {"12125550114"}
