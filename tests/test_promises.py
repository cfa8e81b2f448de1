"""What the page about safety says of the site is what the check of every written file holds."""

import re

import pytest

from plainsight.page_facts import read_page
from plainsight.page_privacy import NO_FORM, check_privacy
from plainsight.promises import PROMISES, SENDS, STORES
from tests.conftest import ROOT

BREAKS = [(promise.sentence, piece) for promise in PROMISES for piece in promise.broken_by]


def _promised() -> list[str]:
    """The lines of the list below "What this site keeps"."""
    text = (ROOT / "content" / "pages" / "safety.md").read_text(encoding="utf-8")
    section = text.partition("{#keeps}")[2].partition("\n## ")[0]
    return re.findall(r"(?m)^- (.+)$", section)


def test_each_promise_to_readers_has_its_check_and_each_check_is_promised():
    """Nobody adds a line to that list, or changes one, without saying what holds it."""
    assert _promised() == [promise.sentence for promise in PROMISES]


@pytest.mark.parametrize(("sentence", "piece"), BREAKS)
def test_a_page_that_breaks_a_promise_is_refused(built, sentence, piece):
    """A page with anything that makes the sentence untrue is not written."""
    page = (built.output / "en" / "privacy.html").read_text(encoding="utf-8")
    before = {what for _, what, _ in check_privacy(read_page(page), NO_FORM)}
    spoilt = page.replace("</main>", f"{piece}</main>")
    after = {what for _, what, _ in check_privacy(read_page(spoilt), NO_FORM)}
    # Beyond the policy, which no longer fits a page that has one block more.
    assert before == set()
    assert [what for what in after if "content security policy" not in what], piece


def test_every_way_to_store_or_send_belongs_to_a_promise():
    """The check refuses nothing in vain: each name that it looks for breaks something that we promise."""
    pieces = " ".join(piece for promise in PROMISES for piece in promise.broken_by)
    assert all(f"use({name})" in pieces for name in (*STORES, *SENDS))


def test_the_pages_themselves_keep_them(built):
    """No page of any edition stores, loads or sends, save the exit's mark and the form."""
    for path in built.pages():
        page = read_page((built.output / path).read_text(encoding="utf-8"))
        for block in page.blocks:
            if block.element.name == "script" and not any(page.named("form")):
                used = {name for name in (*STORES, *SENDS) if re.search(rf"\b{name}\b", block.text)}
                assert used <= {"sessionStorage"}, path
