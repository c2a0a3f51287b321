"""The described table and its marks."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from coordinator.ui.kit.tokens import LIGHT
from coordinator.ui.models.marks import MarkingDelegate
from coordinator.ui.models.table import RECORD, Column, RecordTable, keep_selection


@dataclass(frozen=True, slots=True)
class Row:
    """Something with a name."""

    id: int
    name: str
    hours: int = 0


def columns() -> tuple[Column[Row], ...]:
    """Two of them."""
    return (
        Column("Name", lambda row: row.name, marked=True, hint=lambda row: f"<b>{row.name}</b>"),
        Column("Hours", lambda row: str(row.hours), right=True, key=lambda row: row.hours, sort="hours"),
    )


ROWS = (Row(1, "Naidie", 9), Row(2, "Dietrich", 10), Row(3, "Boadie", 2))


def a_table() -> RecordTable[Row]:
    """With three rows."""
    table = RecordTable(columns, identity=lambda row: row.id)
    table.show(ROWS)
    return table


def names(table: RecordTable[Row]) -> list[str]:
    """As shown."""
    return [table.index(row, 0).data() for row in range(table.rowCount())]


def test_the_model_is_a_sound_one(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(a_table())  # type: ignore[no-untyped-call]


def test_cells_say_what_the_columns_say() -> None:
    table = a_table()
    assert names(table) == ["Naidie", "Dietrich", "Boadie"]
    assert table.headerData(1, Qt.Orientation.Horizontal) == "Hours"
    assert table.index(1, 1).data(RECORD) == ROWS[1]
    assert table.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Naidie"
    assert "<b>" not in table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_click_on_a_header_sorts_by_value_not_by_word() -> None:
    table = a_table()
    table.sort(1)
    assert names(table) == ["Boadie", "Naidie", "Dietrich"]
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Dietrich", "Naidie", "Boadie"]
    table.show((*ROWS, Row(4, "Birdie", 5)))
    assert names(table) == ["Dietrich", "Naidie", "Birdie", "Boadie"]


def test_sorting_can_be_handed_to_the_use_case() -> None:
    asked: list[tuple[str, bool]] = []
    table = RecordTable(columns, identity=lambda row: row.id, sorts=lambda name, down: asked.append((name, down)))
    table.show(ROWS)
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert asked == [("hours", True)]
    assert names(table) == ["Naidie", "Dietrich", "Boadie"]


def test_the_selection_survives_other_rows_and_another_order(qtbot: QtBot) -> None:
    table, view = a_table(), QTableView()
    qtbot.addWidget(view)
    view.setModel(table)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    keep_selection(view, table)
    view.selectRow(1)
    table.show((Row(9, "Aaron"), *ROWS))
    assert [index.row() for index in view.selectionModel().selectedRows()] == [2]
    assert view.currentIndex().row() == 2
    table.sort(0)
    assert table.index(view.currentIndex().row(), 0).data() == "Dietrich"
    table.show(ROWS[2:])
    assert view.selectionModel().selectedRows() == []


def test_columns_are_asked_again_in_another_language() -> None:
    words = ["Name"]

    def one() -> tuple[Column[Row], ...]:
        return (Column(words[0], lambda row: row.name),)

    table = RecordTable(one, identity=lambda row: row.id)
    words[0] = "Nombre"
    table.retranslate()
    assert table.headerData(0, Qt.Orientation.Horizontal) == "Nombre"


def marked(image: QImage) -> int:
    """How many columns of pixels have the mark's colour."""
    mark = QColor(LIGHT["mark.fill"]).rgb()
    return sum(any(image.pixel(x, y) == mark for y in range(image.height())) for x in range(image.width()))


def test_found_letters_are_marked_whatever_their_accents_and_script(qtbot: QtBot) -> None:
    table, view = a_table(), QTableView()
    qtbot.addWidget(view)
    view.setModel(table)
    view.setColumnWidth(0, 240)
    delegate = MarkingDelegate(view)
    view.setItemDelegate(delegate)
    view.resize(400, 120)
    view.show()
    qtbot.waitUntil(view.isVisible)
    widths = []
    for name, query in (
        ("José", "jose"),
        ("Łukasz", "luk"),
        ("Олена", "олен"),
        ("太郎", "郎"),
        ("José", "xyz"),
        ("José", ""),
    ):
        table.show((Row(1, name),))
        delegate.query = query
        view.viewport().update()
        widths.append(marked(view.grab().toImage()) > 4)
    assert widths == [True, True, True, True, False, False]
