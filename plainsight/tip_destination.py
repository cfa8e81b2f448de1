"""The destination card: who receives a tip and what they must do with it, from the facts in TIP_DESTINATION."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import babel

from plainsight.findings import Finding
from plainsight.tip_words import ADDRESSES_LOGGED, HOURS, KEPT, KINDS, MUST_PASS_ON, READS

LIMIT_DAYS = 180
_LISTS = {"reads": READS, "must_pass_on": MUST_PASS_ON}
_ONES = {"kind": KINDS, "addresses_logged": ADDRESSES_LOGGED}
_KEYS = ("name", *_ONES, *_LISTS, "languages", "always_open", "kept_days", "last_checked")
_PREVIEW_ONLY = frozenset({"preview", "site_maker"})
_SHAPES = {
    "name": ("a text", lambda value: isinstance(value, str) and bool(value.strip())),
    "always_open": ("True or False", lambda value: isinstance(value, bool)),
    "kept_days": (
        "a whole number of days",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    ),
    "last_checked": ("a date, as in date(2026, 1, 31)", lambda value: type(value) is date),
}


@dataclass(frozen=True)
class Destination:
    """Who receives a tip. Ids are keys of `tip_words`; `languages` are language tags that they read.

    `always_open` and `kept_days` are None where nobody has told us; `last_checked` is the day on which somebody
    asked the receiver whether all of this is so, None in a preview.
    """

    name: str
    kind: str = "unknown"
    reads: tuple[str, ...] = ("unknown",)
    must_pass_on: tuple[str, ...] = ("unknown",)
    addresses_logged: str = "unknown"
    languages: tuple[str, ...] = ()
    always_open: bool | None = None
    kept_days: int | None = None
    last_checked: date | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """The card as critical interface messages, in reading order; languages, `kept_days` and the date are apart."""
        hours = {True: "always_open", False: "not_always_open", None: "unknown"}[self.always_open]
        kept = () if self.kept_days is not None else (KEPT["preview" if self.kind == "preview" else "unknown"],)
        if self.kind == "preview":
            return (KINDS[self.kind], *(READS[id] for id in self.reads), *kept)
        return (
            KINDS[self.kind],
            *(READS[id] for id in self.reads),
            *(MUST_PASS_ON[id] for id in self.must_pass_on),
            ADDRESSES_LOGGED[self.addresses_logged],
            HOURS[hours],
            *kept,
        )


# What is true while a site is being made and its form posts to the endpoint of this computer.
PREVIEW_DESTINATION = Destination(name="Local preview", kind="preview", reads=("site_maker",), addresses_logged="no")
# What can honestly be said of a receiver of whom the settings say nothing.
UNKNOWN_DESTINATION = Destination(name="")


def make_destination(facts: Mapping[str, Any]) -> Destination:
    """The destination that checked `facts` describe; what they leave out is unknown."""
    values = dict(facts)
    for key in (*_LISTS, "languages"):
        if key in values:
            values[key] = _several(values[key])
    return Destination(**{"name": "", **values})


def check_destination(
    facts: object, *, where: str, publishing: bool, today: date, limit_days: int = LIMIT_DAYS
) -> list[Finding]:
    """Everything wrong with the TIP_DESTINATION `facts`: unknown keys and ids, wrong types, languages that CLDR does
    not know and, at publishing, facts that are missing, unknown, for preview only, or checked too long ago.
    """
    if not isinstance(facts, Mapping):
        return [Finding(where, "TIP_DESTINATION is not a dictionary.", "Write it as {'name': …, 'kind': …}.")]
    findings = [
        Finding(where, f"TIP_DESTINATION has {key!r}, which means nothing.", suggest(key, _KEYS))
        for key in facts
        if key not in _KEYS
    ]
    for key, words in {**_ONES, **_LISTS}.items():
        if key in facts:
            findings.extend(_check_ids(key, facts[key], words, where))
    for key, (shape, fits) in _SHAPES.items():
        if key in facts and not fits(facts[key]):
            findings.append(Finding(where, f"TIP_DESTINATION {key} is {facts[key]!r}.", f"Write {shape}."))
    findings.extend(_check_languages(facts, where))
    if not findings:
        findings.extend(_check_date(facts, where, publishing, today, limit_days))
        if publishing:
            findings.extend(_check_whole(facts, where))
    return findings


def suggest(word: object, known: Iterable[str]) -> str:
    """A remedy for an unknown `word`: the closest of `known`, or all of them."""
    known = list(known)
    close = difflib.get_close_matches(str(word), known, n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else f"Use one of: {', '.join(known)}."


def _several(value: object) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _check_ids(key: str, value: object, words: Mapping[str, str], where: str) -> list[Finding]:
    ids = _several(value) if key in _LISTS else (value,)
    if not ids:
        return [Finding(where, f"TIP_DESTINATION {key} is empty.", f"Use one or more of: {', '.join(words)}.")]
    return [
        Finding(where, f"TIP_DESTINATION {key} is {id!r}, which is not one of its values.", suggest(id, words))
        for id in ids
        if not isinstance(id, str) or id not in words
    ] + _contradictions(key, ids, where)


def _contradictions(key: str, ids: tuple[Any, ...], where: str) -> list[Finding]:
    alone = [id for id in ids if id in ("never", "always", "unknown")]
    if not alone or len(ids) == 1:
        return []
    return [Finding(where, f"TIP_DESTINATION {key} says {alone[0]!r} and more.", "Keep one, or the others.")]


def _check_languages(facts: Mapping[str, Any], where: str) -> list[Finding]:
    findings = []
    for code in _several(facts.get("languages", ())):
        try:
            babel.Locale.parse(code.replace("-", "_"))
        except (babel.UnknownLocaleError, ValueError, AttributeError, TypeError):
            what = f"TIP_DESTINATION languages has {code!r}, which is not a language tag."
            findings.append(Finding(where, what, "Write tags such as 'en', 'ar' or 'zh-Hant'."))
    return findings


def _check_date(facts: Mapping[str, Any], where: str, publishing: bool, today: date, limit_days: int) -> list[Finding]:
    checked = facts.get("last_checked")
    if checked is None:
        return []
    if checked > today:
        what = f"TIP_DESTINATION last_checked is {checked}, which is still to come."
        return [Finding(where, what, "Write the day on which somebody asked the receiver.")]
    if checked < today - timedelta(days=limit_days):
        what = f"TIP_DESTINATION was last checked on {checked}, more than {limit_days} days ago."
        remedy = "Ask the receiver whether all of it still holds, then write the date of today."
        return [Finding(where, what, remedy, "error" if publishing else "warning")]
    return []


def _check_whole(facts: Mapping[str, Any], where: str) -> list[Finding]:
    findings = []
    if missing := [key for key in _KEYS if key not in facts or not _several(facts[key])]:
        what = f"TIP_DESTINATION leaves out {', '.join(missing)}: readers would not know who gets their tip."
        findings.append(Finding(where, what, "Ask the receiver, and write down what they say."))
    if _PREVIEW_ONLY & {facts.get("kind"), *_several(facts.get("reads", ()))}:
        what = "TIP_DESTINATION describes the preview on this computer."
        findings.append(Finding(where, what, "Describe the hotline that receives the tips."))
    if facts.get("kind") == "unknown" or "unknown" in _several(facts.get("reads", ())):
        what = "TIP_DESTINATION says that nobody knows who receives the tips."
        findings.append(Finding(where, what, "Find out, or set TIP_MODE = 'phone' until you know."))
    return findings
