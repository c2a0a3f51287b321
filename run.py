#!/usr/bin/env python3
"""Set Coordinator up and start it; needs nothing but Python.

python3 run.py               sets up what is missing and opens the window
python3 run.py test [...]    sets up the test tools too and runs the tests (what follows goes to pytest)
python3 run.py bundle        makes one folder, dist/Coordinator, that runs on PCs of this kind with nothing installed
python3 run.py ARGUMENTS     sets up what is missing and hands the arguments to the command line
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

OLDEST_PYTHON = (3, 11)
# Every start passes through here: what only the set-up needs is imported where it is used.
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "set-up.txt"
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
BUNDLE_LOCK = ROOT / "requirements-bundle.lock"
BUNDLE = ROOT / "dist" / "Coordinator"
LOCALE = ROOT / "resources" / "locale"
PIP = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
ALL_TESTS = ("-n", "auto", "--dist", "worksteal")  # on every core, each with databases and windows of its own

# What Qt loads on Linux, and the Debian package that brings it (tried on bare Debian 12 and 13).
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    # Qt's only printing plugin on Linux links it.
    "libcups.so.2": "libcups2",
}


def main(arguments: Sequence[str]) -> NoReturn:
    """Set up, then become the program (or the tests)."""
    stop_if_too_old(sys.version_info[:2])
    testing = arguments[:1] == ["test"]
    if not is_set_up(testing=testing):
        set_up(testing=testing)
    compile_words(PYTHON, LOCALE)
    if arguments[:1] == ["bundle"]:
        bundle()
    if testing:
        os.chdir(ROOT)
        become([str(PYTHON), "-m", "pytest", *(arguments[1:] or ALL_TESTS)])
    become([str(PYTHON), str(ROOT / "main.py"), *arguments])


def stop_if_too_old(version: tuple[int, ...]) -> None:
    """Say in one sentence that this Python will not do."""
    if version < OLDEST_PYTHON:
        sys.exit(
            "Coordinator needs Python {}.{} or newer and this is Python {}.{}: "
            "install a newer Python and start run.py with it.".format(*OLDEST_PYTHON, *version)
        )


def become(command: list[str]) -> NoReturn:
    """Hand over to another program. Windows has no real exec: wait there and pass its exit status on."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        import subprocess

        sys.exit(subprocess.call(command))
    os.execv(command[0], command)


# The stamp: which set-up this folder already has.


def fingerprint(*, testing: bool) -> str:
    """Changes with the locks, the project file, the Python version and the folder (a venv cannot be moved)."""
    digest = hashlib.sha256(repr((str(ROOT), sys.version_info[:2])).encode())
    for file in [LOCK, ROOT / "pyproject.toml", *([TEST_LOCK] if testing else [])]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stamps() -> dict[str, str]:
    """What the stamp says; nothing when there is none or it cannot be read."""
    try:
        lines = STAMP.read_text(encoding="utf-8").splitlines()
        return dict(line.split(" ") for line in lines)
    except (OSError, ValueError):
        return {}


def is_set_up(*, testing: bool) -> bool:
    """Whether the last set-up still fits; asks no network and loads no library."""
    return PYTHON.exists() and stamps().get("test" if testing else "program") == fingerprint(testing=testing)


def write_stamp(*, testing: bool) -> None:
    """Remember what was installed; the test tools need the program's libraries, so their stamp covers both."""
    found = {"program": fingerprint(testing=False)}
    if testing or stamps().get("test") == fingerprint(testing=True):
        found["test"] = fingerprint(testing=True)
    STAMP.write_text("".join(f"{what} {mark}\n" for what, mark in found.items()), encoding="utf-8")


# Setting up. Every word goes to standard error: standard output belongs to the program.


def set_up(*, testing: bool) -> None:
    """System packages, the virtual environment, the locked libraries, the project itself."""
    tell("Setting up Coordinator. This is needed once and takes about a minute.")
    if sys.platform == "linux":
        install_system_packages(missing_packages())
    make_venv()
    install_libraries(testing=testing)
    compile_code(PYTHON, ROOT / "coordinator")
    write_stamp(testing=testing)


def make_venv() -> None:
    """Make .venv, or make it anew when it is broken or of another Python."""
    if not venv_works():
        run_or_stop(
            [sys.executable, "-m", "venv", "--clear", str(VENV)],
            f"The folder {VENV} could not be made: check that you may write there, then start again.",
        )


def venv_works() -> bool:
    """Whether .venv has this version of Python and its installer."""
    import subprocess

    probe = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    return (
        PYTHON.exists() and subprocess.run([str(PYTHON), "-c", probe], capture_output=True, check=False).returncode == 0
    )


def install_libraries(*, testing: bool) -> None:
    """The hashed lock first, then the project, which then needs neither a network nor a build tool of its own."""
    install(*([LOCK, TEST_LOCK] if testing else [LOCK]))
    run_or_stop(
        [*PIP, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        f"Coordinator could not be installed into {VENV}: delete that folder, then start again.",
    )


def install(*locks: Path) -> None:
    """What these locks hold, and only what has the hash that stands in them."""
    run_or_stop(
        [*PIP, "--require-hashes", "--only-binary", ":all:", *(part for lock in locks for part in ("-r", str(lock)))],
        "The libraries could not be installed: check the connection to the internet, then start again.",
    )


def compile_code(python: Path, folder: Path) -> None:
    """Compile the modules, as pip does those of libraries: the first start is then as quick as the others, and so is
    every start of people who may not write here. A folder that cannot be written is no reason to stop."""
    import subprocess

    command = [str(python), "-m", "compileall", "-q", str(folder)]
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False)


# One folder for PCs without Python and without a network.


def bundle() -> NoReturn:
    """Make the folder and say where it is, how large, and how it is started there."""
    if sys.platform == "linux":
        install_system_packages(missing_packages(needed=LIBRARIES | bundling_libraries()) + missing_tools())
    install(BUNDLE_LOCK)
    command = [str(PYTHON), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    folders = ["--distpath", str(BUNDLE.parent), "--workpath", str(ROOT / "build")]
    run_or_stop([*command, *folders, str(ROOT / "coordinator.spec")], "The folder could not be made.")
    megabytes = sum(file.lstat().st_size for file in BUNDLE.rglob("*") if file.is_file()) / 1_000_000
    tell(f"{BUNDLE} is ready, {megabytes:.0f} MB. Copy the whole folder to the other PC and start Coordinator in it.")
    sys.exit(0)


def missing_tools() -> list[str]:
    """What looks into shared libraries for what they need in turn."""
    import shutil

    return [] if shutil.which("objdump") else ["binutils"]


def bundling_libraries() -> dict[str, str]:
    """Python's own shared library and the package that brings it: Debian's Python works without."""
    version = "{}.{}".format(*sys.version_info[:2])
    return {f"libpython{version}.so.1.0": f"libpython{version}"}


# System packages, on Linux only.


def missing_packages(loads: Callable[[str], bool] | None = None, needed: dict[str, str] = LIBRARIES) -> list[str]:
    """The Debian packages this computer lacks; a bare Debian has no ensurepip, so `venv` cannot bring pip."""
    import importlib.util

    can_load = loads or library_loads
    missing = [package for library, package in needed.items() if not can_load(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python{}.{}-venv".format(*sys.version_info[:2]))
    return missing


def library_loads(name: str) -> bool:
    """Whether the system finds a shared library."""
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def install_system_packages(packages: Sequence[str]) -> None:
    """Install them with apt-get as root or through sudo, or print the one line to paste."""
    import shutil
    import subprocess

    if not packages:
        return
    if shutil.which("apt-get") is None:
        sys.exit(f"Coordinator needs these packages or their like, please install them first: {' '.join(packages)}")
    prefix = way_to_root()
    if prefix is None:
        sys.exit(line_to_paste(packages))
    tell(f"Installing system packages: {' '.join(packages)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    # An update that fails in part may still be enough for the install, which then has the last word.
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False)
    run_or_stop(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        "The system packages could not be installed: check the connection to the internet, then start again.",
    )


def way_to_root() -> list[str] | None:
    """What to put before a command that needs root: nothing, sudo, or None when there is no way."""
    import shutil
    import subprocess

    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin is not None and sys.stdin.isatty() else None


def line_to_paste(packages: Sequence[str]) -> str:
    """What to tell a person who must install the packages; the last line is the one to paste."""
    import shlex
    import shutil

    install = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    root = "sudo sh -c" if shutil.which("sudo") else "su -c"
    return (
        "Coordinator needs system packages that only an administrator can install. "
        "Paste this line, then start run.py again:\n"
        f"{root} {shlex.quote(install)}"
    )


# Words: the .po files are the source, the program reads the compiled .mo files.


def stale_words(locale: Path) -> list[Path]:
    """The catalogues that were never compiled or were changed since."""
    return [po for po in sorted(locale.glob("*/LC_MESSAGES/*.po")) if not is_compiled(po)]


def is_compiled(po: Path) -> bool:
    """Whether the .mo beside it is at least as new."""
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


def compile_words(python: Path, locale: Path) -> None:
    """Compile what is stale, with the Babel of that Python."""
    for po in stale_words(locale):
        command = [str(python), "-m", "babel.messages.frontend", "--quiet", "compile", "-i", str(po)]
        run_or_stop([*command, "-o", str(po.with_suffix(".mo"))], f"The words in {po} could not be compiled.")


def run_or_stop(command: Sequence[str], sentence: str) -> None:
    """Run a step of the set-up; when it fails, end with a sentence after the step's own words."""
    import subprocess

    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno(), check=False)
    if done.returncode != 0:
        sys.exit(sentence)


def tell(sentence: str) -> None:
    """One line for the person who waits."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
