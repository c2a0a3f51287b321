"""A card says which languages somebody speaks, not their codes."""

import pytest

from coordinator.runtime import i18n
from coordinator.wording.languages import languages_shown


@pytest.mark.parametrize(
    ("typed", "code", "shown"),
    [
        ("uk", "en", "Ukrainian"),
        ("es, en", "en", "Spanish, English"),
        ("uk,en", "es", "Ucraniano, Inglés"),
        ("Español", "en", "Español"),
        ("qqq, signs", "en", "qqq, signs"),
        ("", "en", ""),
    ],
)
def test_codes_become_names_and_words_stay(typed: str, code: str, shown: str) -> None:
    i18n.set_language(code)
    assert languages_shown(typed) == shown
