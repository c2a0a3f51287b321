"""What a spreadsheet knows about a cell that its text does not tell."""

from enum import StrEnum


class CellKind(StrEnum):
    """One letter for each cell of a row. A plain text file knows of none."""

    TEXT = "t"
    NUMBER = "n"
    DAY = "d"
    TIME = "h"
    YES_NO = "b"
    ERROR = "e"
    NO_RESULT = "f"  # a formula whose result was not saved
    UNREADABLE = "x"
    MERGED = "m"  # empty in the file; shown is what stands at the top of the cells merged with it
