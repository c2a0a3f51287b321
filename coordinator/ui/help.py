"""Help: the user guide with its contents, and the list of keys."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from coordinator import __version__
from coordinator.runtime import i18n
from coordinator.runtime.i18n import _
from coordinator.runtime.paths import resource_path
from coordinator.ui.keylist import key_grid
from coordinator.ui.keys import key_groups
from coordinator.ui.kit import scale
from coordinator.ui.kit.buttons import Button
from coordinator.ui.kit.desk import Desk
from coordinator.ui.kit.page import Page, Session
from coordinator.ui.kit.panels import CommandBar, SectionTitle, line, panel, scrolled
from coordinator.ui.kit.search import SearchField
from coordinator.ui.kit.sections import SectionList
from coordinator.ui.kit.sheet import DialogFrame
from coordinator.ui.kit.text import Label

_CONTENTS = 220
_KEYS = 320


class Guide(QTextBrowser):
    """Shows Markdown that came with the program; no link leads out of it and nothing is fetched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setAccessibleName(_("User guide"))
        self.document().setDocumentMargin(24)
        self.anchorClicked.connect(self._follow)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Only pictures beside the guide."""
        file = resource_path("help", QUrl(name).fileName())
        return super().loadResource(kind, QUrl.fromLocalFile(str(file))) if file.is_file() else None

    def show_guide(self, text: str) -> None:
        """Show it with room between its parts: Markdown brings none along."""
        self.setMarkdown(text)
        block = self.document().begin()
        while block.isValid():
            shape, (above, below) = block.blockFormat(), _room(block)
            shape.setTopMargin(above)
            shape.setBottomMargin(below)
            QTextCursor(block).setBlockFormat(shape)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def headings(self) -> list[QTextBlock]:
        """The lines that begin a chapter or a section."""
        found = []
        block = self.document().begin()
        while block.isValid():
            if 1 <= block.blockFormat().headingLevel() <= 3 and block.text().strip():
                found.append(block)
            block = block.next()
        return found

    def show_block(self, block: QTextBlock) -> None:
        """Bring a line to the top."""
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top) - 8)
        self.setTextCursor(QTextCursor(block))

    def _follow(self, link: QUrl) -> None:
        wanted = _anchor(link.fragment())
        for block in self.headings():
            if wanted and _anchor(block.text()) == wanted:
                self.show_block(block)


def show_chapter(window: QWidget, heading: str) -> None:
    """The guide over the window, at one of its headings: also when no database is open, so that there is no page."""
    dialog = DialogFrame(window, _("Help"), icon="circle-question-mark", width=760, height=560)
    guide = Guide()
    guide.show_guide(guide_text(i18n.language()))
    dialog.set_body(guide, scrolls=False)
    dialog.add_buttons(Button(_("Close"), dialog.reject))
    dialog.open()
    for block in guide.headings():
        if block.text().strip() == heading:
            guide.show_block(block)


class HelpPage(Page):
    """Contents at the left, the guide, the keys at the right."""

    def __init__(self, desk: Desk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(desk, session, parent)
        self.setAccessibleName(_("Help"))
        bar = CommandBar(_("Help"), _("The user guide and the list of keys."))
        self.finder = SearchField(_("Find in the guide"), key=_("Ctrl F"))
        self.finder.setFixedWidth(scale.px(260))
        bar.add(self.finder)
        self.column.addWidget(bar)
        self.guide = Guide()
        self.guide.show_guide(guide_text(i18n.language()))
        self.contents = self._contents()
        self.keys = self._key_panel()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.contents)
        row.addWidget(line(upright=True))
        row.addWidget(self.guide, 1)
        row.addWidget(line(upright=True))
        row.addWidget(self.keys)
        self.column.addLayout(row, 1)
        self.finder.typed.connect(lambda words: self._find(words, anew=True))
        self.finder.entered.connect(lambda: self._find(self.finder.text(), anew=False))
        self.setFocusProxy(self.contents)

    def hints(self) -> str:
        """The keys that count here."""
        return _("Up and Down choose a chapter, F6 goes on, Ctrl F finds")

    def search(self) -> None:
        """To the field."""
        self.finder.setFocus()
        self.finder.field.selectAll()

    def regions(self) -> tuple[QWidget, ...]:
        """Finder, contents, guide, keys."""
        return (self.finder, self.contents, self.guide, self.keys)

    def _contents(self) -> SectionList:
        made = SectionList(_("Contents"), width=_CONTENTS)
        self._chapters = [block for block in self.guide.headings() if block.blockFormat().headingLevel() <= 2]
        for block in self._chapters:
            made.add(block.text())
        made.currentRowChanged.connect(lambda row: self.guide.show_block(self._chapters[row]) if row >= 0 else None)
        return made

    def _key_panel(self) -> QWidget:
        body = panel()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        for group in key_groups():
            column.addWidget(SectionTitle(group.title))
            column.addLayout(key_grid(group))
            column.addSpacing(8)
        column.addWidget(Label(f"Coordinator {__version__}", "caption", ink="3"))
        column.addStretch()
        area = scrolled(body)
        area.setAccessibleName(_("Keys"))
        area.setFixedWidth(scale.px(_KEYS))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return area

    def _find(self, words: str, *, anew: bool) -> None:
        if anew:
            self.guide.moveCursor(QTextCursor.MoveOperation.Start)
        found = bool(words) and (self.guide.find(words) or self._from_the_top(words))
        self.finder.set_count("" if found or not words else _("not found"))

    def _from_the_top(self, words: str) -> bool:
        self.guide.moveCursor(QTextCursor.MoveOperation.Start)
        return self.guide.find(words)


def guide_text(language: str) -> str:
    """The guide in this language, English where there is none."""
    for code in (language, "en"):
        file = resource_path("help", f"{code}.md")
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return ""


def _room(block: QTextBlock) -> tuple[int, int]:
    """Above and below a heading, a line of a list, a cell, a paragraph."""
    if block.blockFormat().headingLevel():
        return scale.px(14), scale.px(4)
    if block.textList() is not None:
        return scale.px(2), scale.px(2)
    return (0, 0) if QTextCursor(block).currentTable() is not None else (scale.px(4), scale.px(6))


def _anchor(words: str) -> str:
    """As Markdown makes anchors of headings."""
    return "".join(c for c in words.lower().replace(" ", "-") if c.isalnum() or c == "-")
