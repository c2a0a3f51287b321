"""The words of the program and their translation: `python -m tests.catalogue` brings the .po file up to the code.

Nothing is guessed: a sentence that is new comes in empty, one that is gone goes out, and tests/test_words.py says what
is left to translate. The file carries no dates, line numbers or paths, so that it changes only when words change.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "coordinator"
SPANISH = ROOT / "resources" / "locale" / "es" / "LC_MESSAGES" / "coordinator.po"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
HEADER = """\
# The Spanish of Coordinator. How we translate stands in resources/locale/README.md.
msgid ""
msgstr ""
"Project-Id-Version: Coordinator\\n"
"Language: es\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def words_of_the_code() -> Catalog:
    """Every sentence that the code gives to the catalogue."""
    found = Catalog(locale="es")
    for _file, _line, words, _comments, context in extract_from_dir(str(CODE), keywords=KEYWORDS):
        found.add(words, context=context)
    return found


def words_of_the_file() -> Catalog:
    """What the .po file has."""
    return read_po(io.BytesIO(SPANISH.read_bytes()), locale="es") if SPANISH.exists() else Catalog(locale="es")


def sentences(catalogue: Catalog) -> list[Message]:
    """The messages without the header, in the file's order."""
    return sorted((message for message in catalogue if message.id), key=key_of)


def key_of(message: Message) -> tuple[str, str]:
    """By the sentence, then by its context; a plural by its singular."""
    return ids_of(message)[0], message.context or ""


def ids_of(message: Message) -> tuple[str, ...]:
    """The English, one or two forms."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def strings_of(message: Message) -> tuple[str, ...]:
    """The Spanish, one or two forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def brought_up_to_date(*, code: Catalog, file: Catalog) -> Catalog:
    """The sentences of the code with the translations that the file has for exactly them."""
    known = {(message.id, message.context): message.string for message in sentences(file)}
    fresh = Catalog(locale="es")
    for message in sentences(code):
        fresh.add(message.id, known.get((message.id, message.context), ""), context=message.context)
    return fresh


def as_text(catalogue: Catalog) -> str:
    """The .po file."""
    written = io.BytesIO()
    write_po(written, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER + written.getvalue().decode("utf-8").strip() + "\n"


def main() -> None:
    """Write the file and say how much is left."""
    fresh = brought_up_to_date(code=words_of_the_code(), file=words_of_the_file())
    SPANISH.write_text(as_text(fresh), encoding="utf-8")
    left = [ids_of(message)[0] for message in sentences(fresh) if not all(strings_of(message))]
    sys.stdout.write(f"{len(sentences(fresh))} sentences, {len(left)} to translate\n")
    sys.stdout.writelines(f"  {sentence!r}\n" for sentence in left)


if __name__ == "__main__":
    main()
