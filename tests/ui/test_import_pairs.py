"""Is this the same person: deciding likely duplicates of an import."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.db.work import Storage
from coordinator.domain.imports import Decision, Field, RowState
from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import Person
from coordinator.runtime import i18n
from coordinator.ui.imports.dialog import ImportDialog
from coordinator.ui.imports.pairfields import Relation
from coordinator.ui.imports.pairs import PairsDialog
from coordinator.ui.imports.pairtable import NAME, RELATION, THEIRS, YOURS
from coordinator.ui.kit import fonts
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Session
from coordinator.ui.kit.text import ElidedLabel
from coordinator.usecases.history import undo
from coordinator.usecases.people import add_person, people_matching, person_card
from tests.makers import a_person

FILE = """Name,Phone,Email,Address,Tags,Birth date,Availability
Deepa Sharma,212.555.0143,deepa.sharma@millst.example,18 Mill Street #4,"coach, first aid",,"Tues eve, not 1st wk"
Jose Pena,(212) 555-0150,jp@example.org,,soccer,1988-06-05,
Bo Lindquist,(212) 555-0160,,,,,
New Person,(212) 555-0170,,,,,
"""


class Comparing:
    """The import dialog with its pairs open."""

    def __init__(self, desk: Desk, session: Session, storage: Storage, folder: Path, qtbot: QtBot) -> None:
        self.qtbot, self.storage = qtbot, storage
        self.deepa = self._add(
            a_person(
                "Deepa",
                "Sharma",
                phone="(212) 555-0143",
                email="deepa.s@millst.example",
                tags=("coach", "screened"),
                availability="Tue and Thu after 3:00 PM",
                born=date(1988, 3, 8),
            )
        )
        self._add(a_person("José", "Peña", phone="(212) 555-0150", born=date(1990, 1, 1)))
        self._add(a_person("Bo", "Lindqvist", phone="(212) 555-0160"))
        path = folder / "winter.csv"
        path.write_text(FILE, encoding="utf-8")
        self.window = QWidget()
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.window.show()
        self.dialog = ImportDialog(desk, session, "people", self.window)
        self.dialog.open()
        self.dialog.load(str(path))
        qtbot.waitUntil(lambda: self.dialog.plan is not None)

    def _add(self, person: Person) -> int:
        person_id = self.storage.change(add_person, person).record_id
        assert person_id is not None
        return person_id

    def open(self) -> PairsDialog:
        assert self.dialog.main.text() in ("Compare 3 pairs", "Comparar 3 pares")
        self.dialog.main.click()
        pairs = self.window.findChildren(PairsDialog)[-1]
        assert pairs.isVisible()
        return pairs

    def finish(self, pairs: PairsDialog) -> None:
        with self.qtbot.waitSignal(self.dialog.imported):
            pairs.apply_button.click()

    def names(self) -> list[str]:
        return [row.sort_name for row in self.storage.read(people_matching, PeopleQuery(limit=50)).rows]

    def card(self) -> Person:
        return self.storage.read(person_card, self.deepa).person


@pytest.fixture
def comparing(desk: Desk, session: Session, storage: Storage, tmp_path: Path, qtbot: QtBot) -> Comparing:
    return Comparing(desk, session, storage, tmp_path, qtbot)


def field_row(pairs: PairsDialog, key: Field) -> int:
    return [one.key for one in pairs.table.pair.fields].index(key)


def words(pairs: PairsDialog, key: Field) -> list[str]:
    model = pairs.table.pair
    return [str(model.index(field_row(pairs, key), column).data()) for column in range(1, 5)]


def test_fields_stand_side_by_side_with_what_differs(comparing: Comparing) -> None:
    pairs = comparing.open()
    assert [(one.key, one.relation) for one in pairs.pair().fields] == [
        (Field.FULL_NAME, Relation.SAME),
        (Field.PHONE, Relation.SAME),
        (Field.EMAIL, Relation.DIFFERS),
        (Field.ADDRESS, Relation.ADDS),
        (Field.BIRTH_DATE, Relation.ONLY_YOURS),
        (Field.TAGS, Relation.DIFFERS),
        (Field.AVAILABILITY, Relation.DIFFERS),
    ]
    assert words(pairs, Field.EMAIL) == [
        "deepa.s@millst.example",
        "deepa.sharma@millst.example",
        "differs",
        "both, yours first",
    ]
    assert words(pairs, Field.AVAILABILITY)[-1] == "Tue and Thu after 3:00 PM"
    assert pairs.band.what() == "The same phone and the same name."
    assert pairs.decided.text() == "0 of 3 decided"


def test_an_update_takes_what_was_ticked_and_keeps_the_rest(comparing: Comparing) -> None:
    pairs = comparing.open()
    pairs.table.press(field_row(pairs, Field.AVAILABILITY), THEIRS)
    pairs.table.press(field_row(pairs, Field.EMAIL), YOURS)
    assert pairs.pair().decision is Decision.UPDATE
    assert pairs.apply_button.text() == "Add 1, update 1"
    comparing.finish(pairs)
    card = comparing.card()
    assert card.emails == ("deepa.sharma@millst.example",)
    assert card.tags == ("coach", "screened", "first aid")
    assert (card.availability, card.address) == ("Tues eve, not 1st wk", "18 Mill Street #4")
    assert card.birth_date == date(1988, 3, 8)


def test_keys_answer_and_go_from_pair_to_pair(comparing: Comparing) -> None:
    pairs = comparing.open()
    QTest.keyClick(pairs.table, Qt.Key.Key_1)
    QTest.keyClick(pairs.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pairs.pair().yours.full_name == "José Peña"
    QTest.keyClick(pairs.table, Qt.Key.Key_3)
    QTest.keyClick(pairs.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(pairs.table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert pairs.pair().yours.full_name == "Deepa Sharma"
    assert [pair.decision for pair in pairs.pairs] == [Decision.SKIP, Decision.ADD, None]
    comparing.finish(pairs)
    assert comparing.names() == ["Lindqvist, Bo", "Peña, José", "Pena, Jose", "Person, New", "Sharma, Deepa"]


def test_left_and_right_choose_a_side_and_say_it(comparing: Comparing) -> None:
    pairs = comparing.open()
    table = pairs.table
    row = field_row(pairs, Field.AVAILABILITY)
    table.setCurrentIndex(table.pair.index(row, YOURS))
    QTest.keyClick(table, Qt.Key.Key_Right)
    spoken = table.pair.index(row, THEIRS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Can come, in the file, Tues eve, not 1st wk, ticked"
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert table.pair.index(row, THEIRS).data(Qt.ItemDataRole.AccessibleTextRole).endswith("not ticked")


def test_birth_dates_that_differ_are_nobodys_guess(comparing: Comparing) -> None:
    pairs = comparing.open()
    pairs.step(1)
    assert words(pairs, Field.BIRTH_DATE) == ["Jan 1, 1990", "Jun 5, 1988", "differs", "not chosen: yours stays"]


def test_similar_pairs_are_named_and_follow_while_the_box_is_ticked(comparing: Comparing) -> None:
    pairs = comparing.open()
    assert pairs.similar.text() == "Do the same for 2 similar pairs (same phone): Jose Pena, Bo Lindquist"
    pairs.answer(Decision.UPDATE)
    pairs.similar.click()
    assert [(pair.decision, pair.along) for pair in pairs.pairs] == [
        (Decision.UPDATE, False),
        (Decision.UPDATE, True),
        (Decision.UPDATE, True),
    ]
    assert pairs.apply_button.text() == "Add 1, update 2"
    pairs.similar.click()
    assert [pair.decision for pair in pairs.pairs] == [Decision.UPDATE, None, None]


def test_pairs_without_an_answer_stay_out_and_come_back(comparing: Comparing) -> None:
    pairs = comparing.open()
    comparing.finish(pairs)
    assert comparing.names() == ["Lindqvist, Bo", "Peña, José", "Person, New", "Sharma, Deepa"]


def test_back_to_the_rows_keeps_the_answers(comparing: Comparing) -> None:
    pairs = comparing.open()
    pairs.answer(Decision.ADD)
    pairs.back_button.click()
    assert comparing.dialog.isVisible()
    first = comparing.dialog.answers.duplicates()[0]
    assert comparing.dialog.answers.decision(first) is Decision.ADD
    again = comparing.open()
    assert again.pairs[0].decision is Decision.ADD


def test_answers_are_remembered_for_the_next_import(comparing: Comparing, desk: Desk, session: Session) -> None:
    pairs = comparing.open()
    pairs.answer(Decision.SKIP)
    comparing.finish(pairs)
    dialog = ImportDialog(desk, session, "people", comparing.window)
    dialog.open()
    dialog.load(str(Path(session.settings.last_folder) / "winter.csv"))
    comparing.qtbot.waitUntil(lambda: dialog.plan is not None)
    row = dialog.answers.duplicates()[0]
    assert dialog.answers.decision(row) is Decision.SKIP


def test_one_undo_takes_additions_and_updates_back(comparing: Comparing) -> None:
    before = comparing.card()
    pairs = comparing.open()
    pairs.answer(Decision.UPDATE)
    comparing.finish(pairs)
    assert comparing.card().tags == ("coach", "screened", "first aid")
    comparing.storage.change(undo)
    assert comparing.card().tags == before.tags
    assert comparing.names() == ["Lindqvist, Bo", "Peña, José", "Sharma, Deepa"]


def test_a_card_changed_meanwhile_is_read_again(comparing: Comparing) -> None:
    assert comparing.dialog.plan is not None
    assert comparing.dialog.plan.counts[RowState.DUPLICATE] == 3
    comparing.dialog.correct(comparing.dialog.plan.request)
    comparing.qtbot.waitUntil(comparing.dialog.main.isEnabled)
    QAbstractItemModelTester(comparing.open().table.pair, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_every_difference_is_said_in_a_word(comparing: Comparing) -> None:
    model = comparing.open().table.pair
    said = [model.index(row, RELATION).data() for row in range(model.rowCount())]
    assert said == ["same", "same", "differs", "adds", "only yours", "differs", "differs"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_name_of_a_field_is_cut(
    language: str, desk: Desk, session: Session, storage: Storage, tmp_path: Path, qtbot: QtBot
) -> None:
    i18n.set_language(language)
    table = Comparing(desk, session, storage, tmp_path, qtbot).open().table
    measure = fonts.metrics("body")
    for field in table.pair.fields:
        assert measure.horizontalAdvance(field.name) <= table.columnWidth(NAME) - 20


def test_the_pairs_say_how_many_rows_the_file_has(comparing: Comparing) -> None:
    shown = [label.text() for label in comparing.open().findChildren(ElidedLabel)]
    assert "winter.csv: 4 rows, 1 new, 0 unchanged, 3 look like someone you have" in shown
