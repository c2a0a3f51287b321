"""A list of people as a CSV file: names of many kinds, phones, e-mails, addresses, tags; some rows are in it twice."""

import csv
import random
from pathlib import Path

NAMES = """
Ana Bo Carl Deepa Eva Finn Gustav Hana Ida Jo Kim Leo Mia Ned Ola Pia Ray Sam José Łukasz Олена Øyvind Amara Bruno
Chloé Dmitri Elif Farid Grace Hugo Ines Jamal Keiko Lars Maya Nadia Omar Priya Quinn Rosa Sven Tomás Uma Viktor
Wendy Xenia Yusuf Zoë Aiko Björn Celia Diego Esther Fatima
B Br C Ch D Dr F Fl G Gr H J K Kl L M N O P R S Sch Sh St T Tr V W Y Z
a e i o u ai ea ie ou
b ck d ff g l ll m n nd ng r rt s ss t th v x z
a ado berg er ez ian ic in man o off ova owski quist sen son stein ton wood y
"""
LINES = [line.split() for line in NAMES.strip().splitlines()]
GIVEN = LINES[0] + LINES[1] + LINES[2]
ONSETS, VOWELS, MIDDLES, ENDS = LINES[3:]
STREETS = ("Maple", "Oak", "Elm", "Cedar", "Lake", "Hill", "Park", "River", "Church", "Mill")
LANGUAGES = ("English", "Spanish", "Russian", "Haitian Creole", "")
TAGS = ("", "", "Block watch", "Food drive", "Clergy; Food drive", "Parents")
HEADINGS = ("Number", "First name", "Last name", "Mobile", "Email", "Address", "Language", "Tags", "Notes")
TWICE_EVERY = 200


def write_people(path: Path, count: int) -> None:
    """So many people; every two-hundredth is the one before once more, with another number and spelling."""
    chance = random.Random(5)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        row: list[str] = []
        for number in range(count):
            twice = number % TWICE_EVERY == TWICE_EVERY - 1
            row = [str(number), row[1].upper(), *row[2:]] if twice else _somebody(chance, number)
            writer.writerow(row)


def _somebody(chance: random.Random, number: int) -> list[str]:
    given = chance.choice(GIVEN)
    family = "".join(chance.choice(part) for part in (ONSETS, VOWELS, MIDDLES, VOWELS, MIDDLES, ENDS))
    phone = f"({212 + number // 1_000_000}) {200 + number // 10_000 % 800}-{number % 10_000:04d}"
    address = f"{chance.randrange(1, 999)} {chance.choice(STREETS)} Street, Apt {number % 40}"
    words = (chance.choice(LANGUAGES), chance.choice(TAGS), "Came to the open day" if number % 3 == 0 else "")
    return [str(number), given, family, phone, f"{family.lower()}.{number}@example.org", address, *words]
