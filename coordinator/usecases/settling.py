"""Changes whose outcome is looked up until it is known, for those who can wait for it: commands and long jobs."""

import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from coordinator.domain.errors import Unsettled

T = TypeVar("T")

PAUSES = (1, 2, 4, 8)  # seconds before each look


class Storage(Protocol):
    """What is needed of an open database."""

    def change(self, errand: Callable[..., Any], *args: Any, **named: Any) -> Any: ...

    def settle(self, unsettled: Unsettled, errand: Callable[..., Any], *args: Any, **named: Any) -> Any: ...


def change_surely(storage: Storage, errand: Callable[..., T], *args: Any, **named: Any) -> T:
    """As `storage.change`; when the server is lost just as it was asked to keep the change, it is looked up whether it
    did, and done if it did not. Raises `Unsettled` only when the server stays away for a quarter of a minute."""
    try:
        return cast(T, storage.change(errand, *args, **named))
    except Unsettled as lost:
        unsettled = lost
    for pause in PAUSES:
        time.sleep(pause)
        try:
            return cast(T, storage.settle(unsettled, errand, *args, **named))
        except Unsettled as still:
            unsettled = still
    raise unsettled
