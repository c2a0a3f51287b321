"""The front door: `python main.py` opens the window, with arguments it is the command line."""

import importlib.util
import sys

LIBRARIES = ("PySide6", "sqlalchemy", "sqlcipher3", "reportlab", "babel", "platformdirs")
STOPPED = 130


def start() -> int:
    """Hand over to the program, or say in a sentence how to get what it needs."""
    if sys.version_info < (3, 11) or not all(importlib.util.find_spec(name) for name in LIBRARIES):
        sys.exit("Coordinator's libraries are not installed for this Python: start it with `python3 run.py`.")
    try:
        from coordinator.app import main

        return main(sys.argv[1:])
    except KeyboardInterrupt:
        return STOPPED


if __name__ == "__main__":
    sys.exit(start())
