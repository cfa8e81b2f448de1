"""Takes link and image targets out of a segment, and puts them back: `[text](url)` is `[text][1]` in a message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import markdown
from markdown.inlinepatterns import LinkInlineProcessor

from plainsight.fast_inline import LINKS, fast_inline
from plainsight.inline import render_written

# Code spans and escaped characters, in which a bracket opens no link.
_SKIP = re.compile(r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_LABEL = re.compile(r"\]\[(\d+)\]")
_REFERENCE = re.compile(r" ?\[[^\[\]]*\]")


@dataclass(frozen=True)
class Labelled:
    """A segment's text with numbered labels, and the raw Markdown of each target: `targets[0]` belongs to `[1]`."""

    text: str
    targets: tuple[str, ...] = ()


class _Reader(LinkInlineProcessor):
    """Python-Markdown's own reader of a link's brackets, for raw text: there is nothing stashed to take out."""

    def unescape(self, text: str) -> str:
        return text


def label_targets(raw: str, md: markdown.Markdown) -> Labelled:
    """`raw` inline Markdown with every target replaced by a numbered label.

    `restore_targets` of the result is `raw` again, with references written in full (`[name]` as `[name][name]`);
    where that would not hold, or `raw` holds such labels itself, the result is `raw` with no targets.
    """
    if "[" not in raw or _LABEL.search(raw):
        return Labelled(raw)
    return _usual_labels(raw) or _read_labels(raw, md)


def _usual_labels(raw: str) -> Labelled | None:
    """What `_read_labels` finds in a text whose every bracket is part of a plain `[text](address)`; None for another."""
    if fast_inline(raw) is None:
        return None
    targets: list[str] = []

    def label(match: re.Match[str]) -> str:
        targets.append(f"({match[2]})")
        return f"[{match[1]}][{len(targets)}]"

    return Labelled(LINKS.sub(label, raw), tuple(targets))


def _read_labels(raw: str, md: markdown.Markdown) -> Labelled:
    reader = _Reader("", md)
    found: list[tuple[int, int, str]] = []  # where a target starts and ends, and what it says in full
    ends: dict[int, int] = {}
    position = 0
    while position < len(raw):
        if ends.get(position, 0) > position:
            position = ends[position]
            continue
        if skipped := _SKIP.match(raw, position):
            position = skipped.end()
            continue
        if raw[position] == "[" and raw[position : position + 2] != "[^":
            text, start, closed = reader.getText(raw, position + 1)
            if closed and (target := _target(raw, start, text, reader, md)):
                found.append((start, *target))
                ends[start] = target[0]
        position += 1
    message, full, last = [], [], 0
    for number, (start, end, target) in enumerate(sorted(found), 1):
        if start < last:  # a bracket inside another's target
            return Labelled(raw)
        message += [raw[last:start], f"[{number}]"]
        full += [raw[last:start], target]
        last = end
    labelled = Labelled("".join([*message, raw[last:]]), tuple(target for _, _, target in sorted(found)))
    restored = restore_targets(labelled.text, labelled.targets)
    if restored != "".join([*full, raw[last:]]):
        return Labelled(raw)
    # A reference written in full may meet its neighbours: only the renderer can say.
    changed = any(target.startswith("[") for target in labelled.targets)
    return Labelled(raw) if changed and not same_rendering(raw, restored, md.references) else labelled


def same_rendering(text: str, other: str, references: Mapping[str, tuple[str, str]]) -> bool:
    """Whether two raw texts of one block come to the same HTML, white space apart."""
    return render_written(text, references).split() == render_written(other, references).split()


def restore_targets(text: str, targets: tuple[str, ...]) -> str:
    """`text` with each `][n]` replaced by the target that `n` stands for; labels without a target stay."""

    def target(match: re.Match[str]) -> str:
        number = int(match[1])
        return "]" + targets[number - 1] if 0 < number <= len(targets) else match[0]

    return _LABEL.sub(target, text) if targets else text


def _target(raw: str, start: int, text: str, reader: _Reader, md: markdown.Markdown) -> tuple[int, str] | None:
    if raw[start : start + 1] == "(":
        _, _, end, found = reader.getLink(raw, start)
        return (end, raw[start:end]) if found else None
    reference = _REFERENCE.match(raw, start)
    name = reference[0].strip()[1:-1] if reference else ""
    if reference and name and name.lower() in md.references:
        return reference.end(), f"[{name}]"
    # `[name][]` and `[name]`: the text is the reference, which a translation of the text would lose.
    if text.lower() in md.references:
        return (reference.end() if reference and not name else start), f"[{text}]"
    return None
