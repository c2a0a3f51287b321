"""Puts the tokens to work: palette, style sheet, focus ring. One call changes the look of everything."""

import re
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from coordinator.runtime.paths import resource_path
from coordinator.ui.kit import fonts, scale
from coordinator.ui.kit.ring import keep_ring_on_focus
from coordinator.ui.kit.tokens import DARK, LIGHT, Theme, Tokens, colour, current, use

__all__ = ["DARK", "LIGHT", "Theme", "Tokens", "apply", "chosen", "colour", "current", "palette", "style_sheet"]

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
    if theme == Theme.DARK:
        return DARK
    if theme == Theme.SYSTEM and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark:
        return DARK
    return LIGHT


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
    if name.endswith(".icon"):
        theme = "dark" if table.dark else "light"
        drawing = name.removesuffix(".icon").replace(".", "-")
        return resource_path("styles", f"{drawing}-{theme}.svg").as_posix()
    return table[name]


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
