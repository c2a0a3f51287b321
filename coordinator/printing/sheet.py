"""What all sheets share: paper, head, foot, page x of y, and the file they become."""

import threading
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from coordinator.domain.directions import code_shown
from coordinator.domain.documents import Document
from coordinator.domain.precinct import Precinct
from coordinator.domain.spans import wall_time_of
from coordinator.printing.flow import Page, rows_on
from coordinator.printing.fonts import Face
from coordinator.printing.identity import CODE_SIDE, Mark, draw_code, draw_corners
from coordinator.printing.logo import BOX, draw_logo
from coordinator.printing.pen import DARK, LEADING, Pen, Stroke, width_of
from coordinator.printing.text import Fitted, clean, fit
from coordinator.runtime.i18n import _
from coordinator.wording import moments
from coordinator.wording.moments import Style

LARGE = 1.35
_BESIDE_LOGO = 10.5
_BESIDE_CODE = 13.5
_OVER_CODE = 6.0
_ABOVE_FOOT = 6.0
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
class Edges:
    """What stays free: at the sides, above the head, between head and its rule and body, below the foot."""

    side: float
    top: float
    under_head: float
    head_rule: float
    foot_rule: float
    foot_baseline: float


_PLAIN = Edges(36.0, 36.0, 12.5, 7.5, 49.0, 37.0)
# Inside the four squares in the corners.
_MARKED = Edges(42.0, 45.0, 19.5, 14.5, 53.0, 39.75)


@dataclass(frozen=True, slots=True)
class Frame:
    """What head and foot say: at the right the sheet, what it is about and whose copy it is; below, who may see it.

    With a `sheet_id` the sheet can be read back: it has squares in its corners and a code, and pages for copies.
    """

    precinct: Precinct
    sheet: str
    about: str
    copy: str
    audience: str
    printed_at: datetime
    sheet_id: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A page with its head set: what is left for the body."""

    frame: Frame
    look: Look
    head: tuple[tuple[float, Fitted], ...]
    body_top: float

    @property
    def edges(self) -> Edges:
        """What stays free around it."""
        return _edges_of(self.frame)

    @property
    def left(self) -> float:
        """Where the body begins."""
        return self.edges.side

    @property
    def right(self) -> float:
        """Where the body ends."""
        return self.look.size[0] - self.edges.side

    @property
    def room(self) -> float:
        """The height of the body."""
        return self.look.size[1] - self.body_top - self.edges.foot_rule - _ABOVE_FOOT


@dataclass(frozen=True, slots=True)
class File:
    """How the file is called, inside and outside, and whose it is. No person's name in either."""

    name: str
    title: str
    author: str
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class Laid:
    """One sheet laid out: its pages are numbered by themselves."""

    stage: Stage
    pages: Sequence[Page]


def made(sheets: Iterable[Laid], look: Look, file: File) -> tuple[Document, tuple[str, ...]]:
    """The PDF of these sheets, and the letters that no bundled font has. A sheet that is drawn is forgotten."""
    with _one_at_a_time:
        target = BytesIO()
        canvas = _canvas(target, look, file)
        pen = Pen(canvas, canvas._doc, look.size[1])  # type: ignore[attr-defined]
        pages = sum(_draw(pen, sheet) for sheet in sheets)
        canvas.save()
    return Document(file.name, "application/pdf", target.getvalue(), pages), tuple(pen.missing)


def _draw(pen: Pen, sheet: Laid) -> int:
    stage, count = sheet.stage, len(sheet.pages)
    for number, page in enumerate(sheet.pages, start=1):
        _head(pen, stage, _whose_copy(stage.frame, number, count))
        _foot(pen, stage, _("Page {page} of {pages}").format(page=number, pages=count))
        if stage.frame.sheet_id:
            _draw_identity(pen, stage, Mark(stage.frame.sheet_id, number, count, rows_on(page)))
        for placed in page:
            placed.block.draw(pen, stage.body_top + placed.top)
        pen.finish()
    return count


def _whose_copy(frame: Frame, number: int, count: int) -> str:
    return _("{page} of {pages}").format(page=number, pages=count) if frame.sheet_id else frame.copy


def _draw_identity(pen: Pen, stage: Stage, mark: Mark) -> None:
    draw_corners(pen, stage.look.size)
    draw_code(pen, stage.right - CODE_SIDE, stage.edges.top - _OVER_CODE, mark)


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


def _canvas(target: BytesIO, look: Look, file: File) -> Canvas:
    canvas = _Canvas(
        target, pagesize=look.size, invariant=1, pageCompression=1, pdfVersion=(1, 4), lang=look.style.language
    )
    canvas.setTitle(clean(file.title))
    canvas.setAuthor(clean(file.author))
    canvas.setCreator("Coordinator")
    canvas.setSubject("")
    stamp = file.printed_at.strftime("D:%Y%m%d%H%M%SZ")
    canvas.setDateFormatter(lambda *_moment: stamp)
    return canvas


# --- head ------------------------------------------------------------------------------------------------------------


def stage_of(frame: Frame, look: Look) -> Stage:
    """The head set for this precinct: long names and addresses make it higher."""
    precinct, edges = frame.precinct, _edges_of(frame)
    width = look.size[0] - 2 * edges.side - BOX - _BESIDE_LOGO - _width_at_the_right(frame) - 24
    contact = " · ".join(part for part in (precinct.address, precinct.phone, precinct.email) if part)
    texts = ((precinct.name, Face.TITLE, 12.75), (precinct.unit, Face.TEXT, 9.0), (contact, Face.TEXT, 9.0))
    head: list[tuple[float, Fitted]] = []
    top = edges.top - 1.5
    for text, face, size in texts:
        if text.strip():
            fitted = fit((text,), face, size, width)
            head.append((top + fitted.size * 1.15, fitted))
            top += len(fitted.lines) * fitted.size * LEADING + 0.6
    return Stage(frame, look, tuple(head), max(edges.top + BOX, top + 3) + edges.under_head)


def _edges_of(frame: Frame) -> Edges:
    return _MARKED if frame.sheet_id else _PLAIN


def _width_at_the_right(frame: Frame) -> float:
    words = max(width_of(text, Face.BOLD, 9.4) for text in (frame.sheet, frame.about, frame.copy))
    return words + (CODE_SIDE + _BESIDE_CODE if frame.sheet_id else 0.0)


def _head(pen: Pen, stage: Stage, copy: str) -> None:
    frame, top = stage.frame, stage.edges.top
    right = stage.right - (CODE_SIDE + _BESIDE_CODE if frame.sheet_id else 0.0)
    draw_logo(pen, stage.left, top, frame.precinct.logo)
    for baseline, fitted in stage.head:
        pen.fitted(stage.left + BOX + _BESIDE_LOGO, baseline, fitted, grey=DARK)
    pen.text_ending(right, top + 12.8, frame.sheet, Face.BOLD, 9.4)
    pen.text_ending(right, top + 24.2, frame.about, Face.TEXT, 9, grey=DARK)
    pen.text_ending(right, top + 35.6, copy, Face.TEXT, 9, grey=DARK)
    rule = stage.body_top - stage.edges.under_head + stage.edges.head_rule
    pen.rule(stage.left, rule, stage.right, Stroke(1.5))


# --- foot ------------------------------------------------------------------------------------------------------------


def _foot(pen: Pen, stage: Stage, page: str) -> None:
    frame, look = stage.frame, stage.look
    baseline = pen.height - stage.edges.foot_baseline
    printed = _("printed {time}").format(time=printed_stamp(frame.printed_at, look.style))
    pen.rule(stage.left, pen.height - stage.edges.foot_rule, stage.right, Stroke(0.75))
    left = stage.left + pen.text(stage.left, baseline, page, Face.TEXT, 8.2)
    right = stage.right - width_of(frame.audience, Face.TEXT, 8.2)
    pen.text((left + right - width_of(printed, Face.TEXT, 8.2)) / 2, baseline, printed, Face.TEXT, 8.2)
    pen.text_ending(stage.right, baseline, frame.audience, Face.TEXT, 8.2)


def printed_stamp(at: datetime, style: Style) -> str:
    """ "12 Jan 2027 14:05" of an instant, in the precinct's zone."""
    wall = wall_time_of(at, style.zone)
    return f"{moments.month_day_year(wall.date(), style)} {moments.clock_time(wall, style)}"
