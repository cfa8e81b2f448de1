"""What is wrong with a decision tree: steps that nobody reaches or that do not exist, circles, questions without a way on."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plainsight.findings import Finding

USUAL = ("yes", "no", "unsure")
Entry = Mapping[str, Any]


def check_tree(entries: Sequence[Entry], starts: Sequence[int], where: str) -> list[Finding]:
    """Every finding about the steps `entries`, which begin at the lines `starts` of the file `where`.

    What steps say of each other is looked at when each of them is in order by itself.
    """
    places = [f"{where}:{start}" for start in starts]
    findings = [finding for entry, place in zip(entries, places, strict=False) for finding in _check_step(entry, place)]
    names = [entry.get("name", "") for entry in entries]
    for number, (name, place) in enumerate(zip(names, places, strict=False)):
        if name and name in names[:number]:
            findings.append(Finding(place, f"is a second step {name!r}.", "Give one of the two another name."))
    if findings:
        return findings
    by_name = {entry["name"]: entry for entry in entries}
    for entry, place in zip(entries, places, strict=False):
        findings += _check_targets(entry, by_name, place)
    return findings or list(_check_ways(entries, dict(zip(names, places, strict=False))))


def targets(entry: Entry) -> list[str]:
    """The names of the steps that a step leads to, in the order of its answers."""
    given = [answer["to"] for answer in entry.get("answers", ())]
    return list(dict.fromkeys((*given, *(entry[key] for key in (*USUAL, "next") if key in entry))))


def previous_questions(entries: Sequence[Entry]) -> dict[str, set[str]]:
    """By the name of each step: the questions from which readers come to it, with or without advice in between."""
    by_name = {entry["name"]: entry for entry in entries}
    found: dict[str, set[str]] = {name: set() for name in by_name}
    waiting = [(target, name) for name, entry in by_name.items() if "ask" in entry for target in targets(entry)]
    while waiting:
        name, question = waiting.pop()
        if question not in found[name]:
            found[name].add(question)
            if "say" in by_name[name]:
                waiting += [(target, question) for target in targets(by_name[name])]
    return found


def _check_step(entry: Entry, place: str) -> Iterator[Finding]:
    if not entry.get("name"):
        yield Finding(place, "has no name.", 'Give the step one, by which others lead to it: name = "…"')
    if bool(entry.get("ask")) == bool(entry.get("say")):
        remedy = 'Write ask = "…?" for a question, or say = "…" for advice, and not both.'
        yield Finding(place, "is neither a question nor advice.", remedy)
    elif entry.get("ask"):
        yield from _check_question(entry, place)
    else:
        for key in ("answers", *USUAL):
            if key in entry:
                remedy = 'Write ask = "…?" if it is a question; advice leads on with next = "…".'
                yield Finding(place, f"is advice and has the answer {key!r}.", remedy)
    if not all(isinstance(slug, str) for slug in entry.get("pages", ())):
        yield Finding(place, "pages is no list of names.", 'Write pages = ["call", "rights"].')


def _check_question(entry: Entry, place: str) -> Iterator[Finding]:
    if "unsure" not in entry:
        what = "has no answer for a reader who does not know."
        yield Finding(place, what, 'Add unsure = "…", with the step that it leads to.')
    for key in ("next", "pages"):
        if key in entry:
            yield Finding(place, f"is a question and has {key}.", "Leave it to the advice after the answers.")
    if "answers" not in entry and not ("yes" in entry and "no" in entry):
        remedy = (
            'Add yes = "…" and no = "…", or answers = [{ text = "…", to = "…" }], each with the step that it leads to.'
        )
        yield Finding(place, "is a question without a way on.", remedy)
    for answer in entry.get("answers", ()):
        if (
            not isinstance(answer, dict)
            or set(answer) - {"pictogram"} != {"text", "to"}
            or not all(isinstance(value, str) and value for value in answer.values())
        ):
            yield Finding(place, f"has the answer {answer!r}.", 'Write it as { text = "…", to = "…" }.')


def _check_targets(entry: Entry, by_name: Mapping[str, Entry], place: str) -> Iterator[Finding]:
    for target in targets(entry):
        if target not in by_name:
            close = difflib.get_close_matches(target, by_name, n=1)
            remedy = f"Did you mean {close[0]!r}?" if close else "Name a step of this file."
            yield Finding(place, f"{entry['name']!r} leads to {target!r}, which does not exist.", remedy)


def _check_ways(entries: Sequence[Entry], places: Mapping[str, str]) -> Iterator[Finding]:
    by_name = {entry["name"]: entry for entry in entries}
    reached, circle = _walk(entries[0]["name"], by_name)
    if circle:
        what = f"leads in a circle: {' → '.join(circle)}."
        yield Finding(places[circle[0]], what, "Let one of these answers lead to advice, so that the questions end.")
        return
    for name, place in places.items():
        if name not in reached:
            yield Finding(place, f"nothing leads to {name!r}.", "Let an answer lead to it, or remove the step.")
    for name, questions in previous_questions(entries).items():
        if len(questions) > 1:
            what = f"{name!r} has more than one question before it: {', '.join(sorted(questions))}."
            remedy = "Give each of them a step of its own, with the same words: “Previous question” must be true."
            yield Finding(places[name], what, remedy)
    if "say" in entries[0]:
        yield Finding(places[entries[0]["name"]], "is the first step, and no question.", "Begin with a question.")


def _walk(first: str, by_name: Mapping[str, Entry]) -> tuple[set[str], list[str]]:
    """The names of the steps that can be reached from `first`, and the first circle on the way, if there is one."""
    reached: set[str] = set()
    way: list[tuple[str, Iterator[str]]] = [(first, iter(targets(by_name[first])))]
    while way:
        name, rest = way[-1]
        target = next(rest, None)
        if target is None:
            reached.add(name)
            way.pop()
        elif target in (on_it := [found for found, _ in way]):
            return reached, [*on_it[on_it.index(target) :], target]
        elif target not in reached:
            way.append((target, iter(targets(by_name[target]))))
    return reached, []
