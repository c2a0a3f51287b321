"""Languages that people speak, by name."""

import re

from babel import Locale

from coordinator.runtime import i18n

_CODE = re.compile(r"[a-z]{2,3}")


def languages_shown(typed: str) -> str:
    """What somebody speaks, in words: codes ("uk, en") become names, anything else stays as typed."""
    return ", ".join(_named(part.strip()) for part in typed.split(",") if part.strip())


def _named(part: str) -> str:
    if not _CODE.fullmatch(part):
        return part
    name = Locale.parse(i18n.language()).languages.get(part)
    return part if name is None else name[0].upper() + name[1:]
