"""The guide and the README say what is there: words of the window, files, the same chapters in both languages."""

import re
from pathlib import Path

import pytest

from tests.catalogue import ROOT, ids_of, sentences, strings_of, words_of_the_file

HELP = ROOT / "resources" / "help"


def guide(language: str) -> str:
    """The text, with each paragraph on one line."""
    return re.sub(r"(?<=\S)\n +(?=\S)|(?<=[^\n|])\n(?=[^\n|#\-\d])", " ", (HELP / f"{language}.md").read_text("utf-8"))


def words_of_the_window(language: str) -> set[str]:
    """Everything the catalogue can show."""
    spoken = {"en": ids_of, "es": strings_of}[language]
    return {words.replace("&", "") for message in sentences(words_of_the_file()) for words in spoken(message)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_bold_in_the_guide_stands_like_this_in_the_window(language: str) -> None:
    bold = set(re.findall(r"\*\*(.+?)\*\*", guide(language)))
    assert bold - words_of_the_window(language) == set()


def test_both_guides_have_the_same_chapters_lists_and_tables() -> None:
    def shape(language: str) -> list[str]:
        return re.findall(r"^(#+|\d\.|-|\|(?:---\|)*)", guide(language), flags=re.MULTILINE)

    assert shape("es") == shape("en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_both_guides_make_the_same_words_bold_equally_often(language: str) -> None:
    assert guide(language).count("**") == guide("en").count("**")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "resources/locale/README.md"])
def test_links_and_pictures_lead_to_files_that_are_there(name: str) -> None:
    file = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", file.read_text("utf-8"))
    assert [
        target for target in targets if not target.startswith("http") and not (file.parent / Path(target)).exists()
    ] == []
