"""Plural rules are those of the file where they are safe, else those of the locale; never code."""

import pytest
from babel import Locale
from babel.messages.plurals import PLURALS, get_plural
from hypothesis import given
from hypothesis import strategies as st

from plainsight.plurals import parse_plural, plural_count, plural_header, plural_index_for, single_number_forms


@pytest.mark.parametrize("locale_id", sorted(set(PLURALS) - {"kg"}))  # Babel has a rule for it, and no locale
def test_every_rule_that_babel_knows_is_read(locale_id):
    """The rule of each language gives the index that C would."""
    count, rule = parse_plural(plural_header(locale_id))
    expression = get_plural(locale_id).plural_expr
    python = (
        expression.replace("&&", " and ")
        .replace("||", " or ")
        .replace("!=", "<>")
        .replace("!", " not ")
        .replace("<>", "!=")
    )
    assert count == get_plural(locale_id).num_plurals
    for number in (*range(130), 1000, 1_000_000):
        if "?" not in python:
            assert rule(number) == int(eval(python, {"n": number})), number  # noqa: S307  Babel's own data
        assert 0 <= rule(number) < count


@pytest.mark.parametrize("locale_id", ["my", "am", "kn", "si", "ti", "wo", "ig", "yo", "kab", "smn", "ht", "kw"])
def test_a_rule_that_only_cldr_knows_gives_the_forms_of_cldr(locale_id):
    """A language for which gettext has no usual header has as many forms as CLDR says, chosen as CLDR does."""
    count, rule = parse_plural(plural_header(locale_id))
    cldr = Locale.parse(locale_id).plural_form
    assert count == len(cldr.tags) + 1
    assert len({(cldr(number), rule(number)) for number in range(200)}) <= count


def test_a_rule_with_branches():
    """Arabic has six forms, chosen by nested conditions."""
    rule = plural_index_for("", "ar")
    assert [rule(number) for number in (0, 1, 2, 5, 11, 100)] == [0, 1, 2, 3, 5, 4]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "nplurals=2",
        "nplurals=2; plural=__import__('os')",
        "nplurals=99; plural=n",
        "nplurals=2; plural=(n",
        "nplurals=2; plural=n!",
        "nplurals=2; plural=" + "(" * 200 + "n" + ")" * 200,
    ],
)
def test_what_is_no_rule_is_refused_and_the_locale_speaks(header):
    """A header that is not a plural rule is never run; the locale's own rule is used."""
    with pytest.raises(ValueError, match="plural rule"):
        parse_plural(header)
    assert plural_count(header, "es") == 2
    assert plural_index_for(header, "es")(1) == 0


def test_a_language_without_a_rule_has_that_of_english():
    """A language that CLDR does not know can be translated."""
    assert plural_count("", "rom") == plural_count("", "en_XA") == plural_count("", "") == 2


def test_forms_of_a_single_number_are_known():
    """Arabic says zero, one and two without a number; Russian's first form is for 21 as well."""
    assert single_number_forms("", "ar") == {0, 1, 2}
    assert single_number_forms("", "ru") == frozenset()
    assert single_number_forms("nplurals=2; plural=(n == 90);", "es") == frozenset(), "a rule of a stranger"


@given(st.text(alphabet="n0123456789?:()&|=!<>%*/+- ", max_size=40), st.integers(0, 10**6))
def test_no_rule_stops_the_build(expression, number):
    """Any expression is a rule within its count, or refused."""
    try:
        count, rule = parse_plural(f"nplurals=3; plural={expression};")
    except ValueError:
        return
    assert 0 <= rule(number) < count
