"""Every word has its Spanish: complete, with the same holes, keys and ends, and asked for when it is shown."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.catalogue import CODE, SPANISH, as_text, brought_up_to_date, ids_of, sentences, strings_of
from tests.catalogue import words_of_the_code as of_the_code
from tests.catalogue import words_of_the_file as of_the_file

# The same in both languages: names of keys and formats, words both share, and sentences that are holes only.
SAME = {
    "Ctrl /",
    "Ctrl Y",
    "Delete",
    "End",
    "Enter",
    "Home",
    "Page ↑",
    "Page ↓",
    "{nth} {weekday}",
    "{time}: {words}",
    "{file}: {rows}, {new}, {same}, {alike}",
    "Alt →",
    "Ctrl Enter",
    "Ctrl F",
    "Ctrl N",
    "Ctrl S",
    "Ctrl Z",
    "Esc",
    "Legal",
    "N",
    "Normal",
    "no",
    "No",
    "{day}: {title}",
    "{file}, {when}: {added}.",
    "{filter}: {value}",
    "{name}: {sentence}",
    "{change}: {name}",
    "{name} {change}, {time}",
    "{people}, {events}",
}
CALLS = {"_": 1, "ngettext": 2, "pgettext": 2}
TRANSLATED = sentences(of_the_file())
ENDS = (".", "…", "?", ":", ",")


def holes(words: str) -> set[str]:
    """The names in braces, and those in the percent form that argparse fills."""
    in_braces = {name for _text, name, _spec, _conversion in Formatter().parse(words) if name is not None}
    return in_braces | set(re.findall(r"%\((\w+)\)", words))


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """English and Spanish, form by form."""
    return zip(ids_of(message), strings_of(message), strict=True)


def all_pairs() -> list[tuple[str, str]]:
    """Every form of every sentence that is translated."""
    return [pair for message in TRANSLATED for pair in pairs(message) if pair[1]]


def test_the_file_has_exactly_the_sentences_of_the_code_in_the_form_that_is_written() -> None:
    fresh = brought_up_to_date(code=of_the_code(), file=of_the_file())
    missing = [ids_of(message)[0] for message in sentences(fresh) if not all(strings_of(message))]
    assert missing == [], "run: .venv/bin/python -m tests.catalogue, then translate these"
    assert SPANISH.read_text(encoding="utf-8") == as_text(fresh), "run: .venv/bin/python -m tests.catalogue"


def test_nothing_is_empty_or_doubtful() -> None:
    assert [m.id for m in TRANSLATED if m.fuzzy or not all(words.strip() for words in strings_of(m))] == []


def test_what_reads_the_same_in_both_languages_is_on_the_list() -> None:
    assert {one for one, spanish in all_pairs() if one == spanish} - SAME == set()


def test_every_hole_is_filled_in_both_languages() -> None:
    assert [pair for pair in all_pairs() if holes(pair[0]) != holes(pair[1])] == []


def test_ends_lines_and_the_keys_of_labels_are_kept() -> None:
    def shape(words: str) -> tuple[object, ...]:
        end = next((end for end in ENDS if words.rstrip().endswith(end)), "")
        return end, words[-1:] == " ", words.count("\n"), len(re.findall(r"&\w", words))

    numbered = [pair for pair in all_pairs() if pair[1].startswith("N.º")]
    changed = [pair for pair in all_pairs() if shape(pair[0]) != shape(pair[1])]
    assert [pair for pair in changed if pair not in numbered] == []


def test_spanish_has_the_marks_of_spanish() -> None:
    shouted = [spanish for _english, spanish in all_pairs() if "!" in spanish or "¡" in spanish]
    unopened = [spanish for _english, spanish in all_pairs() if "?" in spanish and "¿" not in spanish]
    assert (shouted, unopened) == ([], [])


def test_a_time_does_not_end_a_spanish_sentence() -> None:
    """ "3:30 p.m." ends in a point of its own."""
    assert [
        spanish for _english, spanish in all_pairs() if re.search(r"{(time|hours|moment|wall|when)}\.", spanish)
    ] == []


def test_one_english_word_of_a_thing_is_one_spanish_word() -> None:
    """The words of resources/locale/README.md; "opening" and "sign-up" may stand in a verb instead."""
    wanted = {r"\bvenues?\b": "sede", r"\bprecinct": "comisar", r"\btags?\b": "etiqueta", r"\bvolunteer": "volunt"}
    wrong = [
        (english, spanish)
        for english, spanish in all_pairs()
        for word, own in wanted.items()
        if re.search(word, re.sub(r"{\w+}", "", english), re.IGNORECASE) and own not in spanish.lower().replace("&", "")
    ]
    assert wrong == []


# --- in the code --------------------------------------------------------------------------------------------------


def calls(file: Path) -> Iterator[tuple[ast.Call, bool]]:
    """The calls of the catalogue, and if they stand where they run on import."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    late = {
        id(inside)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for part in (node.body if isinstance(node.body, list) else [node.body])
        for inside in ast.walk(part)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield node, id(node) not in late


CODE_FILES = [file for file in sorted(CODE.rglob("*.py")) if file.name != "i18n.py"]


def place(file: Path, call: ast.Call) -> str:
    """Where it stands."""
    return f"{file.relative_to(CODE.parent)}:{call.lineno}"


def test_no_sentence_is_asked_for_at_import() -> None:
    assert [place(file, call) for file in CODE_FILES for call, early in calls(file) if early] == []


def test_sentences_stand_in_the_call_itself() -> None:
    def plain(call: ast.Call) -> bool:
        assert isinstance(call.func, ast.Name)
        words = call.args[: CALLS[call.func.id]]
        return all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words)

    assert [place(file, call) for file in CODE_FILES for call, _early in calls(file) if not plain(call)] == []


def test_every_sentence_asked_for_is_found_for_the_catalogue() -> None:
    """Babel does not look into an f-string: what is asked for in one stays English in every language."""
    found = {one for message in sentences(of_the_code()) for one in ids_of(message)}

    def asked(call: ast.Call) -> str:
        assert isinstance(call.func, ast.Name)
        words = call.args[1 if call.func.id == "pgettext" else 0]
        return str(words.value) if isinstance(words, ast.Constant) else ""

    assert [place(file, call) for file in CODE_FILES for call, _early in calls(file) if asked(call) not in found] == []


def test_holes_have_names() -> None:
    assert [one for one, _spanish in all_pairs() if "{}" in one or re.search(r"%[sd]", one)] == []


# --- Qt's own -----------------------------------------------------------------------------------------------------


@pytest.fixture
def spanish_qt(qapp: QApplication) -> Iterator[None]:
    """The words that Qt brings itself."""
    translator = QTranslator()
    assert translator.load("qtbase_es", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def standard_words() -> dict[str, str]:
    """What stands on each standard button."""
    box = QMessageBox()
    kinds = [kind for kind in QMessageBox.StandardButton if _is_one_button(kind)]
    for kind in kinds:
        box.addButton(kind)
    return {str(kind.name): box.button(kind).text() for kind in kinds if box.button(kind) is not None}


def _is_one_button(kind: QMessageBox.StandardButton) -> bool:
    return kind.value.bit_count() == 1 and kind.value > 0x200


def test_the_buttons_of_qt_speak_spanish(spanish_qt: None) -> None:
    spanish = standard_words()
    english = {"OK", "Save", "Save All", "Open", "&Yes", "Yes to &All", "&No", "N&o to All", "Abort", "Retry", "Ignore"}
    english |= {"Close", "Cancel", "Discard", "Help", "Apply", "Reset", "Restore Defaults"}
    assert {name: words for name, words in spanish.items() if words in english - {"&No"}} == {}


def test_no_sentence_stands_twice() -> None:
    twice = Counter((ids_of(message)[0], message.context) for message in TRANSLATED)
    assert [key for key, count in twice.items() if count > 1] == []
