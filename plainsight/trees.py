"""Decision trees: one question a page and one tap an answer, made from one TOML file (`content/trees/<page>.toml`).

A tree belongs to the campaign page of the same name, by which readers come to it. Its steps are pages like any other,
with a number for a name: `happening-3.html`. Nothing is sent or kept: where a reader is says what they have answered.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plainsight.findings import Finding
from plainsight.markdown_page import read_body
from plainsight.messages import N_
from plainsight.pages import FIELDS, PageMessage, SourcePage, check_fields
from plainsight.source_files import read_toml
from plainsight.tree_checks import check_tree, previous_questions

# What the usual answers are called; the same words as in the tip form.
ANSWERS = {"yes": N_("Yes"), "no": N_("No"), "unsure": N_("I do not know")}
_TREE_FIELDS: dict[str, type] = {"step": list, **{name: FIELDS[name] for name in ("facts", "sources", "last_checked")}}
_STEP_FIELDS: dict[str, type] = {
    "name": str,
    "ask": str,
    "say": str,
    "text": str,
    **dict.fromkeys(ANSWERS, str),
    "answers": list,
    "next": str,
    "pages": list,
    "note": str,
    **{name: FIELDS[name] for name in ("critical", "pictogram", "audio")},
}
_STEP = re.compile(r"\s*\[\[\s*step\s*\]\]")
_ASKED = "A question to the reader, answered by tapping. Never say what the reader is."
_SAID = "A heading above advice. Never say what the reader is."


@dataclass(frozen=True)
class Answer:
    """An answer that leads to the step with the slug `to`: `kind` is a key of `ANSWERS`, or "" where it has a `text`."""

    kind: str
    text: str
    to: str
    pictogram: str


@dataclass(frozen=True)
class Step(SourcePage):
    """One page of a tree: a question with its `answers`, or advice without any.

    `number` counts from 1 in the order of the file, `start` is the line where the step begins. `pages` are the slugs
    of pages that help further, `onward` is that of the question after the advice, `previous` of the one before this
    step; "" where there is none.
    """

    tree: str = ""
    number: int = 0
    start: int = 0
    answers: tuple[Answer, ...] = ()
    pages: tuple[str, ...] = ()
    onward: str = ""
    previous: str = ""

    @property
    def entry(self) -> str:
        """The slug of the page that the tree belongs to."""
        return self.tree

    @property
    def listed(self) -> bool:
        """Never: a question found by searching has no beginning, and stands in the list of what was searched."""
        return False

    def messages(self) -> Iterator[PageMessage]:
        """Each message of the step, in reading order."""
        title, note = self.fields["title"], self.fields.get("note")
        notes = (_ASKED if self.answers else _SAID, *([note] if note else []))
        yield PageMessage(title, self.line_of(title, self.start) or self.start, notes, self.critical)
        yield from self.body_messages(self.start)
        for answer in self.answers:
            if answer.text:
                line = self.line_of(answer.text, self.start) or self.start
                yield PageMessage(answer.text, line, (f"An answer to: {title}",), self.critical)

    def links(self) -> set[tuple[str, str]]:
        """The campaign pages that the step leads to."""
        return super().links() | {(slug, "") for slug in self.pages}


def first_step(tree: str) -> str:
    """The slug of the first question of `tree`."""
    return f"{tree}-1"


def read_tree(path: Path, where: str) -> tuple[list[Step], list[Finding]]:
    """The steps of the tree at `path`, in order; none where it cannot be used, with findings that say why."""
    text, data, findings = read_toml(path, where)
    if data is None:
        return [], findings
    findings = check_fields(data, _TREE_FIELDS, where)
    entries = data.get("step", [])
    if not entries or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return [], [*findings, Finding(where, "has no steps.", "Begin each step with a line [[step]].")]
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines, 1) if _STEP.match(line)]
    starts += [1] * (len(entries) - len(starts))  # steps written in another of TOML's ways have no line of their own
    for entry, start in zip(entries, starts, strict=False):
        findings += check_fields(entry, _STEP_FIELDS, where, start)
    if findings:
        return [], findings
    findings = check_tree(entries, starts, where)
    if findings:
        return [], findings
    steps = [_step(path.stem, where, data, number, starts, lines) for number in range(len(entries))]
    for step in steps:
        for fault in step.body.faults:
            line = step.line_of(fault.raw.strip().partition("\n")[0], step.start) or step.start
            findings.append(Finding(f"{where}:{line}", fault.what, fault.remedy, fault.level))
    return steps, findings


def _step(tree: str, where: str, data: Mapping[str, Any], number: int, starts: list[int], lines: list[str]) -> Step:
    entries = data["step"]
    entry, start = entries[number], starts[number]
    slugs = {found["name"]: f"{tree}-{place}" for place, found in enumerate(entries, 1)}
    answers = [
        Answer("", given["text"], slugs[given["to"]], given.get("pictogram", "")) for given in entry.get("answers", ())
    ]
    answers += [Answer(kind, "", slugs[entry[kind]], kind) for kind in ANSWERS if kind in entry]
    fields = {"title": entry.get("ask") or entry["say"], "template": "step"}
    fields |= {name: entry[name] for name in ("critical", "pictogram", "audio", "note") if name in entry}
    if "say" in entry:  # what advice is based on stands below it
        fields |= {name: data[name] for name in ("facts", "sources", "last_checked") if name in data}
    # The lines of other steps are empty, so that a text is found in its own.
    end = min((other for other in starts if other > start), default=len(lines) + 1)
    own = (*lines[: min(starts) - 1], *[""] * (start - min(starts)), *lines[start - 1 : end - 1])
    previous = previous_questions(entries)[entry["name"]]
    return Step(
        slugs[entry["name"]],
        where,
        fields,
        read_body(entry.get("text", "").strip()),
        own,
        tree,
        number + 1,
        start,
        tuple(answers),
        tuple(entry.get("pages", ())),
        slugs.get(entry.get("next", ""), ""),
        slugs.get(next(iter(previous), ""), ""),
    )


def read_trees(folder: Path, where: str, pages: Mapping[str, SourcePage]) -> tuple[dict[str, Step], list[Finding]]:
    """The steps of every tree in `folder`, by slug, and the findings about all of them; `pages` are the campaign pages."""
    steps: dict[str, Step] = {}
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.toml")):
        name = f"{where}/{path.name}"
        found, wrong = read_tree(path, name)
        findings += wrong
        if path.stem not in pages:
            what = f"belongs to the page {path.stem}.md, which does not exist."
            findings.append(Finding(name, what, "Give it the name of the page that leads to it."))
        elif pages[path.stem].template != "page":
            what = f"belongs to the page {path.stem}.md, whose template does not lead to questions."
            findings.append(Finding(name, what, "Give it the name of a page without a template of its own."))
        for step in found:
            if step.slug in pages:
                what = f"makes a page {step.slug}, and there is {pages[step.slug].path}."
                findings.append(Finding(f"{name}:{step.start}", what, "Rename that page."))
            steps[step.slug] = replace(step, fields={**step.fields, **_of_entry(pages.get(path.stem), step.number)})
    return steps, findings


def _of_entry(page: SourcePage | None, number: int) -> dict[str, Any]:
    if page is None:
        return {}
    return {"description": page.fields.get("description", ""), "address": f"{page.address}-{number}"}
