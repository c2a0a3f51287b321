"""The colours and measures of the window, by name: one table per theme."""

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtGui import QColor


class Theme(StrEnum):
    """What the settings may say; "system" follows the computer, its high contrast too."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


_LIGHT = {
    "surface.window": "#F3F5F8",
    "surface.panel": "#FFFFFF",
    "surface.sunken": "#E9EDF3",
    "surface.hover": "#EEF3FA",
    "surface.selected": "#DCE8F7",
    "ink.1": "#16202E",
    "ink.2": "#44516A",
    "ink.3": "#5B677C",
    "ink.disabled": "#8A94A6",
    "border.line": "#D3DAE4",
    "border.control": "#7B889D",
    "accent": "#1D4480",
    "accent.on": "#FFFFFF",
    "accent.hover": "#17396B",
    "accent.pressed": "#102B54",
    "link": "#1D4480",
    "rail": "#17304F",
    "rail.selected": "#2B4A73",
    "rail.text": "#C9D6E8",
    "rail.text.selected": "#FFFFFF",
    "rail.edge": "#17304F",
    "focus": "#0B63CE",
    "mark.ink": "#16202E",
    "mark.fill": "#FFE27A",
    "rest": "#7F8CA1",
    "shade": "#7A16202E",
    "paper": "#FFFFFF",
    "paper.ink": "#000000",
}

_DARK = {
    "surface.window": "#121922",
    "surface.panel": "#1A222E",
    "surface.sunken": "#222C3A",
    "surface.hover": "#243040",
    "surface.selected": "#24405F",
    "ink.1": "#E8EDF4",
    "ink.2": "#B4C0D0",
    "ink.3": "#9CAABE",
    "ink.disabled": "#66758B",
    "border.line": "#303C4C",
    "border.control": "#66758B",
    "accent": "#8DB8F5",
    "accent.on": "#0F1722",
    "accent.hover": "#A6C8F8",
    "accent.pressed": "#6FA3EA",
    "link": "#9CC2F8",
    "rail": "#0D131B",
    "rail.selected": "#24344A",
    "rail.text": "#B4C0D0",
    "rail.text.selected": "#FFFFFF",
    "rail.edge": "#0D131B",
    "focus": "#7FB4FF",
    "mark.ink": "#FFF2D1",
    "mark.fill": "#5C4A00",
    "rest": "#66758B",
    "shade": "#A6000000",
    "paper": "#FFFFFF",
    "paper.ink": "#000000",
}

# kind: ink, fill, edge
_KINDS_LIGHT = {
    "meeting": ("#123C6E", "#E3EEFB", "#1F5FA8"),
    "practice": ("#15502E", "#E2F2E7", "#2B7A4B"),
    "game": ("#6E3305", "#FCEADA", "#B4540A"),
    "volunteer": ("#4A2476", "#EFE6FA", "#7443A8"),
    "training": ("#07484F", "#DBF0F2", "#0F7480"),
    "other": ("#333D4C", "#E8ECF1", "#5B6678"),
}
_KINDS_DARK = {
    "meeting": ("#CFE3FF", "#1B3556", "#6FA8EC"),
    "practice": ("#C9EED6", "#183D28", "#5DBB80"),
    "game": ("#FFDDBF", "#4A2A10", "#EC9A55"),
    "volunteer": ("#E6D5FB", "#38224F", "#B98BE6"),
    "training": ("#C2EEF2", "#0F3B41", "#4FBAC6"),
    "other": ("#DDE3EB", "#2C3644", "#93A0B3"),
}

# tone: ink, fill
_TONES_LIGHT = {
    "open": ("#A61B12", "#FDEBE9"),
    "part": ("#7A4D00", "#FFF2D1"),
    "full": ("#1B6338", "#E2F3E8"),
    "over": ("#5A3EA6", "#ECE8FA"),
    "info": ("#1F5FA8", "#E3EEFB"),
    "none": ("#44516A", "#E8ECF1"),
}
_TONES_DARK = {
    "open": ("#FFB4AC", "#451815"),
    "part": ("#FFD98A", "#40300A"),
    "full": ("#A6E3BD", "#183D28"),
    "over": ("#CFC3FF", "#2D2456"),
    "info": ("#A9CDFB", "#1B3556"),
    "none": ("#B4C0D0", "#2C3644"),
}


class Tone(StrEnum):
    """The status colours. `OPEN` also says error, `PART` warning, `FULL` good, `INFO` information, `NONE` nothing."""

    OPEN = "open"
    PART = "part"
    FULL = "full"
    OVER = "over"
    INFO = "info"
    NONE = "none"


KIND_ICONS = {
    "meeting": "messages-square",
    "practice": "dumbbell",
    "game": "trophy",
    "volunteer": "heart-handshake",
    "training": "graduation-cap",
    "other": "calendar",
}

TONE_ICONS = {
    Tone.OPEN: "circle-alert",
    Tone.PART: "triangle-alert",
    Tone.FULL: "check",
    Tone.OVER: "user-plus",
    Tone.INFO: "info",
    Tone.NONE: "",
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme's colours. Names are those of the design ("surface.panel", "kind.game.edge", "tone.open.ink"). A strong
    theme tells nothing by tints alone: links are underlined and the focus ring is thicker."""

    name: str
    dark: bool
    hexes: dict[str, str]
    strong: bool = False
    _colours: dict[str, QColor] = field(default_factory=dict, compare=False)

    def __getitem__(self, name: str) -> str:
        return self.hexes[name]

    @property
    def ring(self) -> int:
        """How thick the focus ring is, in pixels."""
        return 3 if self.strong else 2

    def colour(self, name: str) -> QColor:
        """The colour for painting; do not change it in place."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(self.hexes[name])
        return found


def _table(
    plain: dict[str, str], kinds: dict[str, tuple[str, str, str]], tones: dict[str, tuple[str, str]]
) -> dict[str, str]:
    table = dict(plain)
    for kind, colours in kinds.items():
        table |= {f"kind.{kind}.{part}": colour for part, colour in zip(("ink", "fill", "edge"), colours, strict=True)}
    for tone, pair in tones.items():
        table |= {f"tone.{tone}.{part}": colour for part, colour in zip(("ink", "fill"), pair, strict=True)}
    return table


@dataclass(frozen=True, slots=True)
class _Strong:
    """The few colours of a theme of high contrast. What is chosen is darker or lighter than the ground by so much that
    it shows, and by so little that words on it stay seven times as bright or dark."""

    ink: str
    ground: str
    hover: str
    chosen: str
    disabled: str
    line: str
    press: tuple[str, str]
    rail: str
    focus: str
    edges: tuple[str, ...]


def _strong(of: _Strong) -> dict[str, str]:
    ink, ground = of.ink, of.ground
    plain = {
        **dict.fromkeys(("surface.window", "surface.panel", "surface.sunken"), ground),
        **dict.fromkeys(("ink.1", "ink.2", "ink.3", "link", "border.control", "rest", "accent", "mark.fill"), ink),
        **dict.fromkeys(("accent.on", "mark.ink"), ground),
        **dict.fromkeys(("rail.text", "rail.text.selected", "paper"), "#FFFFFF"),
        **dict.fromkeys(("rail", "paper.ink"), "#000000"),
        **{"surface.hover": of.hover, "surface.selected": of.chosen, "ink.disabled": of.disabled},
        **{"border.line": of.line, "accent.hover": of.press[0], "accent.pressed": of.press[1]},
        **{"rail.selected": of.rail, "rail.edge": of.line, "focus": of.focus, "shade": "#A6000000"},
    }
    kinds = {kind: (ink, ground, edge) for kind, edge in zip(KIND_ICONS, of.edges, strict=True)}
    return _table(plain, kinds, dict.fromkeys(Tone, (ink, ground)))


_STRONG_LIGHT = _Strong(
    ink="#000000",
    ground="#FFFFFF",
    hover="#E0E0E0",
    chosen="#4C9CE8",
    disabled="#595959",
    line="#595959",
    press=("#333333", "#4D4D4D"),
    rail="#595959",
    focus="#0000D0",
    edges=("#0B4F9E", "#14622F", "#8A3A00", "#6A2FA8", "#05626E", "#3A4454"),
)
_STRONG_DARK = _Strong(
    ink="#FFFFFF",
    ground="#000000",
    hover="#333333",
    chosen="#005A9C",
    disabled="#A6A6A6",
    line="#A6A6A6",
    press=("#D0D0D0", "#B0B0B0"),
    rail="#595959",
    focus="#FFD800",
    edges=("#7DB8FF", "#62D98A", "#FFAE66", "#D0A3FF", "#55D6E4", "#C0CAD8"),
)

LIGHT = Tokens("light", dark=False, hexes=_table(_LIGHT, _KINDS_LIGHT, _TONES_LIGHT))
DARK = Tokens("dark", dark=True, hexes=_table(_DARK, _KINDS_DARK, _TONES_DARK))
CONTRAST = Tokens("contrast", dark=False, hexes=_strong(_STRONG_LIGHT), strong=True)
CONTRAST_DARK = Tokens("contrast-dark", dark=True, hexes=_strong(_STRONG_DARK), strong=True)
TABLES = (LIGHT, DARK, CONTRAST, CONTRAST_DARK)


class _InUse:
    tokens = LIGHT


def use(table: Tokens) -> None:
    """Paint with this table from now on."""
    _InUse.tokens = table


def current() -> Tokens:
    """The colours in use."""
    return _InUse.tokens


def colour(name: str) -> QColor:
    """One colour in use, for painting; do not change it in place."""
    return _InUse.tokens.colour(name)
