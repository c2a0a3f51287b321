"""Telephone numbers through the phone-number library, imported when the first one is looked at."""

import unicodedata

REGION = "US"


def match_key(value: str, region: str = REGION) -> str:
    """What two spellings of one number have in common: the digits with country code, or just the digits typed."""
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
