"""What somebody wants to start with, as the first page hands it to the program."""

from dataclasses import dataclass, replace
from enum import StrEnum

from coordinator.domain.precinct import Precinct
from coordinator.runtime.settings import Settings


class Beginning(StrEnum):
    """The three cards, and a file that is there already."""

    SAMPLE = "sample"
    LISTS = "lists"
    EMPTY = "empty"
    EXISTING = "existing"


@dataclass(frozen=True, slots=True)
class StartWish:
    """Nothing of it is written before the button was pressed. `target` is the path of the database."""

    beginning: Beginning
    user_name: str
    precinct: Precinct
    target: str
    language: str

    def remembered(self, settings: Settings) -> Settings:
        """This PC's settings once it was done."""
        return replace(settings, database=self.target, user_name=self.user_name, language=self.language)
