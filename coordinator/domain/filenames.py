"""Names of files made of other people's words: safe in any folder of Windows, macOS and Linux."""

import re
import unicodedata

LONGEST = 120
"""Bytes of a name before its ending; file systems take 255 with everything that programs put behind."""

_REFUSED = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)
_EDGES = " .-_~"


def file_name(*parts: str, ending: str) -> str:
    """The parts joined by "_", without anything a file system or a shell could take for more than a name.

    Never empty, never a device of Windows, never hidden, and never longer than file systems take."""
    safe = (_safe(part) for part in parts)
    name = _cut("_".join(part for part in safe if part)).strip(_EDGES) or "file"
    return f"{'_' if _DEVICE.fullmatch(name) else ''}{name}.{ending}"


def _safe(part: str) -> str:
    plain = unicodedata.normalize("NFC", part.encode("utf-8", "replace").decode("utf-8"))
    dashed = _REFUSED.sub("-", plain)
    kept = "".join(sign for sign in dashed if unicodedata.category(sign)[0] not in "CZ")
    return re.sub(r"-{2,}", "-", kept).strip(_EDGES)


def _cut(name: str) -> str:
    """Cut at a whole letter, with its marks."""
    if len(name.encode()) <= LONGEST:
        return name
    kept = name.encode()[:LONGEST].decode("utf-8", "ignore")
    while kept and unicodedata.category(name[len(kept)])[0] == "M":
        kept = kept[:-1]
    return kept
