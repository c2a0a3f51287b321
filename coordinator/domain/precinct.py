"""The precinct itself: what is printed at the head of every sheet and how its people write times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfoNotFoundError

from coordinator.domain import logos
from coordinator.domain.problems import Problem
from coordinator.domain.spans import zone_named

LONGEST_LOG = 1200  # months
PAPERS = ("letter", "a4")
CLOCKS = (12, 24)

_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Precinct:
    """The one row about the office. `first_weekday` counts from Monday = 0 as `date.weekday` does; `paper` is
    "letter" or "a4"; `clock` is 12 or 24; `languages` are codes, the main one first: sheets
    are made in them; `logo` is a small PNG in base64, empty if there is none; `log_months` is how many
    months of changes are kept in the log, 0 for all of them."""

    name: str = "Precinct"
    unit: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    zone: str = "America/New_York"
    paper: str = "letter"
    clock: int = 12
    first_weekday: int = 6
    languages: tuple[str, ...] = ("en",)
    logo: str = ""
    log_months: int = 0
    id: int | None = None
    version: int = 1


def objections_to(precinct: Precinct) -> Iterator[Problem]:
    """Everything against saving these settings."""
    if not precinct.name.strip():
        yield Problem("precinct-name-missing", about="name")
    if precinct.paper not in PAPERS:
        yield Problem("paper-unknown", about="paper", facts={"paper": precinct.paper})
    if precinct.clock not in CLOCKS:
        yield Problem("clock-unknown", about="clock", facts={"clock": precinct.clock})
    if precinct.first_weekday not in range(7):
        yield Problem("weekday-unknown", about="first_weekday", facts={"weekday": precinct.first_weekday})
    if precinct.log_months not in range(LONGEST_LOG + 1):
        yield Problem("log-months-unknown", about="log_months", facts={"months": precinct.log_months})
    try:
        zone_named(precinct.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Problem("zone-unknown", about="zone", facts={"zone": precinct.zone})
    if not precinct.languages:
        yield Problem("languages-missing", about="languages")
    for code in precinct.languages:
        if not _LANGUAGE.fullmatch(code):
            yield Problem("language-unknown", about="languages", facts={"language": code})
    yield from logos.objections_to(precinct.logo)
