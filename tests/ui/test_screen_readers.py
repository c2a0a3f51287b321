"""What a screen reader hears of every page and dialog."""

from coordinator.ui.exporting.dialog import ExportDialog
from tests.ui.heard import unheard
from tests.ui.test_spanish import Tour, storage, tour

__all__ = ["storage", "tour"]


def test_every_control_of_every_page_and_dialog_has_a_name_and_a_role(tour: Tour) -> None:
    assert tour.of("en", unheard) == set()


def test_every_control_of_the_month_has_a_name_and_a_role(tour: Tour) -> None:
    page = tour.page()
    page.bar.view.button("month").click()
    tour.settle()
    page.month.day_opened.emit(page.session.today())
    assert unheard(tour.window) == set()


def test_every_control_of_an_export_has_a_name_and_a_role(tour: Tour) -> None:
    tour.page()
    dialog = ExportDialog(tour.desk, tour.session, None, tour.window)
    dialog.open()
    tour.settle()
    assert unheard(dialog) == set()


def test_every_control_of_a_question_about_a_move_has_a_name_and_a_role(tour: Tour) -> None:
    page = tour.page()
    page.move_form.ask("Move Foxes to Friday?", ())
    page.move_form.reason.show()
    assert unheard(page) == set()
