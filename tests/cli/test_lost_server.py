"""Commands while the office server is lost: looked up and said rightly, or not done at all and said so."""

from collections.abc import Iterator

import pytest

from coordinator.usecases import settling
from tests.cli.conftest import Say
from tests.dropping import Break, DroppingLine, line_to

_AFTER_READING = 1  # COMMITs: the precinct's habits are read first


@pytest.fixture
def line(server_database: str) -> Iterator[DroppingLine]:
    """The way to the office server, which can be broken."""
    yield from line_to(server_database)


@pytest.fixture
def target(line: DroppingLine) -> str:
    """The database over that way."""
    return line.address


@pytest.mark.parametrize("where", [Break.BEFORE_COMMIT, Break.AFTER_COMMIT, Break.LATE_COMMIT])
def test_a_change_of_unknown_outcome_is_looked_up_and_done_once(
    say: Say, line: DroppingLine, where: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "PAUSES", (0, 0))
    line.break_once(where, _AFTER_READING)

    added = say("person", "add", "--given", "Ada", "--family", "Lindqvist")

    assert (added.status, added.err, line.has_broken) == (0, "", True)
    assert [one["id"] for one in say("list", "people", "--json").json] == [added.id]


def test_a_server_that_stays_away_is_said_and_nothing_is_half_done(
    say: Say, line: DroppingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "PAUSES", (0, 0, 0))
    line.pull()

    added = say("person", "add", "--given", "Ada", "--family", "Lindqvist")

    line.mend()
    assert (added.status, added.out) == (1, "")
    assert added.err == "The connection to the database server was lost. Check the network; then try again.\n"
    assert say("list", "people", "--json").json == []


def test_an_outcome_that_cannot_be_looked_up_is_said_as_unknown(
    say: Say, line: DroppingLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settling, "PAUSES", (0, 0))
    monkeypatch.setattr(settling.time, "sleep", lambda _seconds: line.pull())  # type: ignore[attr-defined]
    line.break_once(Break.AFTER_COMMIT, _AFTER_READING)

    added = say("person", "add", "--given", "Ada", "--family", "Lindqvist")

    line.mend()
    assert (added.status, added.out) == (1, "")
    assert added.err.startswith("The connection to the database server was lost just as this was saved")
    assert len(say("list", "people", "--json").json) == 1
