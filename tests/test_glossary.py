"""The glossary: each term of the research is in it, and reaches the translator of each message that uses it."""

import csv
import re
from pathlib import Path

import pytest

from plainsight.catalog_data import Catalog, Message
from plainsight.extract import extract_templates
from plainsight.findings import Refused
from plainsight.glossary import WHERE, Glossary, Term, Word, for_locale, read_glossary

ROOT = Path(__file__).parent.parent
RESEARCH = ROOT / "tests" / "data" / "glossary.csv"
MARKS = {"S": "official", "o": "text", "m": "memory"}
LANGUAGES = ("es", "fr", "ar", "ru", "zh")
DEBT = Term(
    ("debt bondage",), ("debt bondage", "debt"), "Work for a debt", words={"es": Word("servidumbre", "official")}
)


def write(folder: Path, text: str) -> Path:
    path = folder / "glossary.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_glossary_is_the_research_whole():
    """Each of the 64 researched terms is there with its meaning, notes, five languages, where they are from, sources."""
    terms = {"; ".join(term.names): term for term in read_glossary(ROOT / WHERE).terms}
    with RESEARCH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(terms) == 64
    for row in rows:
        term = terms[row["term"]]
        note, marks = re.fullmatch(r"(.*?) ?\[([^\]]*)\]", row["note"]).groups()
        words = {name: (row[name], MARKS[mark]) for name, mark in re.findall(r"(\w\w) (\w)", marks)}
        assert term.meaning == row["meaning"] and term.note.startswith(note)
        assert {name: (word.word, word.seen) for name, word in term.words.items()} == words
        assert tuple(words) == LANGUAGES
        assert list(term.sources) == re.findall(r"https?://\S+", row["source"])


def test_each_message_that_uses_a_term_says_so():
    """A translator of either domain reads what the terms of a message mean; names of hotlines stand for themselves."""
    glossary = read_glossary(ROOT / WHERE)
    found = 0
    for catalog in extract_templates(ROOT).values():
        for message in catalog.messages:
            told = [note for note in message.notes if note.startswith("Glossary")]
            only_hotlines = all(name.startswith("content/hotlines/") for name in message.locations)
            assert told == ([] if only_hotlines else list(glossary.notes(message.msgid)))
            found += bool(told)
    assert found > 100


def test_a_term_is_found_as_a_whole_word_in_any_case_and_number():
    """Neither a capital letter, nor a plural, nor stars hide a term; a part of a word is none."""
    glossary = Glossary((DEBT,))
    for text in ("Debt", "your debts.", "**debt**", "debt-free", "(debt)"):
        assert glossary.terms_in(text) == (DEBT,), text
    for text in ("indebted", "debtor", "", "death"):
        assert glossary.terms_in(text) == (), text
    assert Glossary((Term(("agent",), ("agent",), "Finds workers"),)).terms_in("reagent") == ()


def test_the_longer_of_two_overlapping_terms_counts():
    """The term "sexual exploitation" is not explained as exploitation as well."""
    short = Term(("exploitation",), ("exploitation",), "Unfair use")
    long = Term(("sexual exploitation",), ("sexual exploitation",), "Of sexual acts")
    assert Glossary((short, long)).terms_in("Sexual exploitation") == (long,)
    soldier = Term(("child soldier",), ("child soldier",), "In an armed group")
    assert Glossary((Term(("child",), ("child",), "Under 18"), soldier)).terms_in("A child soldier") == (soldier,)
    assert Glossary((short, long)).terms_in("Sexual exploitation, and exploitation, exploitation") == (long, short)


def test_a_note_says_what_it_means_and_where_a_word_is_from():
    """A word from memory is no authority, and the translator knows it."""
    term = Term(("fee", "cost"), ("fee",), "Money to pay", "Explain.", words={"ru": Word("плата", "memory")})
    assert list(term.notes()) == [
        "Glossary: fee; cost: Money to pay. Explain.",
        "Glossary (ru): плата (from memory: check it)",
    ]


def test_a_catalog_holds_the_words_of_its_own_language():
    """A Spanish catalog shows Spanish words, one in traditional Chinese shows Chinese ones, and each the meaning."""
    notes = ("critical.", "Glossary: a: b.", "Glossary (es): x (official)", "Glossary (zh): y (official)")
    template = Catalog(Path("content.pot"), {}, (), (Message(None, "text", notes=notes),))
    assert for_locale(template, "es").messages[0].notes == notes[:3]
    assert for_locale(template, "zh_Hant").messages[0].notes == (*notes[:2], notes[3])
    assert for_locale(template, "my").messages[0].notes == notes[:2]


def test_a_site_needs_no_glossary(tmp_path):
    """Without the file, nothing is missing."""
    assert read_glossary(tmp_path / "glossary.toml").notes("debt bondage") == ()


BAD = {
    "no names": ('[[term]]\nmeaning = "m"', "term 1.*has no names"),
    "no meaning": ('[[term]]\nnames = ["a"]', "glossary.toml: a: has no meaning"),
    "a text for a list": ('[[term]]\nnames = "a"\nmeaning = "m"', "names is no list"),
    "an empty form": ('[[term]]\nnames = ["a"]\nforms = [""]\nmeaning = "m"', "forms is no list"),
    "unknown field": ('[[term]]\nnames = ["a"]\nmeaning = "m"\nmeanings = "m"', "unknown field 'meanings'"),
    "a misspelt table": ('[[terms]]\nnames = ["a"]\nmeaning = "m"', "unknown table 'terms'"),
    "a table in place of a list": ('[term]\nnames = ["a"]\nmeaning = "m"', "term is no list"),
    "unknown mark": ('[[term]]\nnames = ["a"]\nmeaning = "m"\nes = { word = "b", seen = "yes" }', "es is .*official"),
    "word without mark": ('[[term]]\nnames = ["a"]\nmeaning = "m"\nes = "b"', "es is 'b'"),
    "a note of two lines": ('[[term]]\nnames = ["a"]\nmeaning = "m"\nnote = "a\\nb"', "no text on one line"),
    "no TOML": ("[[term]", "not valid TOML"),
    "one form twice": ('[[term]]\nnames = ["a"]\nmeaning = "m"\n[[term]]\nnames = ["b"]\nforms = ["A"]\nmeaning = "m"',
                       "b: the form 'a' belongs to 'a' already"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_mistake_is_named_with_what_to_do(name, tmp_path):
    """Whoever edits the glossary is told which term is wrong, and how to write it."""
    text, message = BAD[name]
    with pytest.raises(Refused, match=message) as refused:
        read_glossary(write(tmp_path, text))
    assert all(finding.remedy for finding in refused.value.findings)
