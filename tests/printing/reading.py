"""Reading a sheet back as other programs do."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pypdf
import pypdfium2

# What a further part of a shaped letter stands for when text is copied.
JOINER = "\u2060"


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return [page.extract_text().replace(JOINER, "") for page in reader.pages]


def quick_texts(content: bytes) -> list[str]:
    """The text of each page of a long file, as PDFium reads it in a tenth of the time."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def text(content: bytes) -> str:
    """The whole text, spaces and line ends made one space."""
    return re.sub(r"\s+", " ", " ".join(texts(content)))


def letters_from_left(content: bytes, font: str) -> str:
    """The letters set in one font on the first page, each line from left to right, as they stand on the paper."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        found = [c for c in pdf.pages[0].chars if font in c["fontname"]]
    found.sort(key=lambda c: (round(c["top"]), c["x0"]))
    return "".join(c["text"] for c in found).replace(JOINER, "")


def rules_and_words(content: bytes, page: int = 0) -> tuple[list[float], list[tuple[float, str]]]:
    """The heights of the level lines of a page, and (middle, word) of each word."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        shown = pdf.pages[page]
        lines = sorted({round(line["top"], 1) for line in shown.lines if abs(line["top"] - line["bottom"]) < 0.1})
        words = [((w["top"] + w["bottom"]) / 2, w["text"]) for w in shown.extract_words()]
    return lines, words


def size_of(content: bytes, word: str) -> float:
    """How large a word of the first page is set."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        found = next(w for w in pdf.pages[0].extract_words(extra_attrs=["size"]) if w["text"] == word)
    return float(found["size"])


def checked(content: bytes, tmp_path: Path) -> bool:
    """If qpdf finds nothing wrong, where it is installed."""
    if shutil.which("qpdf") is None:
        return True
    path = tmp_path / "checked.pdf"
    path.write_bytes(content)
    return subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0
