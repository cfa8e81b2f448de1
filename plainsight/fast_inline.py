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
    if "*" in text:
        text = _between(_between(text, "**", "strong"), "*", "em")
    return text


def _between(text: str, mark: str, tag: str) -> str:
    """`text`, in which marks come in pairs, with elements in their place."""
    parts = text.split(mark)
    parts[1::2] = [f"<{tag}>{part}</{tag}>" for part in parts[1::2]]
    return "".join(parts)
