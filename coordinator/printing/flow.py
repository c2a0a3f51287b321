"""Blocks below each other, and where the page ends."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coordinator.printing.pen import Pen


@dataclass(frozen=True, slots=True)
class Block:
    """Something that is never split. `draw` gets the pen and the y of its top.

    `before` is room above it, dropped at the top of a page. `with_next` is how much of what follows must stay with it.
    `at_top` gives what stands instead when the block comes first on a later page (a heading again, then itself).
    `rows` is how many numbered rows begin in it.
    """

    height: float
    draw: Callable[[Pen, float], None]
    before: float = 0.0
    with_next: float = 0.0
    at_top: Callable[[], tuple["Block", ...]] | None = None
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the y of its top, from the top of the body."""

    block: Block
    top: float

    @property
    def bottom(self) -> float:
        """Where the next one may begin."""
        return self.top + self.block.height


Page = tuple[Placed, ...]


def rows_on(page: Page) -> int:
    """How many numbered rows begin on the page."""
    return sum(placed.block.rows for placed in page)


def paginated(blocks: Iterable[Block], room: float, head: Block) -> tuple[Page, ...]:
    """The pages. Every page after the first begins with `head`; a block higher than a page gets one for itself."""
    pages: list[Page] = []
    page: list[Placed] = []
    used = 0.0
    empty = True
    for block in blocks:
        before = 0.0 if empty else block.before
        if not empty and used + before + block.height + block.with_next > room:
            pages.append(tuple(page))
            page, used, before = [Placed(head, 0.0)], head.height, 0.0
            for piece in block.at_top() if block.at_top else (block,):
                page.append(Placed(piece, used))
                used += piece.height
        else:
            page.append(Placed(block, used + before))
            used += before + block.height
        empty = False
    if page:
        pages.append(tuple(page))
    return tuple(pages)
