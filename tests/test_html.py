"""The HTML of every page is what the HTML standard says."""

import pytest

from tests.html_checker import check_html


@pytest.mark.html_checker
def test_every_page_is_valid_html(built):
    """The Nu HTML checker finds no error in any page of any edition, and nothing to warn of."""
    assert check_html(built.output / path for path in built.pages()) == []
