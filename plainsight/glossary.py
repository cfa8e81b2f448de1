"""The glossary of the translators: which of its terms a message uses, and what they are told about them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plainsight.catalog_data import Catalog
from plainsight.findings import Finding, Refused
from plainsight.source_files import read_toml

WHERE = "content/glossary.toml"
# Where a word is from, and what a translator is told about that.
SEEN = {"official": "official", "text": "seen in a text", "memory": "from memory: check it"}
_TEXTS = ("meaning", "note")
_LISTS = ("names", "forms", "sources")
_LOCALE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?")
_NOTE = "Glossary"
# What stands before words that a translation should not have, in such a note.
_AVOID = "; not: "
_IN_LANGUAGE = re.compile(rf"{_NOTE} \(([a-zA-Z_]+)\): ")


@dataclass(frozen=True)
class Word:
    """The word for a term in one language; `seen` is a key of `SEEN`, `avoid` are words that are not to stand for it."""

    word: str
    seen: str
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A term: its `names`, the `forms` in which messages use it (lower case), its word by locale id."""

    names: tuple[str, ...]
    forms: tuple[str, ...]
    meaning: str
    note: str = ""
    sources: tuple[str, ...] = ()
    words: Mapping[str, Word] = field(default_factory=dict)

    def notes(self) -> Iterator[str]:
        """What a translator reads about the term: first its meaning, then one line for each language."""
        yield f"{_NOTE}: {'; '.join(self.names)}: {self.meaning}.{f' {self.note}' if self.note else ''}"
        for locale_id, word in self.words.items():
            avoid = f"{_AVOID}{'; '.join(word.avoid)}" if word.avoid else ""
            yield f"{_NOTE} ({locale_id}): {word.word} ({SEEN[word.seen]}){avoid}"


class Glossary:
    """Terms, found in messages by whole words; of two forms that overlap, the longer one counts."""

    def __init__(self, terms: tuple[Term, ...] = ()):
        self.terms = terms
        self._by_form = {form + plural: term for term in terms for form in term.forms for plural in ("s", "")}
        forms = sorted(self._by_form, key=len, reverse=True)
        self._forms = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)") if forms else None

    def terms_in(self, text: str) -> tuple[Term, ...]:
        """The terms that `text`, a message in English, uses, each once, in the order of the text."""
        if self._forms is None:
            return ()
        plain = text.lower().replace("*", "")
        return tuple({id(term): term for term in map(self._by_form.get, self._forms.findall(plain)) if term}.values())

    def notes(self, text: str) -> tuple[str, ...]:
        """The notes of every term that `text` uses."""
        return tuple(note for term in self.terms_in(text) for note in term.notes())


def read_glossary(path: Path) -> Glossary:
    """The glossary at `path`; an empty one where there is no such file. Raises `Refused` with all that is wrong."""
    if not path.is_file():
        return Glossary()
    _, data, findings = read_toml(path, WHERE)
    if data is None:
        raise Refused(findings)
    findings = [Finding(WHERE, f"unknown table {name!r}.", "Write [[term]].") for name in data if name != "term"]
    entries = data.get("term", [])
    if not isinstance(entries, list):
        raise Refused([Finding(WHERE, "term is no list.", "Write [[term]], with two brackets.")])
    for number, entry in enumerate(entries, 1):
        where = f"{WHERE}: {(entry.get('names') or [f'term {number}'])[0]}"
        findings += [Finding(where, what, remedy) for what, remedy in _faults(entry)]
    if findings:
        raise Refused(findings)
    terms = tuple(_term(entry) for entry in entries)
    owner: dict[str, Term] = {}
    for term in terms:
        for form in term.forms:
            other = owner.setdefault(form, term)
            if other is not term:
                what = f"the form {form!r} belongs to {other.names[0]!r} already."
                findings.append(Finding(f"{WHERE}: {term.names[0]}", what, "Leave it in one of the two."))
    if findings:
        raise Refused(findings)
    return Glossary(terms)


def _faults(entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not entry.get("names"):
        yield "has no names.", 'Add a line: names = ["…"]'
    if not entry.get("meaning"):
        yield "has no meaning.", 'Add a line: meaning = "…"'
    for name, value in entry.items():
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
                yield f"{name} is no list of texts.", f'Write {name} = ["…"].'
        elif name in _TEXTS:
            if not isinstance(value, str) or "\n" in value:
                yield f"{name} is no text on one line.", f'Write {name} = "…".'
        elif not _LOCALE.fullmatch(name):
            yield (
                f"unknown field {name!r}.",
                f"The fields are {', '.join((*_LISTS, *_TEXTS))} and ids such as es or pt_BR.",
            )
        elif not _is_word(value):
            remedy = f'Write {name} = {{ word = "…", seen = "…" }}, seen being {", ".join(SEEN)}.'
            yield f"{name} is {value!r}.", f'{remedy} After it there may be: avoid = ["…"].'


def _is_word(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() - {"word", "seen", "avoid"}:
        return False
    avoid = value.get("avoid", [])
    texts = [value.get("word"), *avoid] if isinstance(avoid, list) else [None]
    return all(isinstance(text, str) and text.strip() and ";" not in text for text in texts[1:]) and bool(
        isinstance(texts[0], str) and texts[0] and value.get("seen") in SEEN
    )


def avoided(note: str) -> tuple[str, ...]:
    """The words that a translation should not have, where `note` is one of a glossary that says so."""
    _, says, words = note.partition(_AVOID) if _IN_LANGUAGE.match(note) else ("", "", "")
    return tuple(words.split("; ")) if says else ()


def _term(entry: dict[str, Any]) -> Term:
    languages = {name: value for name, value in entry.items() if name not in (*_LISTS, *_TEXTS)}
    words = {
        name: Word(value["word"], value["seen"], tuple(value.get("avoid", ()))) for name, value in languages.items()
    }
    forms = tuple(dict.fromkeys(form.lower() for form in entry.get("forms", entry["names"])))
    return Term(
        tuple(entry["names"]), forms, entry["meaning"], entry.get("note", ""), tuple(entry.get("sources", ())), words
    )


def for_locale(template: Catalog, locale_id: str) -> Catalog:
    """`template` without what its notes say about other languages: nobody reads past four foreign words."""
    language = locale_id.partition("_")[0]
    return replace(template, messages=tuple(replace(m, notes=_own(m.notes, language)) for m in template.messages))


def _own(notes: tuple[str, ...], language: str) -> tuple[str, ...]:
    found = [(note, _IN_LANGUAGE.match(note)) for note in notes]
    return tuple(note for note, match in found if match is None or match[1].partition("_")[0] == language)
