"""Telephone numbers through the phone-number library, imported when the first one is looked at."""

import re
import unicodedata

REGION = "US"

# The usual spellings of a North American number, read without the library: it says the same, a dozen times as fast.
_AMERICAN = re.compile(r"(?:\+?1[ .-]?)?((?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-]?)[0-9]{3}[ .-]?[0-9]{4})")


def match_key(value: str, region: str = REGION) -> str:
    """What two spellings of one number have in common: the digits with country code, or just the digits typed."""
    plain = _AMERICAN.fullmatch(value) if region == REGION else None
    if plain:
        return "1" + "".join(sign for sign in plain[1] if sign.isdigit())
    import phonenumbers

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return "".join(str(unicodedata.digit(sign)) for sign in value if sign.isdecimal())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).lstrip("+")


def is_plausible(value: str, region: str = REGION) -> bool:
    """If the number could be dialled, by the numbering plan of its country."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, region))
    except phonenumbers.NumberParseException:
        return False
