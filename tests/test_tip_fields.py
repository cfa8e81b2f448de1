"""plainsight.tip_fields"""

import re

import pytest

from plainsight.tip_fields import FIELD_NAMES, FIELDS, SAYS_NOTHING, SHORT, STANDARD, Field

# The contract with endpoints: a change here breaks every hotline that maps these names.
CONTRACT = {
    "about": ("me", "someone", "saw", "offer", "unsure"),
    "what": (),
    "signs": (
        "vulnerability", "deception", "movement", "isolation", "violence", "threats", "documents", "wages", "debt",
        "conditions", "overtime", "none",
    ),
    "where": (),
    "where_country": (),
    "when": (),
    "still_happening": ("yes", "no", "unknown"),
    "people": (),
    "children": ("yes", "no", "unknown"),
    "vehicle_or_online": (),
    "identity_choice": ("not_asked", "receiver_only", "may_pass_on"),
    "contact": (),
    "contact_safety": (),
    "reply_language": (),
    "told_others": ("police", "hotline", "no", "unknown"),
    "photo": (),
    "leave_empty": (),
}  # fmt: skip
MESSAGES = [
    text
    for field in FIELDS
    for text in (field.label, field.hint, field.why, *(choice.label for choice in field.choices))
    if text
]


def test_names_ids_and_order_are_the_contract():
    """Field names, choice ids and their order never change without a new version of the contract."""
    assert {field.name: tuple(choice.id for choice in field.choices) for field in FIELDS} == CONTRACT
    assert tuple(CONTRACT) == FIELD_NAMES


def test_only_what_is_required():
    """Nothing but `what` may ever be demanded: never a name, a contact or where somebody is."""
    assert [field.name for field in FIELDS if field.required] == ["what"]


def test_photo_is_off_unless_asked_for():
    """No form asks for a photo unless its publisher says so."""
    assert "photo" not in STANDARD and "photo" not in SHORT
    assert set(STANDARD) == set(FIELD_NAMES) - {"photo"}


def test_short_form_keeps_the_order():
    """The short form asks a subset of the questions, in the same order."""
    assert SHORT == ("about", "what", "where", "when", "contact", "contact_safety")
    assert tuple(name for name in FIELD_NAMES if name in SHORT) == SHORT


@pytest.mark.parametrize("field", FIELDS, ids=FIELD_NAMES)
def test_every_question_says_why_it_is_asked(field: Field):
    """A reader is told why each question is asked."""
    assert field.why.endswith(".")


def test_nobody_is_named_unless_they_choose_to_be():
    """The answer chosen beforehand is not to be asked who one is; no other question is answered beforehand."""
    assert {field.name: field.default for field in FIELDS if field.default} == {"identity_choice": "not_asked"}


@pytest.mark.parametrize("text", MESSAGES)
def test_promises_nothing_that_we_cannot_keep(text: str):
    """No question promises secrecy, safety or namelessness, and none calls the reader a victim."""
    assert not re.search(r"anonym|confiden|secret|guarante|secure|nobody will|only we|victim", text, re.IGNORECASE)


@pytest.mark.parametrize("text", MESSAGES)
def test_is_plain_text_in_short_sentences(text: str):
    """Every message is plain text without markup, in sentences of at most 20 words."""
    assert not re.search(r"[<>*_`{}\[\]]|%\(|--", text)
    assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.?!:]\s", text))


def test_what_forms_send_by_themselves_is_not_a_tip():
    """The names that every form sends untouched are known, so that an empty form is seen to be empty."""
    assert {"form_lang", "form_version", "tip_id"} <= SAYS_NOTHING
    assert {field.name for field in FIELDS if field.default} <= SAYS_NOTHING
