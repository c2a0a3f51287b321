"""The sign-in sheet: who is expected, and blank rows for everybody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from coordinator.domain.documents import Document
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Sheet
from coordinator.domain.signins import SignInList
from coordinator.printing import sign_in_words as words
from coordinator.printing.flow import Block, Page, Placed, paginated, rows_on
from coordinator.printing.fonts import Face
from coordinator.printing.pen import BLACK, DARK, LEADING, Pen, Stroke, cap_centre, width_of
from coordinator.printing.sheet import File, Frame, Laid, Look, Stage, made, remarks_on, stage_of
from coordinator.printing.sign_in_columns import BOX, HEAD_SIZE, Columns, Heading, columns_of
from coordinator.printing.text import Fitted, fit, set_line
from coordinator.runtime.i18n import _, speaking
from coordinator.wording import audiences

ROW_HEIGHT = 24.0
WALK_IN_HEIGHT = 29.0
NAME_SIZE = 10.0
_NUMBER_SIZE = 9.4
_COUNTS_SIZE = 9.0
_COUNTS_ROOM = 22.5
_LONGEST_BLANK, _SHORTEST_BLANK = 33.0, 18.0
_HEAD_AGAIN = 100.0
_MOST_LINES_AGAIN = 2
_ROW_LINE = Stroke(0.6, 0.4)
_BAND_LINE = Stroke(0.9)


@dataclass(frozen=True, slots=True)
class SheetOf:
    """One sheet of the file: its list and the number that is printed on it."""

    shown: SignInList
    sheet_id: str


def made_sign_in(sheets: Iterable[SheetOf], file: File, *, precinct: Precinct, look: Look, walk_ins: int) -> Document:
    """The PDF, in the language of its style; its remarks are in the language in use. At least so many blank rows."""
    with speaking(look.style.language):
        laid = (_laid(sheet, precinct, look, walk_ins, file.printed_at) for sheet in sheets)
        document, missing = made(laid, look, file)
    return replace(document, remarks=remarks_on(missing))


def _laid(sheet: SheetOf, precinct: Precinct, look: Look, walk_ins: int, printed_at: datetime) -> Laid:
    stage = stage_of(_frame(sheet, precinct, printed_at), look)
    drawing = _Drawing(stage, columns_of(stage), sheet.shown)
    pages = paginated(drawing.story(walk_ins), drawing.room, drawing.head_again())
    return Laid(stage, tuple((*page, drawing.counts()) for page in drawing.filled_up(pages)))


def _frame(sheet: SheetOf, precinct: Precinct, printed_at: datetime) -> Frame:
    return Frame(
        precinct,
        audiences.sheet_name(Sheet.SIGN_IN),
        _("Sheet {number}").format(number=sheet.sheet_id),
        "",
        audiences.open_table_line(sheet.shown.policy.audience, sheet.shown.kind),
        printed_at,
        sheet.sheet_id,
    )


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Makes the blocks of the story for one stage."""

    stage: Stage
    columns: Columns
    shown: SignInList

    @property
    def _scale(self) -> float:
        return self.stage.look.scale

    @property
    def _width(self) -> float:
        return self.stage.right - self.stage.left

    @property
    def room(self) -> float:
        """The height for the story; below it stand the counts."""
        return self.stage.room - _COUNTS_ROOM * self._scale

    # --- story ---

    def story(self, walk_ins: int) -> Iterator[Block]:
        """Title, who is expected, then blank rows with the numbers after theirs."""
        yield from self._opening()
        yield self._table_head(before=3.0)
        for number, row in enumerate(self.shown.rows, start=1):
            yield from self._named_row(number, words.name_shown(row.name))
        if self.shown.rows:
            yield self._band()
        first = len(self.shown.rows) + 1
        for number in range(first, first + walk_ins):
            yield self._walk_in(number)

    def filled_up(self, pages: tuple[Page, ...]) -> tuple[Page, ...]:
        """More blank rows on the last page, as far as there is room."""
        number, page = sum(map(rows_on, pages)), list(pages[-1])
        while page[-1].bottom + WALK_IN_HEIGHT * self._scale <= self.room:
            number += 1
            page.append(Placed(self._walk_in(number), page[-1].bottom))
        return (*pages[:-1], tuple(page))

    def head_again(self) -> Block:
        """On later pages: which event, and the names of the columns."""
        about = (words.time_of(self.shown, self.stage.look.style), " · ", self.shown.title)
        whole = fit(about, Face.BOLD, 10.5 * self._scale, self._width)
        if len(whole.lines) > _MOST_LINES_AGAIN:
            whole = Fitted((*whole.lines[:_MOST_LINES_AGAIN], set_line(("…",), Face.BOLD)), whole.size)
        return _below(self._lines(whole, after=1.0), self._table_head())

    def counts(self) -> Placed:
        """Lines for the numbers, at the foot of every page."""
        said = (_("Counted, no name:"), _("Total in the room:"), _("Checked by:"))
        size, blank = self._counts_set(said)

        def draw(pen: Pen, top: float) -> None:
            x, baseline = self.stage.left, top + 14.0 * self._scale
            for text, longer in zip(said, (1.0, 1.0, 2.75), strict=True):
                x += pen.text(x, baseline, text, Face.TEXT, size) + 3
                pen.rule(x, baseline + 1.5, x + blank * longer, Stroke(0.75))
                x += blank * longer + size * 2

        return Placed(Block(_COUNTS_ROOM * self._scale, draw), self.room)

    def _counts_set(self, said: tuple[str, ...]) -> tuple[float, float]:
        """Size of the words and length of a line to write on: lines become shorter before words become smaller."""
        size, room = _COUNTS_SIZE * self._scale, self._width

        def left_for_blanks(size: float) -> float:
            return room - sum(width_of(text, Face.TEXT, size) + 3 for text in said) - 2 * size * 2

        while left_for_blanks(size) < _SHORTEST_BLANK * 4.75 and size > 5:
            size -= 0.25
        return size, min(_LONGEST_BLANK * self._scale, left_for_blanks(size) / 4.75)

    # --- blocks ---

    def _opening(self) -> Iterator[Block]:
        style = self.stage.look.style
        yield from self._paragraph((self.shown.title,), Face.TITLE, 20.5, after=2.0)
        yield from self._paragraph(words.when_and_where(self.shown, style), Face.TEXT, 11.0, after=3.0)
        yield from self._paragraph((words.instructions(self.shown),), Face.TEXT, 8.8, after=2.0, grey=DARK)

    def _paragraph(
        self, parts: tuple[str, ...], face: Face, size: float, *, after: float, grey: float = BLACK
    ) -> Iterator[Block]:
        """Lines over the whole width; several blocks of a text that is higher than a page."""
        fitted = fit(parts, face, size * self._scale, self._width)
        for piece in _pieces(fitted, self.room):
            yield self._lines(piece, after=after, grey=grey)

    def _lines(self, fitted: Fitted, *, after: float, grey: float = BLACK) -> Block:
        def draw(pen: Pen, top: float) -> None:
            pen.fitted(self.stage.left, top + fitted.size, fitted, grey=grey)

        return Block(len(fitted.lines) * fitted.size * LEADING + after * self._scale, draw)

    def _table_head(self, before: float = 0.0) -> Block:
        """The names of the columns; again on every page."""
        size = HEAD_SIZE * self._scale
        headings = [(heading, _heading_set(heading, size)) for heading in self.columns.headings]
        height = size * (1.0 + LEADING * max(len(fitted.lines) for _heading, fitted in headings))

        def draw(pen: Pen, top: float) -> None:
            for heading, fitted in headings:
                baseline = top + height - size * 0.72 - (len(fitted.lines) - 1) * fitted.size * LEADING
                _draw_heading(pen, heading, fitted, baseline)
            pen.rule(self.stage.left, top + height, self.stage.right, _BAND_LINE)

        return Block(height, draw, before=before)

    def _named_row(self, number: int, parts: tuple[str, ...]) -> Iterator[Block]:
        """One row; several blocks where the name is higher than a page, of which the first has number and boxes."""
        name = fit(parts, Face.TEXT, NAME_SIZE * self._scale, self.columns.room_for_name)
        for place, piece in enumerate(_pieces(name, self.room)):
            height = max(ROW_HEIGHT * self._scale, len(piece.lines) * piece.size * LEADING + 6.0 * self._scale)
            yield self._row(None if place else number, height, piece)

    def _walk_in(self, number: int) -> Block:
        row = self._row(number, WALK_IN_HEIGHT * self._scale, Fitted((), NAME_SIZE))
        return replace(row, at_top=lambda: (self._band(), row)) if self.shown.rows else row

    def _row(self, number: int | None, height: float, name: Fitted) -> Block:
        size = _NUMBER_SIZE * self._scale

        def draw(pen: Pen, top: float) -> None:
            if number is not None:
                at = self.columns.number - width_of(str(number), Face.BOLD, size) / 2
                pen.text(at, cap_centre(top, height, size), str(number), Face.BOLD, size)
                for x in self.columns.boxes:
                    pen.box(x, top + (height - BOX) / 2, BOX)
            above = (len(name.lines) - 1) * name.size * LEADING / 2
            pen.fitted(self.columns.name, cap_centre(top, height, name.size) - above, name)
            for x in self.columns.uprights:
                pen.upright(x, top, top + height, _ROW_LINE)
            pen.rule(self.stage.left, top + height, self.stage.right, _ROW_LINE)

        return Block(height, draw, rows=0 if number is None else 1)

    def _band(self) -> Block:
        """What stands over the blank rows; never the last line of a page."""
        size = 8.8 * self._scale
        said, height = _("Not on the list? Please print your name here."), 18.0 * self._scale

        def draw(pen: Pen, top: float) -> None:
            pen.text(self.stage.left + 4.5, cap_centre(top, height, size), said, Face.BOLD, size)
            pen.rule(self.stage.left, top + height, self.stage.right, _BAND_LINE)

        return Block(height, draw, with_next=WALK_IN_HEIGHT * self._scale)


def _pieces(fitted: Fitted, room: float) -> Iterator[Fitted]:
    """The lines in as many pieces as pages need them; the head of a later page takes some of the room."""
    most = max(1, int((room - _HEAD_AGAIN) / (fitted.size * LEADING)) - 1)
    for start in range(0, max(1, len(fitted.lines)), most):
        yield Fitted(fitted.lines[start : start + most], fitted.size)


def _heading_set(heading: Heading, size: float) -> Fitted:
    """Centred ones in two lines of about one length, smaller where a word is too long."""
    if not heading.centred or " " not in heading.text:
        return fit((heading.text,), Face.BOLD, size, heading.width)
    ways = [(heading.text[:at], heading.text[at + 1 :]) for at, sign in enumerate(heading.text) if sign == " "]
    lines = min(
        (tuple(set_line((part,), Face.BOLD) for part in way) for way in ways),
        key=lambda way: max(line.width for line in way),
    )
    return Fitted(lines, min(size, heading.width / max(line.width for line in lines)))


def _draw_heading(pen: Pen, heading: Heading, fitted: Fitted, baseline: float) -> None:
    for place, line in enumerate(fitted.lines):
        aside = (heading.width - line.width * fitted.size) / 2 if heading.centred else 0.0
        pen.line(heading.x + aside, baseline + place * fitted.size * LEADING, line, fitted.size)


def _below(first: Block, second: Block) -> Block:
    """Two blocks as one."""

    def draw(pen: Pen, top: float) -> None:
        first.draw(pen, top)
        second.draw(pen, top + first.height)

    return Block(first.height + second.height, draw)
