"""Words of Qt's own file dialog that its Spanish catalogue lacks since they have underlined letters."""

from PySide6.QtCore import QObject, QTranslator

from coordinator.runtime.i18n import pgettext


class QtWords(QTranslator):
    """Asked before Qt's catalogue; None hands the question on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = {
            "&Look in:": pgettext("file dialog", "&Look in:"),
            "File &name:": pgettext("file dialog", "File &name:"),
            "Files of &type:": pgettext("file dialog", "Files of &type:"),
        }

    def isEmpty(self) -> bool:
        """Qt installs no empty one."""
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The words, or null for all others: an empty text would empty every button."""
        return self._words.get(text) if context == "QFileDialog" else None  # type: ignore[return-value]
