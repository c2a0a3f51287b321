"""An office on a server: its address, how much is in it, and what a test of the address shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from coordinator.domain.problems import Fact

_ADDRESS = re.compile(
    r"(?P<before>postgres(?:ql)?(?:\+psycopg)?://[^:@/?]*)(?::(?P<password>.*)(?=@))?(?P<rest>.*)", re.DOTALL
)
_PORT = re.compile(r"\d+(,[^@?]*)?(/[^@?]*)?\?")
_NETLOC_WITH_USER = re.compile(r"[^:]*://[^/?]*@")


class Says(StrEnum):
    """How a step of the test went."""

    GOOD = "good"
    WARNS = "warns"
    STOPS = "stops"


class Holds(StrEnum):
    """What is in a database."""

    UNKNOWN = "unknown"
    NOTHING = "nothing"
    OFFICE = "office"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class OfficeSize:
    """How much there is, removed records not counted."""

    people: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the test; `code` picks the sentence."""

    code: str
    says: Says = Says.GOOD
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OfficeTest:
    """What a test of an address showed, in the order it was found."""

    steps: tuple[Step, ...]
    holds: Holds = Holds.UNKNOWN
    read_only: bool = False

    @property
    def good(self) -> bool:
        """If nothing stands against working with it."""
        return all(step.says is not Says.STOPS for step in self.steps)

    @property
    def may_be_filled(self) -> bool:
        """If an office can begin there or be moved there."""
        return self.good and self.holds is Holds.NOTHING

    @property
    def may_be_opened(self) -> bool:
        """If there is an office to work in."""
        return self.good and self.holds is Holds.OFFICE

    @property
    def wants_password(self) -> bool:
        """If another password may help."""
        return any(step.code in ("office-password-missing", "office-password-refused") for step in self.steps)


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its password, and the password, empty when none was written into it."""

    text: str
    password: str = field(default="", repr=False)


def without_password(typed: str) -> Address:
    """Cut the password out of an address, also one whose signs were not written as an address wants them; anything else
    stays as it is."""
    text = typed.strip()
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return Address(text)
    front, password, rest = found["before"], found["password"] or "", found["rest"]
    if _PORT.match(password) and not _NETLOC_WITH_USER.match(text):
        front, password, rest = "", "", text  # "server:5432/office?…@…": a port, not a password
    bare, _mark, query = f"{front}{rest}".partition("?")
    asked = parse_qsl(query, keep_blank_values=True)
    said = next((value for key, value in asked if key == "password"), "")
    if said:
        query = urlencode([pair for pair in asked if pair[0] != "password"], quote_via=quote)
    return Address(f"{bare}{'?' if query else ''}{query}", unquote(password) or said)


def with_password(address: str, password: str) -> str:
    """The address as a driver takes it; not for any log, file or field."""
    if not password:
        return address
    parts = urlsplit(address)
    user, _at, hosts = parts.netloc.rpartition("@")
    if user:
        return _written(parts, f"{user}:{quote(password, safe='')}@{hosts}", parts.query)
    return _written(parts, hosts, urlencode([*parse_qsl(parts.query), ("password", password)], quote_via=quote))


def _written(parts: SplitResult, netloc: str, query: str) -> str:
    """As it was typed: the library leaves out the slashes before an empty host."""
    return f"{parts.scheme}://{netloc}{parts.path}{'?' if query else ''}{query}"
