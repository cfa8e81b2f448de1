"""Texts in attributes (titles of links, images and abbreviations, labels): messages with a context of their own."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, STX

# Attributes that are shown or read out, by the context of their messages. The text of an image is in its own message.
CONTEXTS = {"title": "title", "aria-label": "title", "placeholder": "title"}
# Python-Markdown titles the way back from a footnote with its number.
_BACK = re.compile(r"Jump back to footnote (\d+) in the text")
_BACK_MESSAGE = "Jump back to footnote {number} in the text"

Attribute = tuple[Element, str, str]
# The translation of a text, or None: the source text stays, since an attribute cannot say in which language it is.
Translate = Callable[[str, str], str | None]


def find_attributes(root: Element) -> list[tuple[str, str]]:
    """The messages (context, msgid) of the attributes below `root`, after its inline pass, each once, in order."""
    return list(dict.fromkeys((CONTEXTS[name], _message(text)) for _, name, text in _attributes(root)))


def translate_attributes(root: Element, translate: Translate) -> None:
    """Put `translate(msgid, context)` in place of each text of an attribute below `root`."""
    for element, name, text in _attributes(root):
        message = _message(text)
        translated = translate(message, CONTEXTS[name])
        if translated is not None and translated != message and STX not in translated:
            number = _BACK.fullmatch(text)
            element.set(name, translated.replace("{number}", number[1]) if number else translated)


def _attributes(root: Element) -> Iterator[Attribute]:
    for element in root.iter():
        for name in CONTEXTS:
            # What is stashed within an attribute is HTML that the author wrote there: no text.
            text = element.get(name)
            if isinstance(text, str) and text.strip() and STX not in text.replace(AMP_SUBSTITUTE, ""):
                yield element, name, text


def _message(text: str) -> str:
    return _BACK_MESSAGE if _BACK.fullmatch(text) else " ".join(text.split())
