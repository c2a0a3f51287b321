"""A process of its own that does one story and is killed, as by kill -9, at the n-th of its steps.

A step is a file that is opened, renamed, linked, removed, made or given rights below the story's folder, a statement or
a commit of the database; or the kill comes after so many milliseconds, wherever the story is then. Started once: it
loads the program and forks for every story, so that hundreds of kills take minutes. Talks in lines of JSON.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DONE, REFUSED, CRASHED = 0, 1, 99
WRITES = 50
ROOT = Path(__file__).resolve().parents[1]
WATCHED = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.truncate"}
Story = Callable[[Path, Callable[[str], object]], int]
LATER = "2027-01-12T13:00-05:00"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a story went: killed or not, its exit status, what it said it had saved, and how many steps it took."""

    killed: bool
    status: int
    said: tuple[str, ...]
    steps: int


class Mother:
    """Starts stories. Use as a context."""

    def __enter__(self) -> "Mother":
        command = [sys.executable, "-m", "tests.killing"]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate()

    def run(
        self, story: str, folder: Path, *, at_step: int = 0, after_ms: float = 0.0, largest: int | None = None
    ) -> Ended:
        """Do a story below a folder; it is killed before this step, or after so long, or not at all. `largest` is the
        size in bytes beyond which no file grows, as on a full disk."""
        asked = {"story": story, "folder": str(folder), "at_step": at_step, "after_ms": after_ms, "largest": largest}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        answer = json.loads(self._process.stdout.readline())
        return Ended(answer["status"] == -signal.SIGKILL, answer["status"], tuple(answer["said"]), answer["steps"])


# --- in the process of its own ---------------------------------------------------------------------------------------


def main() -> None:
    """Fork a child for every line."""
    _load()
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _be_the_child(asked, writing)
        os.close(writing)
        sys.stdout.write(json.dumps(_outcome(child, reading)) + "\n")
        sys.stdout.flush()


def _outcome(child: int, reading: int) -> dict[str, Any]:
    with os.fdopen(reading, encoding="utf-8") as pipe:
        lines = pipe.read().splitlines()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = sum(line == "." for line in lines)
    return {"status": status, "said": [line[1:] for line in lines if line.startswith("!")], "steps": steps}


def _be_the_child(asked: dict[str, Any], writing: int) -> None:
    status = CRASHED
    try:
        _arm(asked, writing)
        status = STORIES[asked["story"]](Path(asked["folder"]), lambda said: os.write(writing, f"!{said}\n".encode()))
    except BaseException as error:
        os.write(2, f"{asked}: {error!r}\n".encode())
    finally:
        os._exit(status)


def _arm(asked: dict[str, Any], writing: int) -> None:
    from sqlalchemy import Engine, event

    if asked["largest"] is not None:
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest"], resource.RLIM_INFINITY))
    folder, stop, seen = asked["folder"], asked["at_step"], 0

    def step(*_about: object) -> None:
        nonlocal seen
        seen += 1
        if seen == stop:
            os.kill(os.getpid(), signal.SIGKILL)
        os.write(writing, b".\n")

    def heard(name: str, about: tuple[object, ...]) -> None:
        if name in WATCHED and any(isinstance(one, str) and one.startswith(folder) for one in map(_named, about)):
            step()

    sys.addaudithook(heard)
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)
    if asked["after_ms"]:
        threading.Timer(asked["after_ms"] / 1000, os.kill, (os.getpid(), signal.SIGKILL)).start()


def _named(one: object) -> object:
    return os.fsdecode(one) if isinstance(one, bytes | os.PathLike) else one


def _load() -> None:
    """Everything a story needs: what is loaded before the fork costs no story any time."""
    for word in ("backups", "exporting", "importing", "paper", "people", "wholes"):
        __import__(f"coordinator.cli.{word}")
    for module in (
        "alembic.command",
        "alembic.autogenerate",
        "coordinator.db.restoring",
        "coordinator.usecases.moving",
    ):
        __import__(module)


# --- the stories; each finds its files in the folder, and says what it did ------------------------------------------


def _writes(folder: Path, say: Callable[[str], object]) -> int:
    """A morning at the desk: one person after the other."""
    from coordinator.domain.errors import StorageTrouble
    from coordinator.usecases.people import add_person
    from coordinator.usecases.upkeep import open_database
    from coordinator.wording.problems import explain
    from tests.databases import ACTOR, CLOCK
    from tests.makers import a_person

    try:
        with closing(open_database(str(folder / "p.db"), actor=ACTOR, clock=CLOCK)) as storage:
            for number in range(WRITES):
                storage.change(add_person, a_person(f"Nr{number}", "Neu", phone=f"(212) 555-{1000 + number}"))
                say(f"Nr{number}")
    except StorageTrouble as trouble:
        say(explain(trouble))
        return REFUSED
    return DONE


def _command(*words: str) -> Story:
    """A command; a word with a "{}" is a file in the folder."""

    def story(folder: Path, say: Callable[[str], object]) -> int:
        from coordinator.cli import run

        os.environ["COORDINATOR_SETTINGS"] = str(folder / "settings.toml")
        given = [word.format(folder) for word in words]
        with _printed() as lines:
            status = run(["--data", str(folder / "p.db"), "--now", LATER, "--quiet", "--json", *given])
        say("done" if status == DONE else json.loads(b"".join(lines))["refused"][0]["sentence"])
        return status

    return story


@contextmanager
def _printed() -> Iterator[list[bytes]]:
    """What is printed meanwhile, through a pipe: a full disk must not be in its way."""
    reading, writing = os.pipe()
    found: list[bytes] = []
    with os.fdopen(reading, "rb") as pipe:
        reader = threading.Thread(target=lambda: found.extend(pipe))
        reader.start()
        os.dup2(writing, 1)
        os.close(writing)
        try:
            yield found
        finally:
            sys.stdout.flush()
            os.close(1)
            reader.join()


STORIES: dict[str, Story] = {
    "writes": _writes,
    "import": _command("import", "people", "{}/people.csv", "--duplicates", "add"),
    "upgrade": _command("upgrade"),
    "backup": _command("backup", "{}/copy.db"),
    "restore": _command("restore", "{}/old.db"),
    "print": _command("print", "sign-in", "--event", "1", "--audience", "staff", "-o", "{}/sheet.pdf"),
    "export": _command("export", "all", "--format", "json", "-o", "{}/all.json"),
    "copy-to": _command("copy-to", "{}/other.db"),
}

if __name__ == "__main__":
    main()
