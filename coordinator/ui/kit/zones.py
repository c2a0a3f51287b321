"""A field for a time zone: type a part of a city or choose from the list."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfoNotFoundError, available_timezones

from babel import Locale
from babel.dates import get_timezone_name
from PySide6.QtCore import QSize, Qt, QTimeZone, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from coordinator.domain.spans import zone_named
from coordinator.runtime import i18n
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons, scale
from coordinator.ui.kit.popups import dress_completer

_FALLBACK = "America/New_York"


def system_zone() -> str:
    """The computer's zone, as far as it has a name that is known here."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if is_zone(name) else _FALLBACK


def is_zone(name: str) -> bool:
    """If times can be reckoned in a zone of this name."""
    try:
        zone_named(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return "/" in name or name == "UTC"


@lru_cache(maxsize=2000)
def _spoken(name: str, language: str) -> str:
    city = zone_city(name)
    kind = get_timezone_name(zone_named(name), width="long", zone_variant="generic", locale=Locale.parse(language))
    return city if city in kind or kind == name else f"{city} ({kind})"


def zone_words(name: str) -> str:
    """ "New York (Eastern Time)"."""
    return _spoken(name, i18n.language())


def zone_city(name: str) -> str:
    """ "New York", where there is little room."""
    return name.rsplit("/", 1)[-1].replace("_", " ")


class ZoneBox(QComboBox):
    """`chosen` carries the zone's IANA name. Words that are no zone go back to the last one."""

    chosen = Signal(str)

    def __init__(self, zone: str, parent: QWidget | None = None, *, words: Callable[[str], str] = zone_words) -> None:
        super().__init__(parent)
        self._words = words
        self._filled = False
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(_("Time zone"))
        self.setIconSize(QSize(scale.px(icons.MEDIUM), scale.px(icons.MEDIUM)))
        self.setMinimumContentsLength(18)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._zone = zone
        self.set_zone(zone)
        self.activated.connect(self._choose)
        self._line().editingFinished.connect(self._settle)

    def zone(self) -> str:
        """The zone chosen."""
        return self._zone

    def set_zone(self, zone: str) -> None:
        """Choose by the program."""
        if self.findData(zone) < 0:
            self._add(zone)
        self._zone = zone
        self.setCurrentIndex(self.findData(zone))
        self._line().setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list is made when somebody comes near: 500 names take a moment."""
        self._fill()
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As above."""
        self._fill()
        super().mousePressEvent(event)

    def showPopup(self) -> None:
        """As above."""
        self._fill()
        super().showPopup()

    def _line(self) -> QLineEdit:
        line = self.lineEdit()
        assert line is not None
        return line

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        self.blockSignals(True)
        self.clear()
        names = {name for name in available_timezones() if is_zone(name) and not name.startswith(("Etc/", "SystemV/"))}
        for name in sorted(names | {self._zone}, key=self._words):
            self._add(name)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        dress_completer(completer)
        self.set_zone(self._zone)
        self.blockSignals(False)

    def _add(self, zone: str) -> None:
        self.addItem(icons.icon("globe"), self._words(zone), zone)

    def _choose(self, place: int) -> None:
        zone = self.itemData(place)
        if isinstance(zone, str) and zone != self._zone:
            self._zone = zone
            self.chosen.emit(zone)

    def _settle(self) -> None:
        place = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        if place >= 0 and self.currentText() != self._words(self._zone):  # two zones may have one name
            self.setCurrentIndex(place)
            self._choose(place)
        else:
            self.set_zone(self._zone)


def time_in(zone: str, instant: datetime) -> datetime:
    """The wall time there."""
    return instant.astimezone(zone_named(zone)).replace(tzinfo=None)
