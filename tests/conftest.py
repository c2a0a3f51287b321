"""What every test stands on: no screen, no settings of the person who runs it, English, and the real input."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import run
from coordinator.runtime import i18n
from coordinator.wording import moments

pytest_plugins = ["tests.databases"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


# A shared machine is slow now and then: how long an example takes says nothing about the program. The examples are the
# same each time, so that a change fails because of what it changes; `--hypothesis-profile=anew` looks at others.
settings.register_profile("anew", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", settings.get_profile("anew"), derandomize=True)
settings.load_profile("house")


def pytest_configure() -> None:
    """Tests read the words of now, even when pytest was started without run.py."""
    run.compile_words(Path(sys.executable), run.LOCALE)


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has a settings file and user folders of its own and begins and ends in English, with
    the times of New York."""
    monkeypatch.setenv("COORDINATOR_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.delenv("COORDINATOR_DATA", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    i18n.set_language("en")
    moments.use_style(moments.Style())
    yield
    i18n.set_language("en")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real input (public permits, fields, volunteers, names), which lies beside the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"the real input is not beside the project ({SHARED_DATA.parent.name}/{SHARED_DATA.name})")
    return SHARED_DATA
