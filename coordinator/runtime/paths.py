"""Where things lie: the program's own resources and the user's folders."""

from functools import cache
from pathlib import Path

import platformdirs

APP = "Coordinator"


@cache
def resources() -> Path:
    """The folder of shipped data: beside the source tree, or inside the installed package."""
    beside = Path(__file__).resolve().parents[2] / "resources"
    return beside if beside.is_dir() else Path(__file__).resolve().parents[1] / "resources"


def resource_path(*parts: str) -> Path:
    """One shipped file or folder."""
    return resources().joinpath(*parts)


def data_folder() -> Path:
    """The user's own local data folder: never one that is synced to other computers by itself."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False, roaming=False))


def default_database() -> Path:
    """The database of somebody who never chose another one."""
    return data_folder() / "precinct.db"


def settings_file() -> Path:
    """This PC's settings."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"


def state_folder() -> Path:
    """What the program notes for its own next start."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def log_folder() -> Path:
    """Where the program's log goes."""
    return Path(platformdirs.user_log_dir(APP, appauthor=False))
