"""The typefaces of the window: Inter with figures of equal width, and the fonts of the paper for other scripts."""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from coordinator.runtime.paths import resource_path
from coordinator.ui.kit import scale

FAMILY = "Inter"
_WINDOW_FONTS = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")

# look: pixels at normal text size, weight
LOOKS: dict[str, tuple[int, int]] = {
    "tiny": (10, 600),
    "caption": (11, 500),
    "rail-selected": (11, 600),
    "small": (12, 400),
    "small-strong": (12, 600),
    "body": (13, 400),
    "medium": (13, 500),
    "strong": (13, 600),
    "heading": (15, 600),
    "title": (18, 600),
    "number": (18, 600),
    "welcome": (24, 600),
}


@cache
def register() -> None:
    """Make the window's own typeface known to Qt; once per process."""
    for name in _WINDOW_FONTS:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))


def application_font() -> QFont:
    """The font everything inherits."""
    register()
    return font("body")


def font(look: str) -> QFont:
    """A font of one's own for painting, at the text size in use."""
    return QFont(kept(look))


def kept(look: str) -> QFont:
    """The same without a copy, for what is painted in every frame; do not change it in place."""
    return _font(look, scale.factor())


@cache
def _font(look: str, factor: float) -> QFont:
    size, weight = LOOKS[look]
    made = QFont(FAMILY)
    made.setPixelSize(round(size * factor))
    made.setWeight(QFont.Weight(weight))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def metrics(look: str) -> QFontMetrics:
    """Measures of a look at the text size in use."""
    return QFontMetrics(font(look))


# A script the system may have no font for, and the font of the paper that has it.
_SCRIPTS = {
    QFontDatabase.WritingSystem.Arabic: "NotoSansArabic-Regular.ttf",
    QFontDatabase.WritingSystem.Hebrew: "NotoSansHebrew-Regular.ttf",
    QFontDatabase.WritingSystem.Armenian: "NotoSansArmenian-Regular.ttf",
    QFontDatabase.WritingSystem.Georgian: "NotoSansGeorgian-Regular.ttf",
    QFontDatabase.WritingSystem.Devanagari: "NotoSansDevanagari-Regular.ttf",
    QFontDatabase.WritingSystem.Bengali: "NotoSansBengali-Regular.ttf",
    QFontDatabase.WritingSystem.Telugu: "NotoSansTelugu-Regular.ttf",
    QFontDatabase.WritingSystem.Kannada: "NotoSansKannada-Regular.ttf",
    QFontDatabase.WritingSystem.Thai: "NotoSansThai-Regular.ttf",
    QFontDatabase.WritingSystem.Lao: "NotoSansLao-Regular.ttf",
    QFontDatabase.WritingSystem.Korean: "NotoSansKR-Regular.ttf",
    QFontDatabase.WritingSystem.SimplifiedChinese: "NotoSansSC-Regular.ttf",
}


@cache
def register_missing_scripts() -> tuple[str, ...]:
    """Lend the window the paper's fonts for scripts that this computer has none for; gives back which. Takes a
    moment (the system's fonts are listed), so it is done after the window stands."""
    missing = tuple(name for system, name in _SCRIPTS.items() if not QFontDatabase.families(system))
    lent = tuple(name for name in missing if resource_path("fonts", name).is_file())
    for name in lent:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
    return lent
