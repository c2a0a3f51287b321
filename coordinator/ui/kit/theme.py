"""Puts the tokens to work: palette, style sheet, focus ring. One call changes the look of everything."""

import re
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from coordinator.runtime.paths import resource_path
from coordinator.ui.kit import fonts, scale
from coordinator.ui.kit.ring import keep_ring_on_focus
from coordinator.ui.kit.tokens import CONTRAST, CONTRAST_DARK, DARK, LIGHT, Theme, Tokens, colour, current, use

__all__ = [
    "DARK",
    "LIGHT",
    "Theme",
    "Tokens",
    "apply",
    "chosen",
    "colour",
    "current",
    "on_system_change",
    "palette",
    "style_sheet",
    "table_for",
]

_HOLE = re.compile(r"@([a-z][a-z0-9.]*|\d+px)@")


class _Applied:
    sheet = ""


def application(*arguments: str) -> QApplication:
    """The one of this process, made in the style that the sheet is written for. Named as an argument: `setStyle` hands
    back a style, for which Python's half of Qt makes six hundred constants."""
    made = QApplication.instance() or QApplication([arguments[0] if arguments else "coordinator", "-style", "Fusion"])
    assert isinstance(made, QApplication)
    return made


def chosen(theme: str) -> Tokens:
    """The table for a setting; "system" asks the computer."""
    hints = QGuiApplication.styleHints()  # kept while it is asked: what it hands out goes with it
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    contrast = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    return table_for(theme, dark=dark, contrast=contrast)


def table_for(theme: str, *, dark: bool, contrast: bool) -> Tokens:
    """The table for a setting on a computer that is set to this. Where the system asks for high contrast, "system"
    follows it; black on white or white on black is the system's choice too."""
    if theme == Theme.CONTRAST or (contrast and theme not in (Theme.LIGHT, Theme.DARK)):
        return CONTRAST_DARK if dark else CONTRAST
    if theme == Theme.DARK or (dark and theme == Theme.SYSTEM):
        return DARK
    return LIGHT


def on_system_change(dress: Callable[[], object]) -> None:
    """Call this whenever the computer turns dark or light, or asks for more contrast or less."""
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: dress())
    hints.accessibility().contrastPreferenceChanged.connect(lambda _wish: dress())


def apply(app: QApplication, theme: str = Theme.SYSTEM, text_size: str = scale.TextSize.NORMAL) -> None:
    """Draw everything in this theme and text size from now on."""
    scale.use(text_size)
    use(chosen(theme))
    if not _Applied.sheet:
        keep_ring_on_focus(app)
    app.setFont(fonts.application_font())
    app.setPalette(palette(current()))
    _set_sheet(app, style_sheet(current()))


def _set_sheet(app: QApplication, sheet: str) -> None:
    if sheet != _Applied.sheet:
        _Applied.sheet = sheet
        app.setStyleSheet(sheet)


def style_sheet(table: Tokens) -> str:
    """The template with every name and length filled in."""
    return _HOLE.sub(lambda hole: _value(table, hole.group(1)), _template())


def _value(table: Tokens, name: str) -> str:
    if name[0].isdigit():
        return f"{scale.px(int(name.removesuffix('px')))}px"
    if name in _BY_STRENGTH:
        return _BY_STRENGTH[name](table)
    if name.endswith(".icon"):
        theme = "dark" if table.dark else "light"
        drawing = name.removesuffix(".icon").replace(".", "-")
        return resource_path("styles", f"{drawing}-{theme}.svg").as_posix()
    return table[name]


# Where tints are not enough: what else tells a link, a status and the focus.
_BY_STRENGTH: dict[str, Callable[[Tokens], str]] = {
    "ring": lambda table: f"{table.ring}px",
    "link.line": lambda table: "underline" if table.strong else "none",
    "chip.border": lambda table: f"1px solid {table['ink.1']}" if table.strong else "0",
}


@cache
def _template() -> str:
    return resource_path("styles", "window.qss").read_text(encoding="utf-8")


def palette(table: Tokens) -> QPalette:
    """The palette for whatever the style sheet leaves to the style."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, table.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, table.colour("ink.disabled"))
    return made


_ROLES = {
    QPalette.ColorRole.Window: "surface.window",
    QPalette.ColorRole.WindowText: "ink.1",
    QPalette.ColorRole.Base: "surface.panel",
    QPalette.ColorRole.AlternateBase: "surface.hover",
    QPalette.ColorRole.Text: "ink.1",
    QPalette.ColorRole.PlaceholderText: "ink.3",
    QPalette.ColorRole.Button: "surface.panel",
    QPalette.ColorRole.ButtonText: "ink.1",
    QPalette.ColorRole.BrightText: "ink.1",
    QPalette.ColorRole.Highlight: "surface.selected",
    QPalette.ColorRole.HighlightedText: "ink.1",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "surface.panel",
    QPalette.ColorRole.ToolTipText: "ink.1",
    QPalette.ColorRole.Light: "surface.panel",
    QPalette.ColorRole.Midlight: "surface.sunken",
    QPalette.ColorRole.Mid: "border.line",
    QPalette.ColorRole.Dark: "border.control",
    QPalette.ColorRole.Shadow: "border.control",
    QPalette.ColorRole.Accent: "accent",
}
