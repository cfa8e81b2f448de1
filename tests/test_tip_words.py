"""plainsight.tip_words"""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from plainsight import tip_words

TABLES = {name: table for name, table in vars(tip_words).items() if isinstance(table, dict) and name.isupper()}
SENTENCES = [(f"{name}-{id}", text) for name, table in TABLES.items() for id, text in table.items()]


def test_every_sentence_reaches_translators_as_critical():
    """A destination card may not be published unreviewed: each of its messages is marked critical for translators."""
    found = extract_from_file("python", Path(tip_words.__file__), keywords={"N_": None}, comment_tags=("Translators:",))
    comments = {message: comments for _, message, comments, _ in found}
    assert set(comments) == {text for _, text in SENTENCES}
    assert all(" ".join(comment).startswith("Translators: critical.") for comment in comments.values())


@pytest.mark.parametrize("text", [text for _, text in SENTENCES], ids=[id for id, _ in SENTENCES])
def test_sentences_are_plain_and_promise_nothing(text: str):
    """A card says whole sentences, without markup, and never that somebody is anonymous, safe or secure."""
    assert text.endswith(".") and not re.search(r"[<>*_`{}\[\]]|%\(", text)
    assert not re.search(r"anonym|confiden|\bsafe|secure|secret|guarante", text, re.IGNORECASE)


def test_every_table_can_say_that_we_do_not_know():
    """No publisher has to claim what nobody has told them."""
    assert all("unknown" in table for name, table in TABLES.items() if name != "ADAPTER_NOTES")
