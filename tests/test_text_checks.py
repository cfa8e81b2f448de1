"""Numbers and addresses are the same in any digits and any writing, and never others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainsight.text_checks import addresses, broken_number, numbers, other_numbers

SAME = [
    ("1,000", "1.000"),
    ("1,000", "1 000"),
    ("1,000", "1’000"),
    ("100,000", "1,00,000"),
    ("1,234,567", "1\u202f234\u202f567"),
    ("24", "٢٤"),
    ("24", "۲۴"),
    ("24", "၂၄"),
    ("24", "२४"),
    ("24", "２４"),
    ("27.6", "27,6"),
    ("27.6", "٢٧٫٦"),
    ("9:30", "9.30"),
    ("9:30", "9 h 30"),
    ("10-15", "10 a 15"),
    ("5 of 10", "10: 5"),
    ("2024", "2024年"),
    ("none", "ninguno"),
    ("2024", "二〇二四年"),
    ("9-1-1", "9, 1, 1"),
    ("2026-11-24", "24-11-2026"),
    ("24/7", "7/24"),
    ("one of five", "十三五"),
]
OTHER = [
    ("24", "42"),
    ("24", "2 4"),
    ("24", "24 1"),
    ("24", ""),
    ("27.6", "6,27"),
    ("27.6", "276"),
    ("2 3", "23"),
    ("112", "１１３"),
    ("24", "24½"),
    ("1", "①②"),
    ("none", "➊"),
    ("none", "Ⅷ"),
    ("1,000", "1,00"),
    ("5 10", "5.10"),
    ("10:30", "30:10"),
    ("5 10", "5:10"),
    ("9-1-1", "1-9-1"),
    ("1-800-123", "1-123-800"),
    ("none", "一一三"),
    ("none", "壹壹叁"),
    ("112", "一一三"),
]


@pytest.mark.parametrize(("source", "text"), SAME)
def test_the_same_numbers_are_known_however_they_are_written(source, text):
    """Digits of any script, and separators as the language writes them, are the translator's."""
    assert not other_numbers(source, text)


@pytest.mark.parametrize(("source", "text"), OTHER)
def test_other_numbers_are_never_the_same(source, text):
    """A digit that changed, went, came or moved to the other side of a point is found."""
    assert other_numbers(source, text)


@given(st.lists(st.integers(0, 10**12), max_size=5), st.sampled_from("٠०၀０"))
def test_digits_of_any_script_are_the_same_number(values, zero):
    """Native digits stand for ASCII ones."""
    text = " and ".join(map(str, values))
    native = "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in text)
    assert numbers(native) == numbers(text) and not other_numbers(text, native)


@given(st.text(st.sampled_from("0123456789 .,:x/"), max_size=20))
def test_a_text_has_its_own_numbers(text):
    """The check never refuses the source text itself."""
    assert not other_numbers(text, text) and not other_numbers(f"a{text}", f"b{text}")


@pytest.mark.parametrize("text", ["8О0", "1l2", "80O", "1\u200d12", "1\u20601"])
def test_letters_and_invisible_marks_in_a_number_are_found(text):
    """What looks like a digit or hides between digits cannot be dialled."""
    assert broken_number("800", text)


@pytest.mark.parametrize(
    "text",
    [
        "see example.com",
        "bit.ly/x",
        "t.me/x",
        "t.me",
        "a@b.org",
        "a@b",
        "@handle",
        "пример.рф",
        "www.x",
        "x.co.uk",
        "evil.Com",
        "evil.COM",
        "tel:112",
        "javascript:x",
        "hxxp://x",
        "xn--e1.xn--p1ai",
    ],
)
def test_addresses_are_found(text):
    """Whatever a reader could type or tap counts."""
    assert addresses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Fine. Go on",
        "gracias.No sé",
        "p.ej. eso",
        "z.B.",
        "m.in. to",
        "U.S.A.",
        "e.g. this",
        "S.p.A.",
        "3.5 km",
        "10.30 Uhr",
        "Datos: uno",
        "9:30",
        "т.е. да",
        "請看。中國",
        "a @ b",
        "…",
    ],
)
def test_abbreviations_and_missing_spaces_are_no_addresses(text):
    """Honest punctuation is left alone."""
    assert not addresses(text)


def test_an_address_is_the_same_before_any_punctuation():
    """The full stop of another script is not part of an address."""
    assert (
        addresses("See https://example.org/a.")
        == addresses("請看 https://example.org/a。")
        == {"https://example.org/a": 1}
    )
