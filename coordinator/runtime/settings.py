"""The settings of this PC: a small TOML file, written whole or not at all. The precinct's own are in the database."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeGuard

import tomli_w

from coordinator.runtime import paths
from coordinator.runtime.unfinished import unfinished

THEMES = ("system", "light", "dark", "contrast")
TEXT_SIZES = ("normal", "large", "larger")
BACKUPS_EVERY = ("day", "week", "never")


@dataclass(frozen=True, slots=True)
class Settings:
    """What this PC remembers. Empty text means "not set yet": the system decides (`language`, `printer`), the user's
    own data folder is taken (`database`), the person is still to be asked (`user_name`). `backup_folder` is where
    backups go, empty for `backups` beside the database; `backup_every` is one of BACKUPS_EVERY; `backups_kept` is how
    many of them stay. `walk_ins` is how many blank rows a sign-in sheet has at least. `window` is left, top, width and
    height of the unmaximised window in device-independent pixels, empty until it was first closed."""

    database: str = ""
    user_name: str = ""
    language: str = ""
    theme: str = "system"
    text_size: str = "normal"
    single_letter_keys: bool = True
    printer: str = ""
    walk_ins: int = 20
    backup_folder: str = ""
    backup_every: str = "day"
    backups_kept: int = 14
    last_folder: str = ""
    export_folder: str = ""
    window: tuple[int, ...] = ()
    maximised: bool = False
    recent: tuple[str, ...] = ()


def settings_path() -> Path:
    """Where the settings lie; COORDINATOR_SETTINGS names another file."""
    named = os.environ.get("COORDINATOR_SETTINGS", "")
    return Path(named) if named else paths.settings_file()


def load_settings(path: Path | None = None) -> Settings:
    """What the file says, with the default for whatever it leaves out or says in a way that makes no sense.

    A file that is no TOML is put aside under the same name with ".broken" added, so that nothing a person wrote is
    lost, and the program starts with the defaults.
    """
    file = path or settings_path()
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        put_aside(file)
        return Settings()
    except OSError:
        return Settings()
    return replace(Settings(), **dict(sensible(written)))


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the file whole: a crash leaves the old one or the new one. Raises OSError when the disk refuses."""
    file = path or settings_path()
    file.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(file) as part:
        with part.open("wb") as written:
            tomli_w.dump(asdict(settings), written)
            written.flush()
            os.fsync(written.fileno())
        os.replace(part, file)


def put_aside(file: Path) -> None:
    """Keep a broken file under another name; where even that is refused it simply stays."""
    try:
        os.replace(file, file.with_name(f"{file.name}.broken"))
    except OSError:
        return


def sensible(written: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    """The entries that are settings and have the type and the value they must have."""
    for field in fields(Settings):
        value = written.get(field.name)
        if field.name == "window":
            if is_window(value):
                yield field.name, tuple(value)
        elif field.name == "recent":
            if isinstance(value, list):
                yield field.name, tuple(one for one in value if isinstance(one, str))
        elif type(value) is type(field.default) and is_allowed(field.name, value):
            yield field.name, value


def is_allowed(name: str, value: object) -> bool:
    """Whether a setting with a fixed choice has one of its values."""
    choices = {"theme": THEMES, "text_size": TEXT_SIZES, "backup_every": BACKUPS_EVERY}.get(name)
    return choices is None or value in choices


def is_window(value: object) -> TypeGuard[list[int]]:
    """Whether this can be the place of a window: four whole numbers."""
    return isinstance(value, list) and len(value) == 4 and all(type(number) is int for number in value)
