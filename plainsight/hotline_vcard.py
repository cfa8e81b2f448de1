"""A hotline as a vCard 4.0 (RFC 6350): a card that phones and address books take."""

from plainsight import hotline_words as words
from plainsight.hotline_model import Channel
from plainsight.hotlines import ShownLine

# Which property and kind a channel is; a link says the rest.
_PROPERTIES = {
    "phone": "TEL;VALUE=uri;TYPE=voice",
    "sms": "TEL;VALUE=uri;TYPE=text",
    "tty": "TEL;VALUE=uri;TYPE=textphone",
    "chat": "URL",
    "web": "URL",
    "email": "EMAIL",
    "messaging": "IMPP",
}


def vcard(shown: ShownLine, country: str, licence: str) -> str:
    """The card of `shown`: its name with that of its `country`, since many countries have a line of the same name;
    every channel that has a link, in the same order; warnings, state and licence in its note.
    """
    line = shown.line
    note = [*(words.WARNINGS[warning] for warning in line.warnings), words.STATES[shown.state]]
    if shown.seen:
        note.append(f"{'Checked' if shown.state == 'verified' else 'Last seen'}: {shown.seen_text}.")
    note.append(f"Licence: {licence}.")
    fields = [
        ("BEGIN", "VCARD"),
        ("VERSION", "4.0"),
        ("KIND", "org"),
        ("UID;VALUE=text", _text(line.id)),
        ("FN", _text(f"{line.name} ({country})")),
    ]
    fields += [("ORG", _text(line.operator))] if line.operator else []
    fields += [(_PROPERTIES[channel.type], _value(channel)) for channel in line.channels if channel.href]
    fields += [("LANG", code.replace("_", "-")) for code in line.languages]
    fields += [("NOTE", _text(" ".join(note)))]
    fields += [("END", "VCARD")]
    return "".join(_folded(f"{name}:{value}") for name, value in fields)


def _value(channel: Channel) -> str:
    if channel.type == "email":
        return _text(channel.display)
    # A number to write to is a number: the keyword belongs to the message, not to the card.
    return "tel:" + channel.href.removeprefix("sms:").partition("?")[0] if channel.type == "sms" else channel.href


def _text(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def _folded(line: str) -> str:
    """`line` in pieces of at most 75 bytes, none of them within a character."""
    pieces, piece = [], ""
    for character in line:
        if len((piece + character).encode()) > 74:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece]) + "\r\n"
