"""The language of this process: gettext catalogues found in the resources, English as the message ids."""

import gettext as _gettext
from functools import cache

from coordinator.runtime.paths import resource_path

DOMAIN = "coordinator"
LANGUAGES = ("en", "es")


class _Current:
    language = "en"
    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


@cache
def catalogue_of(language: str) -> _gettext.NullTranslations:
    """The words of one language; English (and any language without a catalogue) is the ids themselves."""
    return _gettext.translation(DOMAIN, resource_path("locale"), [language], fallback=True)


def set_language(code: str) -> None:
    """Speak this language from now on; only the part before "_" or "-" counts ("es_US" is Spanish)."""
    base = code.replace("-", "_").split("_")[0].lower()
    _Current.language = base if base in LANGUAGES else "en"
    _Current.catalogue = catalogue_of(_Current.language)


def language() -> str:
    """The code in use."""
    return _Current.language


def _(message: str) -> str:
    """The sentence in the language in use."""
    return _Current.catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The right one of the two for this number."""
    return _Current.catalogue.ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    """A word whose meaning depends on where it stands."""
    return _Current.catalogue.pgettext(context, message)
