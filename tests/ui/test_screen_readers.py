"""What a screen reader hears of every page and dialog."""

from tests.ui.heard import unheard
from tests.ui.test_spanish import Tour, storage, tour

__all__ = ["storage", "tour"]


def test_every_control_of_every_page_and_dialog_has_a_name_and_a_role(tour: Tour) -> None:
    assert tour.of("en", unheard) == set()
