"""The shift roster: who does what when, and what is still open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from coordinator.domain.documents import Document
from coordinator.domain.precinct import Precinct
from coordinator.domain.privacy import Sheet
from coordinator.domain.rosters import Day, Roster, Row, RowKind, Shift
from coordinator.printing import roster_words as words
from coordinator.printing.flow import Block, paginated
from coordinator.printing.fonts import Face
from coordinator.printing.pen import GREY, LEADING, Pen, Stroke, cap_centre
from coordinator.printing.roster_columns import HEAD_SIZE, INSET, Column, RosterLook, columns_of
from coordinator.printing.sheet import File, Frame, Laid, Stage, made, remarks_on, stage_of
from coordinator.printing.text import Fitted, fit
from coordinator.runtime.i18n import _, ngettext, pgettext, speaking
from coordinator.wording import audiences, moments
from coordinator.wording.moments import Style

ROW_HEIGHT = 17.25
TEXT_SIZE = 9.4
NAME_SIZE = 10.0
NOTE_SIZE = 8.0
_ROW_LINE = Stroke(0.6, 0.4)
_DAY_LINE = Stroke(1.4)
_WRITING_LINE = 60.0
_LINES_SPREAD = 6
_NOTHING = Fitted((), TEXT_SIZE)


def made_roster(roster: Roster, *, precinct: Precinct, look: RosterLook, printed_at: datetime) -> Document:
    """The PDF, in the language of its style; its remarks are in the language in use."""
    return made_rosters((roster,), _file(roster, precinct, look, printed_at), precinct=precinct, look=look)


def made_rosters(rosters: Iterable[Roster], file: File, *, precinct: Precinct, look: RosterLook) -> Document:
    """Several in one file, each with pages of its own. They are asked for one by one and forgotten when drawn."""
    with speaking(look.look.style.language):
        laid = (_laid(roster, precinct, look, file.printed_at) for roster in rosters)
        document, missing = made(laid, look.look, file)
    return replace(document, remarks=remarks_on(missing))


def _laid(roster: Roster, precinct: Precinct, look: RosterLook, printed_at: datetime) -> Laid:
    stage = stage_of(_frame(roster, precinct, look.look.style, printed_at), look.look)
    drawing = _Drawing(stage, look, columns_of(roster, stage, look), look.look.scale)
    return Laid(stage, paginated(_story(roster, drawing), stage.room, drawing.table_head()))


def _frame(roster: Roster, precinct: Precinct, style: Style, printed_at: datetime) -> Frame:
    audience = roster.policy.audience
    return Frame(
        precinct,
        audiences.sheet_name(Sheet.SHIFT_ROSTER),
        words.week_named(roster.first, roster.last, style),
        audiences.copy_name(audience),
        audiences.audience_line(audience),
        printed_at,
    )


def _file(roster: Roster, precinct: Precinct, look: RosterLook, printed_at: datetime) -> File:
    with speaking(look.look.style.language):
        dates = moments.day_range(roster.first, roster.last, look.look.style)
        return File(
            f"{Sheet.SHIFT_ROSTER}_{roster.first.isoformat()}_{roster.policy.audience}.pdf",
            f"{audiences.sheet_name(Sheet.SHIFT_ROSTER)}, {dates}",
            precinct.name,
            printed_at,
        )


# --- story -----------------------------------------------------------------------------------------------------------


def _story(roster: Roster, drawing: "_Drawing") -> Iterator[Block]:
    style = drawing.look.look.style
    yield drawing.title(words.title_of(roster, style))
    if len(roster.shifts) == 1:
        only = roster.shifts[0]
        about = ", ".join(part for part in (moments.long_day(roster.days[0].on, style), only.place) if part)
        yield drawing.subtitle(about)
    if not roster.shifts:
        yield drawing.subtitle(words.empty_sentence(roster, style))
        return
    yield drawing.subtitle(words.summary_of(roster, drawing.stage.frame.precinct))
    yield drawing.table_head(before=5.0)
    legend = drawing.legend(roster)
    rows = [block for day in roster.days for block in _day(day, drawing)]
    yield from rows[:-1]
    yield replace(rows[-1], with_next=legend.before + legend.height)
    yield legend


def _day(day: Day, drawing: "_Drawing") -> Iterator[Block]:
    count = ngettext("{n} shift", "{n} shifts", len(day.shifts)).format(n=len(day.shifts))
    yield drawing.day_heading(day.on, count, before=1.5)
    again = drawing.day_heading(day.on, _("continued"), before=0.0)
    for shift in day.shifts:
        title = drawing.title_lines(shift)
        for number, row in enumerate(shift.rows):
            own_time = row.when is not None and (number == 0 or shift.rows[number - 1].when != row.when)
            yield from drawing.row(shift, number, title, with_time=number == 0 or own_time, again=again)


@dataclass(frozen=True, slots=True)
class _Cell:
    """Lines of one column: the text, and perhaps a smaller note below."""

    column: Column
    text: Fitted
    note: Fitted | None = None
    indent: float = 0.0
    line: bool = False

    @property
    def lines(self) -> int:
        """How many there are in all."""
        return len(self.text.lines) + (len(self.note.lines) if self.note else 0)

    @property
    def height(self) -> float:
        """Of all its lines."""
        note = len(self.note.lines) * self.note.size * LEADING + 1.5 if self.note else 0.0
        return len(self.text.lines) * self.text.size * LEADING + note


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Makes the blocks of the story for one stage."""

    stage: Stage
    look: RosterLook
    columns: tuple[Column, ...]
    scale: float

    def _width(self) -> float:
        return self.stage.right - self.stage.left

    def title(self, text: str) -> Block:
        """The large line on the first page."""
        fitted = fit((text,), Face.TITLE, 18.0 * self.scale, self._width())

        def draw(pen: Pen, top: float) -> None:
            pen.fitted(self.stage.left, top + fitted.size * 1.12, fitted)

        return Block(len(fitted.lines) * fitted.size * LEADING + 5.0, draw)

    def subtitle(self, text: str) -> Block:
        """A line below it."""
        fitted = fit((text,), Face.TEXT, 9.75 * self.scale, self._width())

        def draw(pen: Pen, top: float) -> None:
            pen.fitted(self.stage.left, top + fitted.size, fitted)

        return Block(len(fitted.lines) * fitted.size * LEADING + 1.0, draw)

    def table_head(self, before: float = 0.0) -> Block:
        """The names of the columns; again on every page."""
        size = HEAD_SIZE * self.scale
        names = [(column.x + INSET, fit((column.title,), Face.BOLD, size, column.room)) for column in self.columns]
        height = size * (0.68 + LEADING * max(len(name.lines) for _x, name in names))

        def draw(pen: Pen, top: float) -> None:
            for x, name in names:
                pen.fitted(x, top + size * 1.1, name)
            pen.rule(self.stage.left, top + height, self.stage.right, Stroke(0.75))

        return Block(height, draw, before=before)

    def day_heading(self, on: date, about: str, before: float) -> Block:
        """The day over its shifts; never the last line of a page."""
        size, small = 11.25 * self.scale, 9.4 * self.scale
        day = moments.long_day_without_year(on, self.look.look.style)
        day = day[:1].upper() + day[1:]
        height = 23.2 * self.scale

        def draw(pen: Pen, top: float) -> None:
            baseline = top + height - 5.4 * self.scale
            width = pen.text(self.stage.left, baseline, day, Face.TITLE, size)
            pen.text(self.stage.left + width + 8, baseline, about, Face.TEXT, small, grey=GREY)
            pen.rule(self.stage.left, top + height, self.stage.right, _DAY_LINE)

        return Block(height, draw, before=before, with_next=2 * ROW_HEIGHT * self.scale)

    def title_lines(self, shift: Shift) -> tuple[Fitted, ...]:
        """Title and place for the shift's first rows: a few lines go down them, more stand in the first."""
        whole = self._whole_title(shift)
        if 1 < len(whole.lines) <= min(len(shift.rows), _LINES_SPREAD):
            return tuple(Fitted((line,), whole.size) for line in whole.lines)
        return (whole,)

    def _whole_title(self, shift: Shift) -> Fitted:
        column = next(column for column in self.columns if column.field == "shift")
        nobody = shift.openings and all(row.kind is RowKind.OPENING for row in shift.rows)
        face = Face.BOLD if nobody else Face.TEXT
        return fit(words.shift_named(shift), face, TEXT_SIZE * self.scale, column.room)

    def row(
        self, shift: Shift, number: int, title: tuple[Fitted, ...], *, with_time: bool, again: Block
    ) -> Iterator[Block]:
        """One line of a shift; at the top of a page the day, the time and the shift stand there again."""
        row, named = shift.rows[number], title[number] if number < len(title) else _NOTHING
        more_of_title = max(0, len(title) - 1 - number) * ROW_HEIGHT * self.scale
        pieces = self._pieces(self._cells(shift, row, named, with_time=with_time))
        for place, piece in enumerate(pieces):

            def at_top(place: int = place, piece: Block = piece) -> tuple[Block, ...]:
                if place or number == 0:
                    return again, piece
                full = self._pieces(self._cells(shift, row, self._whole_title(shift), with_time=True))
                return again, full[0] if len(full) == len(pieces) else piece

            yield replace(piece, at_top=at_top, with_next=more_of_title)

    def _pieces(self, cells: tuple[_Cell, ...]) -> list[Block]:
        """One block, but several where a text is higher than a page."""
        height = max(ROW_HEIGHT * self.scale, max(cell.height for cell in cells) + 5.0 * self.scale)
        most = self.stage.room - 70.0 * self.scale
        if height <= most:
            return [self._row_block(cells, height)]
        per_page = int(most / (NAME_SIZE * self.scale * LEADING)) - 1
        count = -(-max(cell.lines for cell in cells) // per_page)
        parts = [tuple(_part_of(cell, number, per_page) for cell in cells) for number in range(count)]
        return [self._row_block(part, max(ROW_HEIGHT, max(cell.height for cell in part) + 5.0)) for part in parts]

    def _row_block(self, cells: tuple[_Cell, ...], height: float) -> Block:
        def draw(pen: Pen, top: float) -> None:
            for cell in cells:
                self._draw_cell(pen, cell, top)
            for column in self.columns:
                if column.to_write_in:
                    pen.upright(column.x, top, top + height, _ROW_LINE)
            pen.rule(self.stage.left, top + height, self.stage.right, _ROW_LINE)

        return Block(height, draw)

    def _draw_cell(self, pen: Pen, cell: _Cell, top: float) -> None:
        x = cell.column.x + INSET
        baseline = cap_centre(top, ROW_HEIGHT * self.scale, TEXT_SIZE * self.scale)
        pen.fitted(x + cell.indent, baseline, cell.text)
        if cell.indent:
            self._draw_opening(pen, cell, x, baseline)
        if cell.note:
            below = baseline + len(cell.text.lines) * cell.text.size * LEADING
            pen.fitted(x, below - 1.0, cell.note, grey=GREY)

    def _draw_opening(self, pen: Pen, cell: _Cell, x: float, baseline: float) -> None:
        radius = 4.6 * self.scale
        pen.dashed_ring(x + radius, baseline - TEXT_SIZE * self.scale * 0.36, radius)
        if cell.line:
            after = x + cell.indent + cell.text.lines[0].width * cell.text.size + 3
            end = min(after + _WRITING_LINE * self.scale, cell.column.x + cell.column.width - 4)
            pen.rule(after, baseline + 1.2, end, Stroke(1.0))

    # --- cells ---

    def _cells(self, shift: Shift, row: Row, named: Fitted, *, with_time: bool) -> tuple[_Cell, ...]:
        return tuple(
            self._cell(column, shift, row, named, with_time=with_time)
            for column in self.columns
            if not column.to_write_in
        )

    def _cell(self, column: Column, shift: Shift, row: Row, named: Fitted, *, with_time: bool) -> _Cell:
        bold = Face.BOLD if row.kind in (RowKind.OPENING, RowKind.CANCELLED) else Face.TEXT
        size = TEXT_SIZE * self.scale
        if column.field == "time":
            when = row.when or shift.when
            text = moments.hours_of(when, self.look.look.style) if with_time else ""
            return _Cell(column, fit((text,), Face.BOLD, size, column.room))
        if column.field == "shift":
            return _Cell(column, named)
        if column.field == "role":
            return _Cell(column, fit((words.role_named(row),), bold, size, column.room))
        if column.field == "phone":
            return _Cell(column, fit((row.phone,), Face.TEXT, size, column.room))
        return self._name_cell(column, shift, row)

    def _name_cell(self, column: Column, shift: Shift, row: Row) -> _Cell:
        size, indent = NAME_SIZE * self.scale, 13.5 * self.scale
        if row.kind is RowKind.OPENING:
            text = fit((_("OPEN"),), Face.BOLD, size * 0.94, column.room - indent)
            return _Cell(column, text, indent=indent, line=self.look.lines)
        if row.kind is RowKind.COUNT:
            return self._count_cell(column, row)
        if row.kind is RowKind.CANCELLED:
            return _Cell(
                column,
                fit((pgettext("event", "Cancelled"),), Face.BOLD, size, column.room),
                self._note(shift.cancel_reason, column),
            )
        reason = _("Exception: {reason}").format(reason=row.override_reason) if row.override_reason else ""
        return _Cell(column, fit(words.person_named(row), Face.TEXT, size, column.room), self._note(reason, column))

    def _count_cell(self, column: Column, row: Row) -> _Cell:
        size, indent = TEXT_SIZE * self.scale, 13.5 * self.scale
        if not row.openings:
            return _Cell(column, fit((_("filled"),), Face.TEXT, size, column.room))
        text = ngettext("{n} opening", "{n} openings", row.openings).format(n=row.openings)
        return _Cell(column, fit((text,), Face.BOLD, size, column.room - indent), indent=indent)

    def _note(self, text: str, column: Column) -> Fitted | None:
        return fit((text,), Face.TEXT, NOTE_SIZE * self.scale, column.room) if text else None

    def legend(self, roster: Roster) -> Block:
        """What the signs mean."""
        size = 8.2 * self.scale
        said = [_("In, Out: write the time.")] if any(column.to_write_in for column in self.columns) else []
        if any(row.asked for shift in roster.shifts for row in shift.rows):
            said.append(_("Asked: has not answered yet."))

        def draw(pen: Pen, top: float) -> None:
            x, baseline = self.stage.left, top + size * 1.3
            if roster.openings:
                radius = 4.6 * self.scale
                pen.dashed_ring(x + radius, baseline - size * 0.36, radius)
                x += 2 * radius + 4
                x += pen.text(x, baseline, _("still open"), Face.TEXT, size, grey=GREY) + 8
            for sentence in said:
                x += pen.text(x, baseline, sentence, Face.TEXT, size, grey=GREY) + 8

        return Block(size * 1.6, draw, before=8.0)


def _part_of(cell: _Cell, number: int, per_page: int) -> _Cell:
    """The lines for one page out of a cell that is higher than a page; the note goes on as its last lines."""
    note = cell.note.lines if cell.note else ()
    size = min(cell.text.size, cell.note.size) if cell.note else cell.text.size
    lines = (*cell.text.lines, *note)[number * per_page : (number + 1) * per_page]
    if number == 0:
        return replace(cell, text=Fitted(lines, size), note=None)
    return _Cell(cell.column, Fitted(lines, size))
