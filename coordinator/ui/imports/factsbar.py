"""How the file is read: every assumption shown, and every one to be corrected."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.imports import (
    DATE_FIELDS,
    TABLES,
    DateOrder,
    FileFacts,
    FileFormat,
    ImportPlan,
    ImportRequest,
    Subject,
)
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.band import Band, Way
from coordinator.ui.kit.text import Label, set_hint
from coordinator.ui.kit.tokens import Tone
from coordinator.ui.kit.zones import ZoneBox, zone_city
from coordinator.wording import moments
from coordinator.wording.importnames import date_order_name, proof, read_aloud
from coordinator.wording.moments import Style
from coordinator.wording.problems import sentence

_MOST_HEADINGS = 10


class Labelled(QWidget):
    """A box under its words."""

    def __init__(self, words: str, box: QComboBox, width: int) -> None:
        super().__init__()
        self.box = box
        box.setFixedWidth(scale.px(width))
        box.setAccessibleName(words.replace("&", ""))
        label = Label(words, "small", ink="2")
        label.setBuddy(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label)
        column.addWidget(box)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class FactsBar(QWidget):
    """`corrected` carries the request as corrected. At the right, a date of the file is read aloud."""

    corrected = Signal(object)

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._request: ImportRequest | None = None
        self.letters = Labelled(_("Read the &letters as"), QComboBox(), 128)
        self.ends = Labelled(_("Columns &end with"), QComboBox(), 112)
        self.sheet = Labelled(_("&Sheet"), QComboBox(), 200)
        self.headings = Labelled(_("&Headings"), QComboBox(), 88)
        self.dates = Labelled(_("&Dates are written"), QComboBox(), 172)
        self.zone_box = ZoneBox(style.zone, words=zone_city)
        self.zone = Labelled(_("Times are &in"), self.zone_box, 160)
        self.band = Band(Tone.INFO)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.band.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(12)
        self._parts = (self.letters, self.ends, self.sheet, self.headings, self.dates, self.zone)
        for part in self._parts:
            row.addWidget(part)
        row.addWidget(self.band, 1)
        row.addStretch(0)
        self._connect()

    def show_plan(self, plan: ImportPlan) -> None:
        """What was taken for granted."""
        self._request = plan.request
        facts = plan.file
        self._show_format(facts)
        rows = [(_("Row {row}").format(row=row), row) for row in range(1, max(_MOST_HEADINGS, facts.headings_row) + 1)]
        _fill(self.headings.box, [*rows, (_("None"), 0)], facts.headings_row)
        orders = [(date_order_name(order), order) for order in DateOrder]
        _fill(self.dates.box, orders, plan.dates.order, nothing=_("Choose…"))
        self.dates.setVisible(plan.dates.example_row is not None and plan.mapping.has(*DATE_FIELDS))
        self.zone.setVisible(plan.request.subject is Subject.EVENTS)
        self.zone_box.set_zone(plan.zone)
        self._read_aloud(plan)

    def first_box(self) -> QComboBox:
        """Where the focus goes on its way through the regions."""
        return next(part.box for part in self._parts if not part.isHidden())

    def _show_format(self, facts: FileFacts) -> None:
        """Letters of a text and where its columns end; the sheet of a workbook."""
        names: dict[str, str] = {}
        for name in (facts.encoding, *facts.encodings):
            names.setdefault(encoding_name(name), name)
        _fill(self.letters.box, list(names.items()), facts.encoding)
        _fill(self.ends.box, list(_delimiters(facts.delimiter)), facts.delimiter)
        _fill(self.sheet.box, [(name, name) for name in facts.sheets], facts.sheet)
        set_hint(self.sheet.box, facts.sheet)
        self.letters.setVisible(facts.format is not FileFormat.WORKBOOK)
        self.ends.setVisible(facts.format is FileFormat.TEXT)
        self.headings.setVisible(facts.format in TABLES)
        self.sheet.setVisible(facts.format is FileFormat.WORKBOOK)

    def _read_aloud(self, plan: ImportPlan) -> None:
        words = read_aloud(plan.dates, self._style) if plan.mapping.has(*DATE_FIELDS) else ""
        if plan.dates.needed:
            self.band.say(_("Day or month first?"), words, tone=Tone.PART, links=self._orders(plan))
        elif words:
            proven = proof(plan.dates)
            self.band.say(words.removesuffix(proven).strip(), proven, tone=Tone.INFO)
        elif plan.file.format is FileFormat.CALENDAR and plan.warnings:
            said = [sentence(one) for one in plan.warnings]
            self.band.say(said[0], " ".join(said[1:]), tone=Tone.PART)
        elif lettered := [problem for problem in plan.warnings if problem.about == "encoding"]:
            self.band.say(_("How the letters were read"), sentence(lettered[0]), tone=Tone.PART)
        else:
            self.band.clear()

    def _orders(self, plan: ImportPlan) -> tuple[Way, ...]:
        """Both readings, one of which a person presses."""
        first, second = plan.dates.example, plan.dates.other
        if first is None or second is None:
            return ()
        return (
            Way(moments.month_day(first, self._style), partial(self._correct, dates=DateOrder.MDY)),
            Way(moments.month_day(second, self._style), partial(self._correct, dates=DateOrder.DMY)),
        )

    def _connect(self) -> None:
        self.letters.box.activated.connect(lambda _at: self._correct(encoding=self.letters.box.currentData()))
        self.ends.box.activated.connect(lambda _at: self._correct(delimiter=self.ends.box.currentData()))
        self.sheet.box.activated.connect(lambda _at: self._choose_sheet())
        self.headings.box.activated.connect(lambda _at: self._choose_headings())
        self.dates.box.activated.connect(lambda _at: self._correct(dates=DateOrder(self.dates.box.currentData())))
        self.zone_box.chosen.connect(lambda zone: self._correct(zone=zone))

    def _choose_headings(self) -> None:
        """Other headings mean other columns: what was said about the old ones does not count."""
        self._correct(headings_row=self.headings.box.currentData(), mapping=None, where=())

    def _choose_sheet(self) -> None:
        """Another sheet is another table."""
        self._correct(sheet=self.sheet.box.currentData(), headings_row=None, mapping=None, where=(), dates=None)

    def _correct(self, **corrections: object) -> None:
        if self._request is not None:
            self.corrected.emit(replace(self._request, **corrections))  # type: ignore[arg-type]


def encoding_name(name: str) -> str:
    """An encoding as people know it."""
    known = {
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8",
        "utf-16": "UTF-16",
        "utf-32": "UTF-32",
        "cp1252": "Windows 1252",
        "cp1250": "Windows 1250",
        "cp1251": "Windows 1251",
        "iso8859_15": "ISO 8859-15",
        "iso8859-15": "ISO 8859-15",
        "mac_roman": "Mac Roman",
        "mac-roman": "Mac Roman",
        "cp437": "DOS 437",
    }
    return known.get(name, name)


def _delimiters(now: str) -> list[tuple[str, str]]:
    known = [(_("Comma"), ","), (_("Semicolon"), ";"), (_("Tab"), "\t"), (_("Bar"), "|")]
    return known if now in {sign for _words, sign in known} else [*known, (now, now)]


def _fill(box: QComboBox, items: Sequence[tuple[str, object]], value: object, *, nothing: str = "") -> None:
    """Fill without saying anything; a value that is not there shows `nothing`."""
    box.blockSignals(True)
    box.clear()
    for words, data in items:
        box.addItem(directions_shown(words), data)
    box.setPlaceholderText(nothing)
    box.setCurrentIndex(next((at for at, (_words, data) in enumerate(items) if data == value), -1))
    box.blockSignals(False)
