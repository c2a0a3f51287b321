"""Calendar files broken at random, from a seed, so that what was found once is found again."""

import random
from collections.abc import Callable, Sequence

TOKENS = (
    b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n", b"BEGIN:VALARM\r\n",
    b"BEGIN:VTIMEZONE\r\n", b"END:X\r\n", b"BEGIN:\r\n", b"DTSTART:20270230T250000\r\n",
    b"DTSTART;VALUE=DATE:99991231\r\n", b"DTSTART;TZID=Nowhere/Else:20270101T000000\r\n",
    b"DTEND:00010101T000000Z\r\n", b"DURATION:-P99999W\r\n", b"RRULE:FREQ=SECONDLY;COUNT=999999999\r\n",
    b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\n", b"RRULE:FREQ=\r\n",
    b"RRULE:FREQ=MONTHLY;BYDAY=-53MO;BYSETPOS=-366\r\n", b"RDATE:20270101T000000Z,,x\r\n",
    b"EXDATE:20270112T190000\r\n", b"RECURRENCE-ID:20270112\r\n", b"UID:\r\n", b"UID:" + b"u" * 5_000 + b"\r\n",
    b"SEQUENCE:-1\r\n", b"STATUS:???\r\n", b"SUMMARY;LANGUAGE=\"a:b\r\n", b";;;:::\r\n", b"\r\n ", b"\r\n\t", b"\r",
    b"\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\\", b"\\n", b"\"", b":", b";", b"=", b",",
    b"%s{0}<b>", b"=\r\n", b"\xc3", b"\xf0\x9f", b"-", b"99999999999999999999", b"TZID=UTC", b"VALUE=PERIOD",
    b"METHOD:CANCEL\r\n", b"X" * 3_000,
)  # fmt: skip
Mutation = Callable[[random.Random, bytes], bytes]


def mutated(content: bytes, seed: int) -> bytes:
    """The file after one to six accidents."""
    dice = random.Random(seed)
    for _turn in range(dice.randint(1, 6)):
        content = dice.choice(_MUTATIONS)(dice, content)
    return content[:400_000]


def mutated_inside(content: bytes, begin: int, end: int, seed: int) -> bytes:
    """The file after accidents that stay between two places and neither begin nor end a part."""
    dice = random.Random(seed)
    inside = content[begin:end]
    for _turn in range(dice.randint(1, 4)):
        inside = dice.choice(_MUTATIONS)(dice, inside)
    harmless = inside.replace(b"\0", b"").upper().replace(b"BEGIN", b"BEGUN").replace(b"END", b"FIN")
    return content[:begin] + harmless.decode("utf-8", "replace").encode() + b"\r\n" + content[end:]


def _flip(dice: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _turn in range(dice.randint(1, 12)):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _insert(dice: random.Random, content: bytes) -> bytes:
    for _turn in range(dice.randint(1, 4)):
        at = dice.randint(0, len(content))
        content = content[:at] + dice.choice(TOKENS) + content[at:]
    return content


def _insert_line(dice: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    for _turn in range(dice.randint(1, 4)):
        lines.insert(dice.randint(0, len(lines)), dice.choice(TOKENS).rstrip(b"\n"))
    return b"\n".join(lines)


def _stretch(dice: random.Random, content: bytes) -> tuple[int, int]:
    at = dice.randint(0, len(content))
    return at, min(len(content), at + dice.choice((1, 5, 40, 400)))


def _cut_out(dice: random.Random, content: bytes) -> bytes:
    at, to = _stretch(dice, content)
    return content[:at] + content[to:]


def _repeat(dice: random.Random, content: bytes) -> bytes:
    at, to = _stretch(dice, content)
    return content[:to] + content[at:to] * dice.choice((1, 2, 30)) + content[to:]


def _truncate(dice: random.Random, content: bytes) -> bytes:
    return content[: dice.randint(0, len(content))]


def _shuffle(dice: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _other_line_ends(dice: random.Random, content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\n", dice.choice((b"\n", b"\r", b"\r\r\n", b"\n\n", b"\x0b")))


def _fold(dice: random.Random, content: bytes) -> bytes:
    width = dice.choice((1, 3, 20))
    lines = content[:4_000].split(b"\r\n")
    folded = (b"\r\n ".join(line[at : at + width] for at in range(0, len(line) or 1, width)) for line in lines)
    return b"\r\n".join(folded) + content[4_000:]


def _other_letters(dice: random.Random, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(dice.choice(("utf-16", "utf-16-le", "cp1252", "utf-7")), "replace")


_MUTATIONS: Sequence[Mutation] = (
    _flip, _flip, _insert, _insert, _insert_line, _insert_line, _cut_out, _cut_out, _repeat, _truncate, _shuffle,
    _other_line_ends, _fold, _other_letters,
)  # fmt: skip
