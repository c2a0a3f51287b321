"""The language of this process: gettext catalogues found in the resources, English as the message ids."""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from coordinator.runtime.paths import resource_path

DOMAIN = "coordinator"
LANGUAGES = ("en", "es")


class _Current:
    language = "en"
    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


_spoken: ContextVar[str] = ContextVar("spoken", default="")


@cache
def catalogue_of(language: str) -> _gettext.NullTranslations:
    """The words of one language; English (and any language without a catalogue) is the ids themselves."""
    return _gettext.translation(DOMAIN, resource_path("locale"), [language], fallback=True)


def set_language(code: str) -> None:
    """Speak this language from now on; only the part before "_" or "-" counts ("es_US" is Spanish)."""
    _Current.language = _base(code)
    _Current.catalogue = catalogue_of(_Current.language)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Another language for what is done inside, in this thread alone: a sheet in Spanish from an English window.

    An empty code keeps the language in use.
    """
    token = _spoken.set(_base(code) if code else _spoken.get())
    try:
        yield
    finally:
        _spoken.reset(token)


def language() -> str:
    """The code in use."""
    return _spoken.get() or _Current.language


def all_languages() -> tuple[str, ...]:
    """Every language the program speaks, the one in use first."""
    return (language(), *(code for code in LANGUAGES if code != language()))


def _(message: str) -> str:
    """The sentence in the language in use."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The right one of the two for this number."""
    return _catalogue().ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """A word whose meaning depends on where it stands."""
    return _catalogue().pgettext(context, message)


def _catalogue() -> _gettext.NullTranslations:
    spoken = _spoken.get()
    return catalogue_of(spoken) if spoken else _Current.catalogue


def _base(code: str) -> str:
    base = code.replace("-", "_").split("_")[0].lower()
    return base if base in LANGUAGES else "en"
