"""plainsight.endpoint_pages"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from plainsight.endpoint_pages import message_page, not_stored_page, page_headers, stored_page, tips_page
from plainsight.tip_store import Tip, TipFile
from tests.html_checker import check_html

EVIL = "</textarea></dd><script>alert(1)</script>"
TIP = Tip(
    id=7,
    received=datetime(2026, 3, 1, 12, tzinfo=UTC),
    answers={EVIL: (EVIL,), "where": ("", "هنا"), "empty": ("",), "signs": ("debt", "unheard of")},
    files=(TipFile(EVIL, EVIL, EVIL, b"123"),),
    flagged=False,
    test=False,
)


@pytest.mark.parametrize(
    "page", [tips_page([TIP], 1, EVIL), not_stored_page(EVIL, EVIL, TIP.answers)], ids=["list", "not stored"]
)
def test_what_strangers_wrote_is_only_text(page: str):
    """No name, answer or file name can become markup."""
    assert "<script" not in page and "&lt;script&gt;" in page and 'dir="auto"' in page


def test_list_shows_words_and_hides_what_is_empty():
    """The list shows the question and the choice in words, unknown ones as they came, and skips empty answers."""
    page = tips_page([TIP], 3, "tips.sqlite")
    assert "Where is it?" in page and "هنا" in page and "unheard of" in page and "never gets smaller" in page
    assert ">empty<" not in page and "3 tips arrived, the newest 1 are shown" in page and "3 bytes" in page


def test_text_to_send_again_is_exactly_what_was_written():
    """A text that begins with a line end, or holds several, is given back whole: the first one is not swallowed."""
    page = not_stored_page("why", "call", {"what": ("\nfirst\nlast\n",), "tip_id": ("r",), "signs": ("a", "b")})
    assert ">\n\nfirst\nlast\n</textarea>" in page
    assert '<input type="hidden" name="tip_id" value="r">' in page and page.count('name="signs"') == 2


def test_page_without_answers_has_no_form():
    """Where nothing could be read, no empty form is shown."""
    assert "<form" not in not_stored_page("why", "call us", {}) and "call us" in not_stored_page("why", "call us", {})


def test_pages_load_nothing_and_lead_only_where_we_redirect():
    """The policy forbids everything but our own style, and forms to here and to the confirmation pages."""
    policy = page_headers(["http://127.0.0.1:8000"])["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "script-src" not in policy
    assert "form-action 'self' http://127.0.0.1:8000;" in policy


def test_confirmation_says_that_it_is_a_preview():
    """The endpoint's own confirmation does not pretend that a hotline reads it."""
    assert "No hotline reads" in stored_page()


@pytest.mark.html_checker
def test_pages_are_good_html(tmp_path):
    """The HTML checker finds nothing wrong with any page, whatever strangers wrote."""
    tip = replace(TIP, files=())
    pages = {
        "list": tips_page([tip], 1, EVIL, "timeout"),
        "empty": tips_page([], 0, "tips.sqlite"),
        "not-stored": not_stored_page(EVIL, EVIL, TIP.answers, wait=10, files=True),
        "stored": stored_page(),
        "message": message_page(EVIL, EVIL),
    }
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    assert check_html(tmp_path.glob("*.html")) == []
