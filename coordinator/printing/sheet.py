"""What all sheets share: paper, head, foot, page x of y, and the file they become."""

import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from coordinator.domain.documents import Document
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import wall_time_of
from coordinator.printing.flow import Page
from coordinator.printing.fonts import Face
from coordinator.printing.pen import DARK, LEADING, Pen, Stroke, width_of
from coordinator.printing.text import Fitted, clean, code_shown, fit
from coordinator.runtime.i18n import _
from coordinator.wording import moments
from coordinator.wording.moments import Style

MARGIN = 36.0
LARGE = 1.35
_FOOT_RULE = 49.0
_FOOT_BASELINE = 37.0
_LOGO = 40.5
_BESIDE_LOGO = 10.5
_UNDER_HEAD = 12.5
_NAMED_IN_REMARK = 12

# The fonts keep a state per document and a reading position: one sheet is made at a time.
_one_at_a_time = threading.Lock()


class Paper(StrEnum):
    """The sizes of paper."""

    LETTER = "letter"
    LEGAL = "legal"
    A4 = "a4"


_SIZES = {Paper.LETTER: (612.0, 792.0), Paper.LEGAL: (612.0, 1008.0), Paper.A4: (595.276, 841.89)}


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is set."""

    style: Style
    paper: Paper = Paper.LETTER
    large: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return _SIZES[self.paper]

    @property
    def scale(self) -> float:
        """How much larger than usual the texts are."""
        return LARGE if self.large else 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What head and foot say: at the right the sheet, what it is about and whose copy it is; below, who may see it."""

    precinct: Precinct
    sheet: str
    about: str
    copy: str
    audience: str
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """A page with its head set: what is left for the body."""

    frame: Frame
    look: Look
    head: tuple[tuple[float, Fitted], ...]
    body_top: float

    @property
    def left(self) -> float:
        """Where the body begins."""
        return MARGIN

    @property
    def right(self) -> float:
        """Where the body ends."""
        return self.look.size[0] - MARGIN

    @property
    def room(self) -> float:
        """The height of the body."""
        return self.look.size[1] - self.body_top - _FOOT_RULE - 6


@dataclass(frozen=True, slots=True)
class File:
    """How the file is called, inside and outside. No person's name in either."""

    name: str
    title: str


def made(pages: Sequence[Page], stage: Stage, file: File) -> tuple[Document, tuple[str, ...]]:
    """The PDF of these pages, and the letters that no bundled font has."""
    with _one_at_a_time:
        target = BytesIO()
        canvas = _canvas(target, stage, file)
        pen = Pen(canvas, canvas._doc, stage.look.size[1])  # type: ignore[attr-defined]
        for number, page in enumerate(pages, start=1):
            _head(pen, stage)
            _foot(pen, stage, _("Page {page} of {pages}").format(page=number, pages=len(pages)))
            for placed in page:
                placed.block.draw(pen, stage.body_top + placed.top)
            pen.finish()
        canvas.save()
    return Document(file.name, "application/pdf", target.getvalue(), len(pages)), tuple(pen.missing)


def remarks_on(missing: Sequence[str]) -> tuple[str, ...]:
    """Which letters no bundled font has, in the language of the reader."""
    named = [_letter_named(letter) for letter in missing[:_NAMED_IN_REMARK]]
    sentences = [
        _("No font of the program has {letter}. It is printed as {code}.").format(
            letter=letter, code=code_shown(missing[place])
        )
        for place, letter in enumerate(named)
    ]
    if len(missing) > _NAMED_IN_REMARK:
        sentences.append(
            _("{count} more letters have no font. They are printed by their codes.").format(
                count=len(missing) - _NAMED_IN_REMARK
            )
        )
    return tuple(sentences)


def _letter_named(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return f"“{letter}” ({name.capitalize()})" if name else code_shown(letter)


class _Canvas(Canvas):
    """Without the library's own first font, which is not embedded."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def _canvas(target: BytesIO, stage: Stage, file: File) -> Canvas:
    frame, look = stage.frame, stage.look
    canvas = _Canvas(
        target, pagesize=look.size, invariant=1, pageCompression=1, pdfVersion=(1, 4), lang=look.style.language
    )
    canvas.setTitle(clean(file.title))
    canvas.setAuthor(clean(frame.precinct.name))
    canvas.setCreator("Coordinator")
    canvas.setSubject("")
    stamp = frame.printed_at.strftime("D:%Y%m%d%H%M%SZ")
    canvas.setDateFormatter(lambda *_moment: stamp)
    return canvas


# --- head ------------------------------------------------------------------------------------------------------------


def stage_of(frame: Frame, look: Look) -> Stage:
    """The head set for this precinct: long names and addresses make it higher."""
    precinct = frame.precinct
    side = max(width_of(text, Face.BOLD, 9.4) for text in (frame.sheet, frame.about, frame.copy))
    width = look.size[0] - 2 * MARGIN - _LOGO - _BESIDE_LOGO - side - 24
    contact = " · ".join(part for part in (precinct.address, precinct.phone, precinct.email) if part)
    texts = ((precinct.name, Face.TITLE, 12.75), (precinct.unit, Face.TEXT, 9.0), (contact, Face.TEXT, 9.0))
    head: list[tuple[float, Fitted]] = []
    top = MARGIN - 1.5
    for text, face, size in texts:
        if text.strip():
            fitted = fit((text,), face, size, width)
            head.append((top + fitted.size * 1.15, fitted))
            top += len(fitted.lines) * fitted.size * LEADING + 0.6
    return Stage(frame, look, tuple(head), max(MARGIN + _LOGO, top + 3) + _UNDER_HEAD)


def _head(pen: Pen, stage: Stage) -> None:
    frame = stage.frame
    _logo(pen, stage.left)
    for baseline, fitted in stage.head:
        pen.fitted(stage.left + _LOGO + _BESIDE_LOGO, baseline, fitted, grey=DARK)
    pen.text_ending(stage.right, MARGIN + 12.8, frame.sheet, Face.BOLD, 9.4)
    pen.text_ending(stage.right, MARGIN + 24.2, frame.about, Face.TEXT, 9, grey=DARK)
    pen.text_ending(stage.right, MARGIN + 35.6, frame.copy, Face.TEXT, 9, grey=DARK)
    pen.rule(stage.left, stage.body_top - 5, stage.right, Stroke(1.5))


def _logo(pen: Pen, left: float) -> None:
    canvas, top = pen.canvas, pen.height - MARGIN
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.75)
    canvas.roundRect(left, top - _LOGO, _LOGO, _LOGO, 3)
    canvas.saveState()
    canvas.translate(left + _LOGO / 2, top - _LOGO / 2)
    canvas.setLineWidth(1.9)
    canvas.setLineJoin(1)
    canvas.drawPath(_shield(canvas))
    canvas.restoreState()


def _shield(canvas: Canvas) -> PDFPathObject:
    path = canvas.beginPath()
    path.moveTo(0, 12.4)
    path.curveTo(3.2, 9.6, 6.6, 8.6, 10.2, 8.4)
    path.lineTo(10.2, -0.6)
    path.curveTo(10.2, -6.6, 6.2, -10.2, 0, -12.4)
    path.curveTo(-6.2, -10.2, -10.2, -6.6, -10.2, -0.6)
    path.lineTo(-10.2, 8.4)
    path.curveTo(-6.6, 8.6, -3.2, 9.6, 0, 12.4)
    path.close()
    return path


# --- foot ------------------------------------------------------------------------------------------------------------


def _foot(pen: Pen, stage: Stage, page: str) -> None:
    frame, look = stage.frame, stage.look
    baseline = pen.height - _FOOT_BASELINE
    printed = _("printed {time}").format(time=printed_stamp(frame.printed_at, look.style))
    pen.rule(stage.left, pen.height - _FOOT_RULE, stage.right, Stroke(0.75))
    pen.text(stage.left, baseline, page, Face.TEXT, 8.2)
    pen.text_ending(stage.right, baseline, frame.audience, Face.TEXT, 8.2)
    left = stage.left + width_of(page, Face.TEXT, 8.2)
    right = stage.right - width_of(frame.audience, Face.TEXT, 8.2)
    pen.text((left + right - width_of(printed, Face.TEXT, 8.2)) / 2, baseline, printed, Face.TEXT, 8.2)


def printed_stamp(at: datetime, style: Style) -> str:
    """ "12 Jan 2027 14:05" of an instant, in the precinct's zone."""
    wall = wall_time_of(at, style.zone)
    return f"{moments.month_day_year(wall.date(), style)} {moments.clock_time(wall, style)}"
