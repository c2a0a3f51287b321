"""Which kind of event each word of the file stands for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from coordinator.domain.directions import directions_shown
from coordinator.domain.events import EventKind
from coordinator.domain.imports import ImportMapping, KindMatch
from coordinator.runtime.i18n import _
from coordinator.ui.kit import icons
from coordinator.ui.kit.buttons import Button, PrimaryButton, make_default
from coordinator.ui.kit.forms import Form, FormRow
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import without_mnemonic
from coordinator.ui.kit.tokens import KIND_ICONS
from coordinator.wording.labels import kind_name

_LONGEST = 48


class KindsDialog(DialogFrame):
    """`matched` carries the mapping with the kinds as chosen."""

    matched = Signal(object)

    def __init__(self, over: QWidget, mapping: ImportMapping) -> None:
        super().__init__(over, _("Match kinds"), icon="tag", width=560, height=420)
        self._mapping = mapping
        self.boxes: dict[str, QComboBox] = {}
        form = Form(label_width=220, gap=6)
        form.setContentsMargins(16, 14, 16, 14)
        for match in mapping.kinds:
            self.boxes[match.text] = _kind_box(match)
            words = match.text if len(match.text) <= _LONGEST else f"{match.text[: _LONGEST - 1]}…"
            form.add(FormRow(without_mnemonic(words) or _("(empty)"), self.boxes[match.text]))
        self.set_body(form)
        use = PrimaryButton(_("Use these kinds"), self._use)
        self.add_buttons(Button(_("Cancel"), self.reject, key=_("Esc")), use)
        make_default(use)

    def _use(self) -> None:
        kinds = tuple(KindMatch(text, EventKind(box.currentData())) for text, box in self.boxes.items())
        self.matched.emit(ImportMapping(self._mapping.subject, self._mapping.columns, kinds))
        self.accept()


def _kind_box(match: KindMatch) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(directions_shown(match.text))
    for kind in EventKind:
        box.addItem(icons.icon(KIND_ICONS[kind], f"kind.{kind}.ink"), kind_name(kind), str(kind))
    box.setCurrentIndex(list(EventKind).index(match.kind))
    return box
