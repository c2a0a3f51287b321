"""A made-up precinct to look around in."""

from coordinator.db.work import Work
from coordinator.domain.precinct import Precinct


def sample_precinct(language: str) -> Precinct:
    """The office of the sample."""
    return Precinct(name="Precinct 14", languages=(language,))


def fill_sample(work: Work) -> None:
    """Fill."""
