"""Keeps the author's own inline HTML in a translation, and lets no other through."""

import re
from collections import Counter

# As Python-Markdown has it: a run of backticks may open with fewer than all of them.
_CODE = re.compile(r"(?<!\\)(`+).+?(?<!`)\1(?!`)", re.DOTALL)
# A tag with its slash, name and closing slash; or a comment, a declaration, an address in angle brackets.
_TAG = re.compile(
    r"""<(?:(/?)([a-zA-Z][\w-]*)(?![\w:@.+-])(?:"[^"]*"|'[^']*'|[^<>"'])*?(/?)|!--.*?--|!\[CDATA\[.*?\]\]|[!/?a-zA-Z][^<>]*)>""",
    re.DOTALL,
)
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "area", "source", "track", "col", "embed", "link", "meta"})


def keep_own_html(msgstr: str, msgid: str) -> str:
    """`msgstr` with every `<` escaped but those of code and tags that stand in `msgid`, its source.

    Tags count only where all of them are kept, each as often, and still hold each other properly.
    """
    if "<" not in msgstr:
        return msgstr
    code = {match[0] for match in _CODE.finditer(msgid)}
    spans = [match.span() for match in _CODE.finditer(msgstr) if match[0] in code]
    tags, own = _tags(msgstr), _tags(msgid)
    if Counter(tag[0] for tag in tags) == Counter(tag[0] for tag in own) and (_nested(tags) or not _nested(own)):
        spans += [tag.span() for tag in tags]
    kept = {place for start, end in spans for place in range(start, end)}
    return "".join("&lt;" if c == "<" and place not in kept else c for place, c in enumerate(msgstr))


def is_torn(text: str) -> bool:
    """Whether an HTML element begins in `text` and ends elsewhere, or the other way round."""
    return "<" in text and not _nested(_tags(text))


def _tags(text: str) -> list[re.Match[str]]:
    code = [match.span() for match in _CODE.finditer(text)]
    return [tag for tag in _TAG.finditer(text) if not any(start < tag.start() < end for start, end in code)]


def _nested(tags: list[re.Match[str]]) -> bool:
    opened: list[str] = []
    for tag in tags:
        name = (tag[2] or "").lower()
        if not name or tag[3] or name in _VOID:
            continue
        if not tag[1]:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
