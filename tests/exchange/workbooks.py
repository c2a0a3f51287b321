"""Workbooks for tests, written part by part, so that they can be as odd as those of other programs."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from coordinator.domain.imports import ImportFile, ImportRequest, Subject
from coordinator.exchange.tables import Table
from coordinator.exchange.xlsx import read_table

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FORMATS = {1: "m/d/yyyy", 2: "h:mm AM/PM", 3: "yyyy-mm-dd hh:mm", 4: "[h]:mm", 5: "00000", 6: "0%", 7: "000-00-0000",
           8: '[$-409]d\\-mmm;@', 9: "#,##0.00", 10: '"Day "0'}  # fmt: skip
"""The number formats of the styles 1, 2, 3, …; style 0 is plain."""


def sheet_of(*rows: str, below: str = "") -> str:
    """The XML of a sheet; each row is the XML of its cells, or a whole row."""
    whole = (row if row.startswith("<row") else f"<row>{row}</row>" for row in rows)
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{"".join(whole)}</sheetData>{below}</worksheet>'


def text(words: str) -> str:
    """A cell with its text in it."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def texts(*words: str) -> str:
    """A row of texts."""
    return "".join(map(text, words))


def number(value: object, style: int = 0) -> str:
    """A cell with a number."""
    return f'<c s="{style}"><v>{value}</v></c>'


def workbook(
    *sheets: str, hidden: Iterable[int] = (), since_1904: bool = False, shared: str = "", **parts: str
) -> bytes:
    """A workbook with these sheets, called Sheet1, Sheet2, …; `parts` replace others by the last word of their name."""
    states = dict.fromkeys(hidden, ' state="hidden"')
    places = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"{states.get(n, "")}/>' for n in places)
    links = "".join(_link(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in places)
    made = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{_link("a", "officeDocument", "xl/workbook.xml")}'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}">'
        f'<workbookPr date1904="{int(since_1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}{_link("s", "styles", "styles.xml")}'
        f"{_link('t', 'sharedStrings', 'sharedStrings.xml')}</Relationships>",
        "xl/styles.xml": parts.get("styles", _styles()),
        "xl/sharedStrings.xml": shared or f'<sst xmlns="{SPREADSHEET}"/>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets, 1)},
    }
    return zipped(made)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def table_of(content: bytes | Path, subject: Subject = Subject.PEOPLE, **wishes: object) -> Table:
    """A workbook read as a table."""
    raw = content.read_bytes() if isinstance(content, Path) else content
    return read_table(ImportRequest(subject, ImportFile("book.xlsx", raw), **wishes))  # type: ignore[arg-type]


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def _styles() -> str:
    codes = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for n, code in FORMATS.items()
    )
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in FORMATS)
    return (
        f'<styleSheet xmlns="{SPREADSHEET}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
    )
