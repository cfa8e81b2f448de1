"""How pages say things: short sentences, no words that hurt, no typed numbers, facts with their sources.

All findings are warnings.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from plainsight.catalog_data import Catalog
from plainsight.findings import Finding
from plainsight.pages import SourcePage
from plainsight.quotation_marks import MARKS, foreign_marks, usual_marks
from plainsight.text_checks import TYPED_NUMBER

# Words of a sentence, or of a part of one up to a colon, that a child of ten reads without losing the thread.
LONGEST = 20
_ENDS = re.compile(r"(?<=[.!?:…])[\"”’')*\]]*\s+")
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_LABEL = re.compile(r"\]\[\d+\]|\]\([^)]*\)")
# Six digits or more, but no number to call.
_DATE = re.compile(r"\d{4}[-.]\d{2}[-.]\d{2}|\d{4}[-\u2013]\d{2,4}")
_DIGIT = re.compile(r"\d")
# What a pattern takes for a letter of ASCII where case does not matter, and `lower` does not.
_LIKE_ASCII = str.maketrans("ſKİı", "skii")
_FACT = re.compile(r"\d{1,2}\.\d{1,3}")


class Avoided(NamedTuple):
    """A way of speaking that harms, what to write instead, and why.

    What `pattern` finds holds one of `stems`, in small letters: no other text needs to be searched.
    """

    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    instead: str
    why: str


def _avoided(stems: str, pattern: str, instead: str, why: str) -> Avoided:
    return Avoided(tuple(stems.split("|")), re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead, why)


# English only: another source language has its own words that hurt.
AVOIDED = (
    _avoided("child", r"child (?:prostitut|sex work)\w+", "child who was sexually exploited", "a child cannot consent"),
    _avoided("prostitut", r"prostitutes?", "person in prostitution", "it labels the person"),
    _avoided("child porn", r"child porn\w*", "child sexual abuse material", "it suggests consent"),
    _avoided("rescu|sav", r"rescu(?:e[rsd]?(?! services?\b)|ing)|sav(?:e[sd]?|ing) (?:you|them|her|him|us|people|women|girls|children|victims)",
             "help to leave, support", "people act for themselves"),
    _avoided("illegal", r"illegals|illegal (?:aliens?|immigrants?|migrants?|persons?|people|workers?)", "person without papers",
             "no person is illegal"),
    _avoided("slave", r"slaves?|enslaved", "person in forced labour, survivor", "it labels the person"),
    _avoided("victim", r"victims?", "you, person, survivor", "few readers call themselves that"),
    _avoided("lover|pimp", r"lover ?-?boys?|pimps?", "person who controls you", "it makes control sound glamorous"),
    _avoided("runaway", r"runaways?", "missing, or away from home", "it blames, and others respond to it more slowly"),
    _avoided("sold|human goods", r"sold|human goods", "was exploited", "people are no goods"),
    _avoided("client|customer", r"(?:clients?|customers?) of (?:a|the) (?:child|girl|boy)\w*", "person who abused the child", "it was abuse"),
    _avoided("voiceless|innocent|broken", r"voiceless|innocent (?:girls?|women|children)|broken (?:girls?|women|people|lives)",
             "strong, neutral words", "it is a stereotype"),
)  # fmt: skip


def check_words(pages: Iterable[SourcePage], language: str) -> list[Finding]:
    """A warning for each long sentence, number to call, word to avoid (where `language` is "en"), quotation mark that is not
    of `language`, and fact without a source.
    """
    return [finding for page in pages for finding in (*_check_texts(page, language), *_check_facts(page))]


def sentences(text: str) -> list[str]:
    """The sentences of a message, and the parts of one on both sides of a colon, without the marks of Markdown."""
    plain = _LABEL.sub("]", text).replace("*", "").replace("[", "").replace("]", "")
    return [part.strip() for line in plain.split("\n") for part in _ENDS.split(line) if part.strip()]


def check_interface_words(template: Catalog, language: str) -> list[Finding]:
    """The same for the interface: labels, buttons and notices, as they stand in its template."""
    return [
        finding
        for message in template.messages
        for text in (message.msgid, message.plural)
        if text
        for finding in _check_text(f"{message.locations[0]}:{message.line}", text, language)
    ]


def _check_texts(page: SourcePage, language: str) -> Iterator[Finding]:
    for message in page.messages():
        yield from _check_text(f"{page.path}:{message.line}", message.msgid, language)


def _check_text(where: str, text: str, language: str) -> Iterator[Finding]:
    # Between two words there is a sign, so shorter texts are within the limit.
    for sentence in sentences(text) if len(text) > 2 * LONGEST else ():
        count = len(_WORD.findall(sentence)) if len(sentence) > 2 * LONGEST else 0
        if count > LONGEST:
            what = f"a sentence has {count} words: “{sentence[:60]}…”."
            yield Finding(where, what, f"Make two of it: {LONGEST} words at the most.", "warning")
    for number in TYPED_NUMBER.findall(_LABEL.sub("]", text)) if _DIGIT.search(text) else ():
        if not _DATE.fullmatch(number):
            remedy = "Write {hotline:us-nhth} or {emergency:us} in its place, with the id of yours: docs/hotlines.md."
            yield Finding(where, f"has the number {number} in its text, which nobody keeps right.", remedy, "warning")
    if not MARKS.isdisjoint(text) and (foreign := foreign_marks(text, language)):
        what = f"has quotation marks that its language does not use: {foreign}"
        yield Finding(where, what, usual_marks(language), "warning")
    for avoided, found in avoided_words(text) if language == "en" else ():
        yield Finding(where, f"says {found!r}.", f"Write: {avoided.instead} ({avoided.why}).", "warning")


def avoided_words(text: str) -> Iterator[tuple[Avoided, str]]:
    """Each way of speaking to avoid that is in the English `text`, and the words of the first place."""
    small = (text if text.isascii() else text.translate(_LIKE_ASCII)).lower()
    for avoided in AVOIDED:
        for stem in avoided.stems:
            if stem in small:
                if found := avoided.pattern.search(text):
                    yield avoided, found[0]
                break


def _check_facts(page: SourcePage) -> Iterator[Finding]:
    facts = page.fields.get("facts", [])
    where = f"{page.path}:{next((n for n, line in enumerate(page.lines, 1) if line.startswith('facts')), 1)}"
    for number, fact in enumerate(facts):
        if not isinstance(fact, str) or not _FACT.fullmatch(fact):
            yield Finding(
                where, f"{fact!r} is no number of a fact.", 'Write it as in the list of facts: "4.12".', "warning"
            )
        elif fact in facts[:number]:
            yield Finding(where, f"names the fact {fact} twice.", "Remove one of them.", "warning")
    for name, example in (("sources", '[{ title = "…", url = "…" }]'), ("last_checked", "2026-11-23")) if facts else ():
        if not page.fields.get(name):
            yield Finding(where, f"has facts and no {name}.", f"Add to its front matter: {name} = {example}", "warning")
