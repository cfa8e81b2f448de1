"""The keys of a hotline file: what each may hold. The reader, the checks and the importer all follow these tables."""

from dataclasses import dataclass
from typing import Literal

from babel.core import get_global

from plainsight import hotline_words as words
from plainsight.locale_data import parse_locale

Kind = Literal["text", "dial", "e164", "email", "https", "url", "date", "day", "flag", "texts"]


@dataclass(frozen=True)
class Key:
    """What a key holds: a `kind` of value, one of `choices` if there are any; `required` keys may not be absent."""

    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False


ANSWERS = ("yes", "no", "unknown", "not_applicable")
STATUSES = ("listed", "needs_check", "stale", "number_missing")
CONFIDENCES = ("high", "medium", "low")
SOURCE_KINDS = (
    *(
        "operator",
        "government",
        "igo",
        "directory",
        "embassy",
        "ngo",
        "news",
        "press_release",
        "secondary",
        "repository",
    ),
)
# In CLDR and not countries of ISO 3166-1: exceptional reservations, groups of countries, private use.
_NOT_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])
_CLDR = parse_locale("en")
# XK is user-assigned for Kosovo, and widely used.
COUNTRIES = frozenset(
    code.lower() for code in _CLDR.territories if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES
)
LANGUAGES = frozenset(_CLDR.languages)
TIME_ZONES = frozenset(get_global("zone_territories"))

COUNTRY: dict[str, Key] = {
    "code": Key(required=True),
    "notes": Key("texts"),
}
EMERGENCY: dict[str, Key] = {
    "number": Key("dial", required=True),
    "services": Key("texts", tuple(words.SERVICES), required=True),
    "confidence": Key(choices=CONFIDENCES, required=True),
    "conflicting": Key("flag"),
    "notes": Key("texts"),
}
LINE: dict[str, Key] = {
    "id": Key(required=True),
    "name": Key(required=True),
    "local_name": Key(),
    "category": Key(choices=tuple(words.CATEGORIES), required=True),
    "operator": Key(),
    "operator_type": Key(choices=tuple(words.OPERATOR_TYPES), required=True),
    "status": Key(choices=STATUSES, required=True),
    "confidence": Key(choices=CONFIDENCES, required=True),
    "is_24_7": Key("flag"),
    "opening_hours": Key(),
    "timezone": Key(),
    "languages": Key("texts", tuple(sorted(LANGUAGES))),
    "toll_free": Key(choices=ANSWERS),
    "anonymous": Key(choices=ANSWERS),
    "audience": Key("texts", tuple(words.AUDIENCES)),
    "warnings": Key("texts", tuple(words.WARNINGS)),
    "verified": Key("day"),
    "verified_by": Key(),
    "seen": Key("date"),
    "seen_from": Key(choices=("source", "compiled")),
    "notes": Key("texts"),
}
CHANNEL: dict[str, Key] = {
    "type": Key(choices=tuple(words.CHANNELS), required=True),
    "number": Key("dial"),
    "e164": Key("e164"),
    "role": Key(choices=tuple(words.ROLES)),
    "place": Key(),
    "keyword": Key(),
    "app": Key(),
    "handle": Key(),
    "url": Key("https"),
    "address": Key("email"),
    "toll_free": Key(choices=ANSWERS),
    "abroad": Key(choices=("yes", "no", "likely", "unknown")),
    "note": Key(),
}
# What each type of channel needs, and may not be without.
CHANNEL_NEEDS: dict[str, str] = {
    "phone": "number",
    "sms": "number",
    "tty": "number",
    "chat": "url",
    "web": "url",
    "email": "address",
    "messaging": "app",
}
SOURCE: dict[str, Key] = {
    "url": Key("url", required=True),
    "kind": Key(choices=SOURCE_KINDS, required=True),
    "date": Key("date"),
    "note": Key(),
}
