"""Search, filters and how many were found, above the list of people."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.domain.listings import PeopleQuery
from coordinator.domain.people import PersonStatus
from coordinator.runtime.i18n import _
from coordinator.ui.kit import scale
from coordinator.ui.kit.panels import Bar
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.text import Label, set_hint
from coordinator.ui.people.filters import Answer, FilterButton
from coordinator.wording.labels import person_status_name

_GATHER = 40
"""Milliseconds that gather fast typing into one question."""


class FindBar(Bar):
    """`changed` comes when a person searches or filters; `query` is what they ask for, without group and order."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("filter", margin=12, parent=parent)
        self.search = SearchField(_("Search people"), hint=_("Name, phone or e-mail"), wait=_GATHER)
        self.search.setMinimumWidth(scale.px(150))
        self.search.setMaximumWidth(scale.px(250))
        self.status = FilterButton(_("Status"))
        self.tag = FilterButton(_("Tag"))
        self.count = Label("", ink="2")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.count.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self.search, 1, Qt.AlignmentFlag.AlignVCenter)
        self.add(self.status, self.tag)
        self.row.addStretch(0)
        self.row.addWidget(self.count)
        self.status.set_answers(Answer(str(status), person_status_name(status)) for status in PersonStatus)
        self.set_tags(())
        self.search.typed.connect(lambda _words: self.changed.emit())
        self.status.chosen.connect(lambda _value: self.changed.emit())
        self.tag.chosen.connect(lambda _value: self.changed.emit())

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """The tags in use; without any there is nothing to filter by."""
        before = self.tag.value()
        self.tag.set_answers(Answer(tag, tag) for tag in tags)
        self.tag.setVisible(bool(tags))
        if self.tag.value() != before:
            self.changed.emit()

    def narrowed(self, query: PeopleQuery) -> PeopleQuery:
        """The query with what stands here."""
        status = PersonStatus(self.status.value()) if self.status.value() else None
        return replace(query, text=self.search.text().strip(), status=status, tag=self.tag.value())

    def is_filtered(self) -> bool:
        """If a filter leaves people out."""
        return bool(self.status.value() or self.tag.value())

    def clear_filters(self) -> None:
        """Everybody counts again; says nothing."""
        self.status.set_value("")
        self.tag.set_value("")

    def set_count(self, found: int, everyone: int) -> None:
        """Say "12 of 412"."""
        self.count.setText(_("{found} of {everyone}").format(found=f"{found:,}", everyone=f"{everyone:,}"))
        set_hint(self.count, _("People found, of all on the list"))
