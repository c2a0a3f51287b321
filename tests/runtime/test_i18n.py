"""The language in use, and another one for a while."""

import threading

from coordinator.runtime import i18n


def test_another_language_is_spoken_inside_and_only_there() -> None:
    with i18n.speaking("es_US"):
        assert i18n.language() == "es"
    assert i18n.language() == "en"


def test_an_empty_code_keeps_the_language_in_use() -> None:
    i18n.set_language("es")
    with i18n.speaking(""):
        assert i18n.language() == "es"


def test_an_unknown_language_is_english() -> None:
    i18n.set_language("es")
    with i18n.speaking("tlh"):
        assert i18n.language() == "en"


def test_other_threads_keep_their_language() -> None:
    heard: list[str] = []
    with i18n.speaking("es"):
        other = threading.Thread(target=lambda: heard.append(i18n.language()))
        other.start()
        other.join()
    assert heard == ["en"]


def test_it_ends_with_an_exception_too() -> None:
    try:
        with i18n.speaking("es"):
            raise ValueError
    except ValueError:
        pass
    assert i18n.language() == "en"
