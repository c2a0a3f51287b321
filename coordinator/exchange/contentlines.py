"""Content lines of calendar files and address cards: escaped, folded by octets, ended by CRLF."""

PRODUCT = "-//Coordinator//Coordinator//EN"
"""How calendar files of ours say whose they are."""
LONGEST = 75
"""Octets of a line without its end (RFC 5545 and RFC 2425)."""

# What parsers take for the end of a line becomes an escaped one: nothing typed into a title may begin a property.
_ESCAPED = {
    **dict.fromkeys((*range(9), *range(14, 28), 31, 127)),
    **dict.fromkeys((10, 11, 12, 13, 28, 29, 30, 0x85, 0x2028, 0x2029), "\\n"),
    ord("\\"): "\\\\",
    ord(";"): "\\;",
    ord(","): "\\,",
}


def escaped(text: str) -> str:
    """The text as a value: letters, tabs and line ends stay, other controls are left out."""
    return text.replace("\r\n", "\n").translate(_ESCAPED)


def folded(line: str) -> str:
    """The line with its end, cut where it is longer than 75 octets, never inside a letter or behind a backslash."""
    if len(line) <= LONGEST and (line.isascii() or len(line.encode("utf-8", "replace")) <= LONGEST):
        return f"{line}\r\n"
    octets = line.encode("utf-8", "replace")
    pieces, at, room = [], 0, LONGEST
    while len(octets) - at > room:
        end = _cut(octets, at, at + room)
        pieces.append(octets[at:end])
        at, room = end, LONGEST - 1  # the blank that begins a continued line counts
    pieces.append(octets[at:])
    return b"\r\n ".join(pieces).decode("utf-8") + "\r\n"


def _cut(octets: bytes, begin: int, end: int) -> int:
    while octets[end] & 0xC0 == 0x80:
        end -= 1
    backslashes = 0
    while end - 1 - backslashes > begin and octets[end - 1 - backslashes] == 0x5C:
        backslashes += 1
    return end - backslashes % 2
