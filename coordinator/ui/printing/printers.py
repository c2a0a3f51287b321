"""The printers of this computer, and putting a PDF's pages on one of them."""

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from coordinator.domain.errors import CoordinatorError
from coordinator.ui.kit.desk import Progress
from coordinator.ui.printing.pdf import page_sizes, picture

MOST_DPI = 300


class PrinterTrouble(CoordinatorError):
    """The printer did not take the pages (fact `printer`)."""

    code = "printer-silent"


def printer_names() -> tuple[str, ...]:
    """The printers, the usual one first. Asks the system, which may take a while."""
    names = QPrinterInfo.availablePrinterNames()
    usual = QPrinterInfo.defaultPrinterName()
    return tuple(sorted(names, key=lambda name: (name != usual, name.casefold())))


def printer_named(name: str) -> QPrinter:
    """One printer, ready for `print_pages`."""
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    return printer


def print_pages(
    content: bytes, printer: QPrinter, *, called: str, copies: int, progress: Progress | None = None
) -> int:
    """Put every page on the printer, edge to edge at full size; gives the number of pages of one copy."""
    sizes = page_sizes(content)
    printer.setResolution(min(MOST_DPI, printer.resolution()))
    printer.setFullPage(True)
    printer.setCopyCount(copies)
    printer.setCollateCopies(True)
    printer.setDocName("Coordinator")
    _set_paper(printer, sizes[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterTrouble(printer=called)
    try:
        for number, size in enumerate(sizes):
            if progress is not None:
                progress(number, len(sizes))
            if number and not printer.newPage():
                raise PrinterTrouble(printer=called)
            _draw(painter, printer, content, number, size)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(sizes)


def _set_paper(printer: QPrinter, points: QSizeF) -> None:
    named = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(named)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)


def _draw(painter: QPainter, printer: QPrinter, content: bytes, number: int, size: QSizeF) -> None:
    dots = printer.resolution() / 72
    image = picture(content, number, dots)
    painter.drawImage(QRectF(0, 0, size.width() * dots, size.height() * dots), image)
