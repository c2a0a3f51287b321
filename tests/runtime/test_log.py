"""The log: small, and without a word about a person."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordinator.runtime import log


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    log.stop_log()


def lines(folder: Path) -> list[str]:
    """What the log says, without the time of each line."""
    text = (folder / log.FILE).read_text(encoding="utf-8")
    return [line.split(" ", 2)[2] if line[:2] == "20" else line for line in text.splitlines()]


def fail_over(name: str) -> None:
    """An error whose message quotes a person, caused by another one."""
    try:
        raise KeyError(name)
    except KeyError as error:
        raise ValueError(f"no such person: {name}") from error


def test_an_error_is_logged_with_its_place_and_cause_but_without_its_message(tmp_path: Path) -> None:
    log.start_log(tmp_path)
    try:
        fail_over("Dana Whitfield")
    except ValueError:
        logging.getLogger("coordinator.usecases").exception("an errand failed")
    text = (tmp_path / log.FILE).read_text(encoding="utf-8")
    assert "Whitfield" not in text
    first, *rest = lines(tmp_path)
    assert first == "ERROR coordinator.usecases an errand failed"
    assert [line.split(":")[0] for line in rest] == [
        "ValueError",
        "  test_log.py",
        "  test_log.py",
        "caused by KeyError",
        "  test_log.py",
    ]


def test_a_full_file_makes_room_and_the_oldest_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "ONE_FILE", 100)
    log.start_log(tmp_path)
    for number in range(20):
        logging.getLogger("coordinator").info("%s %s", number, "x" * 80)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["coordinator.log", "coordinator.log.1", "coordinator.log.2", "coordinator.log.3"]
    assert lines(tmp_path)[-1] == f"INFO coordinator 19 {'x' * 80}"


def test_a_folder_that_cannot_be_made_costs_the_log_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert log.start_log(tmp_path / "file" / "logs") is None
    logging.getLogger("coordinator").warning("nobody hears this")
    assert capsys.readouterr() == ("", "")


def test_starting_twice_writes_every_line_once(tmp_path: Path) -> None:
    log.start_log(tmp_path)
    log.start_log(tmp_path)
    logging.getLogger("coordinator").info("once")
    assert lines(tmp_path) == ["INFO coordinator once"]
