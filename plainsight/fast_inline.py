"""Inline Markdown in the few forms that most texts have, rendered without a parser.

The subset: plain text, `*emphasis*`, `**strong**` and `[text](address)`, none within its own kind. In it the result is
what Python-Markdown makes, byte for byte (`tests/test_fast_inline.py`); any other text is left to Python-Markdown.
"""

import re

# Nothing in these characters is Markdown, and none is escaped in HTML. A line may break between two words. What has
# matched is never tried again in another way: only one way leads through a text.
_PLAIN = r"(?:[^\\`*_\[\]{}<>&!^\x00-\x1f\x7f]++|!(?!\[)|(?<=[^\s])\n(?=[^\s]))++"
_LINK = rf"\[{_PLAIN}\]\([A-Za-z0-9./:#%~+=?_-]++\)"
_WITHIN = rf"(?=[^\s*])(?:{_PLAIN}|{_LINK})++(?<=[^\s*])"
_SUBSET = re.compile(rf"(?:{_PLAIN}|{_LINK}|(?<!\*)\*\*{_WITHIN}\*\*(?!\*)|(?<!\*)\*{_WITHIN}\*(?!\*))++")
_MARKS = re.compile(r"[\\`*_\[\]{}<>&!^\x00-\x1f\x7f]")
# A link of the subset: its text, and where it leads.
LINKS = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_EMPHASIS = re.compile(r"\*([^*]+)\*")


def fast_inline(text: str) -> str | None:
    """The HTML of the inline Markdown `text`; None where it is outside of the subset."""
    if not text or text != text.strip():
        return None
    if not _MARKS.search(text):
        return text
    if not _SUBSET.fullmatch(text):
        return None
    if "[" in text:
        text = LINKS.sub(r'<a href="\2">\1</a>', text)
    if "**" in text:
        text = _STRONG.sub(r"<strong>\1</strong>", text)
    return _EMPHASIS.sub(r"<em>\1</em>", text) if "*" in text else text
