"""Where a file lies and how it may be opened: folders of other computers, synced folders, read-only files and media."""

import ctypes
import hashlib
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from coordinator.db.files import raw_connection
from coordinator.db.places import synced_by
from coordinator.domain.errors import StorageTrouble
from coordinator.usecases.upkeep import create_database, open_database
from tests.databases import ACTOR, CLOCK, PRECINCT

ROOT = Path(__file__).resolve().parents[2]
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are a matter of Unix")
STORY = """
import sys
from coordinator.domain.errors import StorageTrouble
from coordinator.domain.listings import PeopleQuery
from coordinator.usecases.people import add_person, people_matching
from coordinator.usecases.precinct import precinct
from coordinator.usecases.upkeep import open_database
from tests.databases import ACTOR, CLOCK
from tests.makers import a_person

try:
    storage = open_database(sys.argv[1], actor=ACTOR, clock=CLOCK)
except StorageTrouble as trouble:
    print(trouble.code)
    sys.exit()
print(storage.read_only, storage.read(people_matching, PeopleQuery()).total, storage.read(precinct).name)
try:
    storage.change(add_person, a_person())
except StorageTrouble as trouble:
    print(trouble.code, trouble.facts["reason"])
storage.close()
"""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Precinct 14)/lists", "Dropbox"),
        ("OneDrive - City of New York/a/b", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("Library/Mobile Documents/x", "iCloud"),
        ("Nextcloud/office", "Nextcloud"),
        ("documents", ""),
        ("Dropboxes", ""),
    ],
)
def test_a_folder_that_is_synced_is_known_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    assert synced_by(tmp_path / folder / "precinct14.db") == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing"), (".nextcloudsync.log", "Nextcloud")],
)
def test_a_folder_that_is_synced_is_known_by_what_lies_in_it(tmp_path: Path, mark: str, service: str) -> None:
    (tmp_path / "office" / mark).mkdir(parents=True)

    assert synced_by(tmp_path / "office" / "deep" / "precinct14.db") == service


def test_the_settings_of_dropbox_in_the_home_folder_make_nothing_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".dropbox").mkdir()
    monkeypatch.setattr(Path, "home", lambda: tmp_path)

    assert synced_by(tmp_path / "precinct14.db") == ""


def test_a_database_in_a_synced_folder_is_neither_opened_nor_made(database_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    moved = Path(shutil.copy(database_file, folder))

    with pytest.raises(StorageTrouble) as opening:
        open_database(str(moved), actor=ACTOR, clock=CLOCK)
    with pytest.raises(StorageTrouble) as making:
        create_database(str(folder / "new.db"), precinct=PRECINCT, actor=ACTOR, clock=CLOCK)

    assert [opening.value.code, making.value.code] == ["synced-folder", "synced-folder"]
    assert opening.value.facts["service"] == "Dropbox"
    assert [file.name for file in folder.iterdir()] == [moved.name]


@pytest.fixture
def office(database_file: Path, tmp_path: Path) -> Path:
    """The file alone in its folder."""
    folder = tmp_path / "office"
    folder.mkdir()
    return Path(shutil.copy(database_file, folder))


def told_by_another(path: Path) -> list[str]:
    """What the story prints when it is told by somebody for whom the modes of files count."""
    told = subprocess.run(
        [sys.executable, "-B", "-c", STORY, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=obey_modes,
    )
    assert (told.returncode, told.stderr) == (0, "")
    return told.stdout.splitlines()


def obey_modes() -> None:
    """Even the administrator, as whom tests run in some places, loses the right to write what nobody may write."""
    library: Any = ctypes.CDLL(None)
    for right in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        library.prctl(24, right, 0, 0, 0)  # PR_CAPBSET_DROP


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_only(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)


@UNIX
@pytest.mark.parametrize("log", ["WAL", "DELETE"])
def test_a_file_that_may_only_be_read_opens_for_reading_and_nothing_lies_beside_it(office: Path, log: str) -> None:
    with closing(raw_connection(office)) as connection:
        connection.execute(f"PRAGMA journal_mode={log}")
    before = digest(office)
    read_only(office)

    told = told_by_another(office)
    names = sorted(file.name for file in office.parent.iterdir())
    office.parent.chmod(0o755)

    assert told == ["read-only 0 Precinct 14", "opened-read-only read-only"]
    assert names == ["precinct14.db"]
    assert digest(office) == before


@UNIX
def test_a_read_only_file_in_a_folder_that_may_be_written_gets_no_log_of_a_strangers(office: Path) -> None:
    office.chmod(0o444)

    assert told_by_another(office) == ["read-only 0 Precinct 14", "opened-read-only read-only"]
    assert [file.name for file in office.parent.iterdir()] == ["precinct14.db"]


@UNIX
def test_a_file_that_somebody_else_is_writing_is_read_with_what_is_in_the_log(office: Path) -> None:
    with closing(raw_connection(office)) as writer:
        writer.execute("UPDATE precinct SET name = 'Precinct 15'")
        for beside in office.parent.glob("*.db-*"):
            beside.chmod(0o444)
        office.parent.chmod(0o555)
        told = told_by_another(office)
        office.parent.chmod(0o755)

    assert told == ["read-only 0 Precinct 15", "opened-read-only read-only"]


@UNIX
def test_a_log_that_belongs_to_somebody_else_opens_the_file_for_reading(office: Path) -> None:
    with closing(raw_connection(office)) as writer:
        writer.execute("UPDATE precinct SET name = 'Precinct 15'")
        for beside in office.parent.glob("*.db-*"):
            beside.chmod(0o444)

        assert told_by_another(office) == ["read-only 0 Precinct 15", "opened-read-only read-only"]


@UNIX
def test_a_read_only_file_of_an_older_schema_is_not_brought_up(office: Path) -> None:
    with closing(raw_connection(office)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    before = digest(office)
    read_only(office)

    told = told_by_another(office)
    office.parent.chmod(0o755)

    assert told == ["older-read-only"]
    assert digest(office) == before
