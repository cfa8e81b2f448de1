"""Inline Markdown in the few forms that most texts have, rendered without a parser.

The subset: plain text, `*emphasis*`, `**strong**` and `[text](address)`, none within its own kind. In it the result is
what Python-Markdown makes, byte for byte (`tests/test_fast_inline.py`); any other text is left to Python-Markdown.
"""

import re

# Nothing in these characters is Markdown, and none is escaped in HTML. A line may break between two words.
_PLAIN = r"(?:[^\\`*_\[\]{}<>&!^\x00-\x1f\x7f]|!(?!\[)|(?<=[^\s])\n(?=[^\s]))"
_LINK = rf"\[{_PLAIN}+\]\([A-Za-z0-9./:#%~+=?_-]+\)"
_WITHIN = rf"(?=[^\s*])(?:{_PLAIN}|{_LINK})+?(?<=[^\s*])"
_SUBSET = re.compile(
    rf"(?P<strong>(?<!\*)\*\*{_WITHIN}\*\*(?!\*))|(?P<em>(?<!\*)\*{_WITHIN}\*(?!\*))|(?P<link>{_LINK})|(?:{_PLAIN})+"
)
_MARKS = re.compile(r"[\\`*_\[\]{}<>&!^\x00-\x1f\x7f]")
# A link of the subset: its text, and where it leads.
LINKS = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")


def fast_inline(text: str) -> str | None:
    """The HTML of the inline Markdown `text`; None where it is outside of the subset."""
    if not _MARKS.search(text):
        return text if text and text == text.strip() else None
    if text != text.strip():
        return None
    parts, position = [], 0
    while position < len(text):
        match = _SUBSET.match(text, position)
        if not match:
            return None
        found = match[0]
        if match.lastgroup == "strong":
            parts.append(f"<strong>{_links(found[2:-2])}</strong>")
        elif match.lastgroup == "em":
            parts.append(f"<em>{_links(found[1:-1])}</em>")
        else:
            parts.append(_links(found) if match.lastgroup else found)
        position = match.end()
    return "".join(parts)


def _links(text: str) -> str:
    return LINKS.sub(r'<a href="\2">\1</a>', text)
