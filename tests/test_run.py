"""run.py: what it installs, when it has nothing to do, and how quickly it gets out of the way."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import run

PRINTS = "import sys; print(*sys.argv[1:], sep='|')"


@pytest.fixture
def ready(tmp_path: Path) -> Path:
    """A project that was set up before, in a folder with a space and an é. Its Python has no pip and no network is
    asked: whatever run.py tried to install would fail."""
    folder = tmp_path / "Précinct 14 désk"
    folder.mkdir()
    for name in ("run.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(run.ROOT / name, folder)
    (folder / "main.py").write_text(PRINTS, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    run_of(folder).write_stamp(testing=True)
    return folder


def run_of(folder: Path) -> ModuleType:
    """That project's own run.py, loaded from where it lies."""
    spec = importlib.util.spec_from_file_location("run_elsewhere", folder / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def started(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start that project's run.py as a person does, from another folder."""
    command = [sys.executable, str(folder / "run.py"), *arguments]
    return subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, encoding="utf-8", check=False)


def test_an_old_python_is_refused_in_a_sentence() -> None:
    with pytest.raises(SystemExit) as refusal:
        run.stop_if_too_old((3, 9))
    assert refusal.value.code == (
        "Coordinator needs Python 3.11 or newer and this is Python 3.9: "
        "install a newer Python and start run.py with it."
    )


def test_this_python_is_new_enough() -> None:
    run.stop_if_too_old(sys.version_info[:2])


def test_a_second_start_only_hands_the_arguments_over(ready: Path) -> None:
    done = started(ready, "list", "people", "--text", "josé o'neil")
    assert (done.returncode, done.stdout, done.stderr) == (0, "list|people|--text|josé o'neil\n", "")


def test_a_second_start_adds_less_than_half_a_second_of_work(ready: Path) -> None:
    through, without = [], []
    for _ in range(5):
        begin = worked()
        started(ready)
        middle = worked()
        subprocess.run([run_of(ready).PYTHON, ready / "main.py"], check=True)
        through.append(middle - begin)
        without.append(worked() - middle)
    assert min(through) - min(without) < 0.5


def worked() -> float:
    """Processor seconds of the programs started so far: how busy the machine is does not count."""
    spent = os.times()
    return spent.children_user + spent.children_system


def test_the_exit_status_is_the_programs(ready: Path) -> None:
    (ready / "main.py").write_text("raise SystemExit(3)", encoding="utf-8")
    assert started(ready).returncode == 3


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_file_is_set_up_again(ready: Path, file: str) -> None:
    assert run_of(ready).is_set_up(testing=False)
    with (ready / file).open("a", encoding="utf-8") as changed:
        changed.write("\n# changed\n")
    assert not run_of(ready).is_set_up(testing=False)


def test_the_test_tools_have_a_stamp_of_their_own(ready: Path) -> None:
    with (ready / "requirements-dev.lock").open("a", encoding="utf-8") as changed:
        changed.write("\n# changed\n")
    assert run_of(ready).is_set_up(testing=False)
    assert not run_of(ready).is_set_up(testing=True)


def test_a_set_up_without_test_tools_does_not_claim_them(ready: Path) -> None:
    (ready / ".venv" / "set-up.txt").unlink()
    run_of(ready).write_stamp(testing=False)
    assert run_of(ready).is_set_up(testing=False)
    assert not run_of(ready).is_set_up(testing=True)


def test_a_moved_folder_is_set_up_again(ready: Path) -> None:
    moved = ready.rename(ready.parent / "elsewhere")
    assert not run_of(moved).is_set_up(testing=False)


@pytest.mark.parametrize("nonsense", ["", "program", "program 1 2", "\n\n", "\x00", "program 1"])
def test_a_stamp_that_makes_no_sense_counts_as_none(ready: Path, nonsense: str) -> None:
    (ready / ".venv" / "set-up.txt").write_text(nonsense, encoding="utf-8")
    assert not run_of(ready).is_set_up(testing=False)


def test_missing_libraries_are_named_by_their_packages() -> None:
    absent = {"libEGL.so.1", "libcups.so.2"}
    assert run.missing_packages(lambda library: library not in absent) == ["libegl1", "libcups2"]


def test_bundling_asks_for_pythons_own_library_too() -> None:
    version = "{}.{}".format(*sys.version_info[:2])
    needed = run.LIBRARIES | run.bundling_libraries()
    assert run.missing_packages(lambda library: library in run.LIBRARIES, needed) == [f"libpython{version}"]


def test_a_bundle_without_a_network_says_so(ready: Path) -> None:
    for name in ("requirements-bundle.lock", "coordinator.spec"):
        shutil.copy(run.ROOT / name, ready)
    done = started(ready, "bundle")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith(("The libraries could not", "Coordinator needs"))


def test_nothing_is_installed_when_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    run.install_system_packages([])


@pytest.mark.skipif(os.name == "nt", reason="Windows needs no system packages")
def test_without_sudo_the_line_to_paste_goes_through_su(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run.line_to_paste(["libegl1", "python3.11-venv"]).splitlines()[-1] == (
        "su -c 'apt-get update && apt-get install -y --no-install-recommends libegl1 python3.11-venv'"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows needs no system packages")
def test_where_there_is_no_apt_the_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as refusal:
        run.install_system_packages(["libegl1", "libgl1"])
    assert refusal.value.code == (
        "Coordinator needs these packages or their like, please install them first: libegl1 libgl1"
    )


CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Calendar"
msgstr "{word}"
"""


def write_words(locale: Path, word: str) -> Path:
    """A catalogue of one word."""
    po = locale / "es" / "LC_MESSAGES" / "coordinator.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(CATALOGUE.format(word=word), encoding="utf-8")
    return po


def test_words_are_compiled_once_and_again_when_they_change(tmp_path: Path) -> None:
    po = write_words(tmp_path, "Calendario")
    run.compile_words(Path(sys.executable), tmp_path)
    mo = po.with_suffix(".mo")
    assert b"Calendario" in mo.read_bytes()
    assert run.stale_words(tmp_path) == []
    write_words(tmp_path, "Agenda")
    later = mo.stat().st_mtime + 10
    os.utime(po, (later, later))
    run.compile_words(Path(sys.executable), tmp_path)
    assert b"Agenda" in mo.read_bytes()


def test_words_that_cannot_be_compiled_stop_the_start_with_a_sentence(tmp_path: Path) -> None:
    po = write_words(tmp_path, "Calendario")
    po.write_bytes(po.read_bytes() + b"\xff")
    with pytest.raises(SystemExit) as refusal:
        run.compile_words(Path(sys.executable), tmp_path)
    assert refusal.value.code == f"The words in {po} could not be compiled."


def test_main_without_its_libraries_names_run_py() -> None:
    command = [sys.executable, "-I", "-S", str(run.ROOT / "main.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "Coordinator's libraries are not installed for this Python: start it with `python3 run.py`.\n",
    )
