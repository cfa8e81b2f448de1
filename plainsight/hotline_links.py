"""Links of hotline channels, derived from the entry alone: nobody writes one, so none can differ from its number."""

import re
from urllib.parse import quote, urlsplit

import phonenumbers

# Digits as printed, one separator between two of them; `#` and `*` are dialled in some countries. A slash or a second
# pair of parentheses would be another number, and "+44 (0)20" has a zero that is not dialled: write such ones plainly.
DIAL = re.compile(r"(?:\+|\([0-9]{1,5}\)[ -]?)?[0-9*#](?:[ .-]?[0-9*#])*")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")
# Digits that no whole number is as short as.
_SHORT = 6
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def dialled(number: str) -> str:
    """`number` without its separators: `#8778`, `+66991301300`, `0800123456`."""
    return re.sub(r"[^0-9+*#]", "", number)


def tel_href(number: str, e164: str = "", abroad: str = "unknown") -> str:
    """The link that calls `number`: by its international form where that is known, else as dialled.

    A number that cannot be called from `abroad` ("no") is dialled as its country does: networks there do not all know
    the international form of a freephone number, and nobody else can use it.
    """
    return "tel:" + quote((e164 if abroad != "no" else "") or dialled(number), safe="+*")


def reach(number: str, e164: str, abroad: str) -> str:
    """Whether `number` works from another country, an id of `hotline_words.FROM_ABROAD`; "" where it shows so itself.

    A short number without an international form is known to the networks of its own country only.
    """
    if abroad == "no" or (not e164 and number and len(dialled(number)) <= _SHORT and "+" not in number):
        return "no"
    return "" if not e164 or number.startswith("+") else "yes" if abroad in ("yes", "likely") else "unknown"


def international(e164: str) -> str:
    """How the number `e164` is written for callers from other countries: `+44 8000 121 700`."""
    return phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def sms_href(number: str, keyword: str = "", e164: str = "") -> str:
    """The link that writes a text message to `number`, with `keyword` already in it."""
    body = f"?body={quote(keyword, safe='')}" if keyword else ""
    return "sms:" + quote(e164 or dialled(number), safe="+*") + body


def mail_href(address: str) -> str:
    """The link that writes to `address`."""
    return "mailto:" + quote(address, safe="@")


def web_href(url: str) -> str:
    """`url` if it can be a link of a published page: `https:`, with a host and without a user name; else ""."""
    try:
        parts = urlsplit(url)
        valid = parts.scheme == "https" and parts.hostname and "." in parts.hostname and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if valid and not re.search(r"[\s<>\"'\\]", url) else ""


def web_display(url: str) -> str:
    """`url` as a reader sees it: without scheme and last slash."""
    return url.removeprefix("https://").removesuffix("/")


def messaging_href(app: str, e164: str) -> str:
    """The link that opens a chat in `app`; "" where the app has none that is documented, or the number is unknown."""
    return f"https://wa.me/{e164[1:]}" if app == "WhatsApp" and e164 else ""
