"""The HTML of every page is what the HTML standard says."""

import re

import pytest

from tests.html_checker import check_html


@pytest.mark.html_checker
def test_every_page_is_valid_html(built):
    """The Nu HTML checker finds no error in any page of any edition, and nothing to warn of."""
    found = check_html(built.output / path for path in built.pages())
    # A pseudo-locale is no language, so what the checker guesses about it is right by accident only.
    guesses = [line for line in found if "appears to be written in" in line and re.search(r"/(en-XA|ar-XB)/", line)]
    assert [line for line in found if line not in guesses] == []
