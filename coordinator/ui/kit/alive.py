"""Whether a callback still has somebody to talk to: Qt deletes widgets, Python keeps their shells."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def is_alive(callback: Callable[..., Any]) -> bool:
    """False when the callback belongs to a deleted widget: a method of one, or a function that holds one."""
    return all(isValid(thing) for thing in _held_by(callback) if isinstance(thing, QObject))


def is_out_of_sight(callback: Callable[..., Any]) -> bool:
    """If nobody would see what the callback says: its widget is gone or hidden."""
    widgets = [thing for thing in _held_by(callback) if isinstance(thing, QWidget)]
    return not is_alive(callback) or (bool(widgets) and not any(widget.isVisible() for widget in widgets))


def _held_by(callback: object) -> list[object]:
    if isinstance(callback, partial):
        return [*_held_by(callback.func), *callback.args, *callback.keywords.values()]
    owner = getattr(callback, "__self__", None)
    cells = getattr(callback, "__closure__", None) or ()
    return [owner, *(_content(cell) for cell in cells)]


def _content(cell: Any) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # a name that was never given a value
        return None
