"""A page of the preview is whole, says what it is, and can fetch and run nothing."""

from plainsight.page_facts import read_page
from plainsight.preview_page import preview_page


def test_a_page_of_the_preview_needs_nothing_else():
    """It has a language, a title and its styles, and a policy that allows nothing but these."""
    page = preview_page("Status", "status", "p { color: {red} }", "<p>{content}</p>")
    facts = read_page(page)
    assert facts.title == "Status" and facts.html.attributes == {"lang": "en", "dir": "ltr"}
    assert "p { color: {red} }" in page and "<p>{content}</p>" in page
    assert "default-src 'none'; style-src 'unsafe-inline'" in page and "<script" not in page
