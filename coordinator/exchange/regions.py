"""The country of a time zone, for reading phone numbers without a country code."""

from functools import cache
from importlib import resources

USUAL = "US"


@cache
def region_of(zone: str) -> str:
    """The two-letter country that the time zone tables name first for the zone; the United States if they name none."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab")
    try:
        lines = table.read_text(encoding="utf-8").splitlines()
    except OSError:
        return USUAL
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return next((row[0] for row in rows if len(row) > 2 and row[2] == zone), USUAL)
