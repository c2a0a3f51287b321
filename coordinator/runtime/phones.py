"""Telephone numbers through the phone-number library, imported when the first one is looked at."""

import re
import unicodedata
from functools import cache
from typing import Any

REGION = "US"

# The usual spellings of a North American number, read without the library: it says the same, a dozen times as fast.
_AMERICAN = re.compile(r"(?:\+?1[ .-]?)?((?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-]?)[0-9]{3}[ .-]?[0-9]{4})")

_NO_SIGNS = str.maketrans("", "", "() .-")


def match_key(value: str, region: str = REGION) -> str:
    """What two spellings of one number have in common: the digits with country code, or just the digits typed."""
    plain = _AMERICAN.fullmatch(value) if region == REGION else None
    if plain:
        return "1" + plain[1].translate(_NO_SIGNS)
    import phonenumbers

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return "".join(str(unicodedata.digit(sign)) for sign in value if sign.isdecimal())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).lstrip("+")


def is_plausible(value: str, region: str = REGION) -> bool:
    """If the number could be dialled, by the numbering plan of its country."""
    plain = _AMERICAN.fullmatch(value) if region == REGION else None
    if plain and _american_plan().fullmatch(plain[1].translate(_NO_SIGNS)):
        return True
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(value, region))
    except phonenumbers.NumberParseException:
        return False


@cache
def _american_plan() -> re.Pattern[str]:
    """The numbers of the library's own plan for the region, which it comes to on longer ways."""
    from phonenumbers import PhoneMetadata

    plan: Any = PhoneMetadata.metadata_for_region(REGION)
    kinds = ("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail")
    found = (getattr(plan, kind) for kind in (*kinds, "fixed_line", "mobile"))
    patterns = [kind.national_number_pattern for kind in found if kind is not None and kind.national_number_pattern]
    return re.compile(f"(?=(?:{plan.general_desc.national_number_pattern})$)(?:{'|'.join(patterns)})")
