"""A zip file of XML parts, opened as if it meant harm: sizes are looked at before anything is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from coordinator.domain.errors import FileTrouble
from coordinator.domain.imports import ImportFile
from coordinator.exchange.tables import Progress

MOST_PARTS = 5_000
MOST_BYTES = 500_000_000
MOST_RATIO = 250
"""Real sheets full of one value reach a hundred; a bomb needs a thousand."""
DEEPEST = 200

_SMALL = 20_000_000
_CHUNK = 1 << 16
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, IndexError)

Attributes = Mapping[str, str]
Started = Callable[[str, Attributes], None]
Ended = Callable[[str], None]
Said = Callable[[str], None]


class Enough(Exception):
    """Raised by whoever walks through a part and has seen all it wants."""


class Package:
    """The parts of one file by name, in any case. Raises FileTrouble "file-damaged", "file-protected" or
    "file-too-big"."""

    def __init__(self, file: ImportFile) -> None:
        self._file = file
        self._left = MOST_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.content))
        except _BROKEN as error:
            raise self.damaged() from error
        self._check(self._zip.infolist())
        self._parts = {_key(part.filename): part for part in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def size(self, name: str) -> int:
        """How many bytes the part says it unpacks to."""
        return self._parts[_key(name)].file_size

    def begins(self, name: str, count: int) -> bytes:
        """The first bytes of a part."""
        return next(self.chunks(name), b"")[:count]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The part, unpacked piece by piece; what it declares is not believed but counted."""
        try:
            with self._zip.open(self._parts[_key(name)]) as part:
                while chunk := part.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._too_big()
                    yield chunk
        except (*_BROKEN, RuntimeError) as error:
            raise self.damaged() from error

    def damaged(self) -> FileTrouble:
        """What to raise when the file cannot be read to its end."""
        return FileTrouble("file-damaged", path=self._file.name)

    def unsafe(self) -> FileTrouble:
        """What to raise when the file has what no honest program writes."""
        return FileTrouble("file-unsafe", path=self._file.name)

    def walk(
        self,
        name: str,
        *,
        started: Started,
        ended: Ended | None = None,
        said: Said | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Walk through the elements of a part, without their namespaces, until it ends or somebody has had Enough.

        A part that declares a document type, and with it entities, is refused before any of them is made. `progress`
        hears of (bytes, bytes in all) and may raise."""
        parser = self._parser(started, ended or _nothing)
        if said is not None:
            parser.CharacterDataHandler = said
        try:
            for place, chunk in enumerate(self.chunks(name)):
                if progress is not None:
                    progress(min(place * _CHUNK, self.size(name)), self.size(name))
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except Enough:
            return
        except (ExpatError, LookupError, ValueError) as error:  # the last two for encodings that nobody knows
            raise self.damaged() from error

    def _parser(self, started: Started, ended: Ended) -> XMLParserType:
        """An expat parser that takes no document type and no bottomless pit. Its handlers are called millions of times:
        closures find their way sooner than methods."""
        depth = 0

        def start(name: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise self.unsafe()
            started(name.rpartition(":")[2] if ":" in name else name, attributes)

        def end(name: str) -> None:
            nonlocal depth
            depth -= 1
            ended(name.rpartition(":")[2] if ":" in name else name)

        def refuse(*_what: object) -> int:
            raise self.unsafe()

        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = refuse
        return parser

    def _check(self, parts: Iterable[zipfile.ZipInfo]) -> None:
        """Refuse before a byte is unpacked: too many parts, too big a sum, too good a ratio, a way of packing that no
        spreadsheet uses, or a password."""
        parts = list(parts)
        whole, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
        if any(part.flag_bits & 1 for part in parts):
            raise FileTrouble("file-protected", path=self._file.name)
        if any(part.compress_type not in _READABLE for part in parts):
            raise self.damaged()
        if len(parts) > MOST_PARTS or whole > MOST_BYTES:
            raise self._too_big()
        if whole > _SMALL and whole > MOST_RATIO * max(1, min(packed, len(self._file.content))):
            raise self._too_big()

    def _too_big(self) -> FileTrouble:
        return FileTrouble("file-too-big", path=self._file.name, limit=MOST_BYTES // 1_000_000)


def _nothing(_name: str) -> None:
    return None


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
