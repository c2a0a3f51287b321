"""This PC's settings: what is written comes back, and a bad file never stops the program or loses what was in it."""

import os
from pathlib import Path

import pytest

from coordinator.runtime.settings import Settings, load_settings, save_settings

EVERYTHING = Settings(
    database="/srv/précinct 14.db",
    user_name="Sgt. Łukasz “Dana” Ruiz\n",
    language="es",
    theme="dark",
    text_size="larger",
    single_letter_keys=False,
    printer="Front desk",
    last_folder="C:\\Users\\desk",
    export_folder="D:\\Exports",
    window=(-5, 0, 1180, 640),
    maximised=True,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "settings.toml"


def test_every_setting_comes_back(file: Path) -> None:
    save_settings(EVERYTHING, file)
    assert load_settings(file) == EVERYTHING


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert load_settings(file) == Settings()


def test_the_environment_names_another_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_SETTINGS", str(file))
    save_settings(EVERYTHING)
    assert load_settings() == load_settings(file) == EVERYTHING


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"a = 1\na = 2"])
def test_a_broken_file_is_put_aside_and_the_defaults_hold(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert load_settings(file) == Settings()
    assert [(left.name, left.read_bytes()) for left in file.parent.iterdir()] == [("settings.toml.broken", content)]


@pytest.mark.parametrize(
    "line",
    [
        "theme = 3",
        'theme = "pink"',
        "window = [1, 2, 3]",
        'window = "wide"',
        "window = [1, 2, 3, true]",
        "maximised = 1",
    ],
)
def test_a_value_that_makes_no_sense_costs_only_itself(file: Path, line: str) -> None:
    file.parent.mkdir()
    file.write_text(f'{line}\nuser_name = "Ruiz"\nfrom_a_newer_program = 1\n', encoding="utf-8")
    assert load_settings(file) == Settings(user_name="Ruiz")


def test_saving_leaves_one_file(file: Path) -> None:
    save_settings(Settings(), file)
    save_settings(EVERYTHING, file)
    assert [left.name for left in file.parent.iterdir()] == ["settings.toml"]


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(file: Path) -> None:
    save_settings(EVERYTHING, file)
    with pytest.raises(UnicodeEncodeError):
        save_settings(Settings(user_name="\udc80"), file)
    assert load_settings(file) == EVERYTHING
    assert [left.name for left in file.parent.iterdir()] == ["settings.toml"]


def test_a_folder_in_the_place_of_the_file_counts_as_no_file(file: Path) -> None:
    os.makedirs(file)
    assert load_settings(file) == Settings()
