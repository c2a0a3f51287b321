"""Writing the file, away from the window's thread."""

from dataclasses import dataclass
from pathlib import Path

from coordinator.domain.exports import ExportWish
from coordinator.ui.kit.desk import Progress, Storage
from coordinator.usecases.exports import Exported, exported
from coordinator.usecases.saving import another_name, save_document


@dataclass(frozen=True, slots=True)
class Written:
    """The file is there."""

    target: Path
    made: Exported


@dataclass(frozen=True, slots=True)
class NameTaken:
    """A file of that name is there already; `other` is a name that is free. Nothing was written."""

    target: Path
    other: Path


@dataclass(frozen=True, slots=True)
class Order:
    """What to write where. `replaces` says that a file of that name may go."""

    wish: ExportWish
    target: Path
    replaces: bool = False


def written(storage: Storage, order: Order, progress: Progress) -> Written | NameTaken:
    """Make the file and keep it whole, or not at all; raises CoordinatorError, Interrupted after Cancel."""
    if not order.replaces and order.target.exists() and not order.target.is_dir():
        return NameTaken(order.target, another_name(order.target))
    made = storage.read(exported, order.wish, progress=progress)
    progress(2, 2)
    save_document(made.document, order.target)
    return Written(order.target, made)
