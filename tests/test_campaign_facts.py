"""Every fact of a page is one of docs/campaign-facts.md, and its source stands on the page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plainsight.pages import SourcePage, read_pages
from plainsight.trees import read_trees

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "campaign-facts.md").read_text(encoding="utf-8")
ADDRESSES = dict(re.findall(r"^\[([a-z0-9-]+)\]: <(\S+)>$", TEXT, re.MULTILINE))
FACTS = {number: line for line in TEXT.splitlines() for number in re.findall(r"^(?:- |\| )(\d+\.\d+) ", line)}
# Rules for writers, which say nothing that a source could show.
RULES = {"3.66", "4.3", "6.20"}
# Facts of which only a part has a source, or an old one; what the pages take from each is that part, or comes with its date.
PARTLY = {
    "2.220": "the first seven of the ten rules",
    "2.242": "that states have agreed on it; no article is named",
    "4.15": "papers close, a bag if it is safe",
    "4.52": "no promise of safety",
    "4.63": "clear these pages",
    "5.20": "the place; “where you saw it” is only asked",
    "5.30": "with its date: until late 2025",
    "7.6": "for the UK",
}
CAMPAIGN, _ = read_pages(ROOT / "content" / "pages", "content/pages")
STEPS, _ = read_trees(ROOT / "content" / "trees", "content/trees", CAMPAIGN)
# The steps of a tree have their facts in common: one stands for all that show them.
PAGES = {**CAMPAIGN, **{step.tree + "-": step for step in STEPS.values() if step.fields.get("facts")}}


def sources(number: str) -> set[str]:
    """The addresses of the sources of a fact; none for one that was written from memory."""
    return {ADDRESSES[key] for key in re.findall(r"\[([a-z0-9-]+)\]", FACTS[number]) if key in ADDRESSES}


def used() -> Iterator[tuple[SourcePage, str]]:
    return ((page, number) for page in PAGES.values() for number in page.fields.get("facts", []))


def test_the_list_of_facts_is_read_whole():
    """The expressions above find the facts and the addresses of their sources."""
    assert len(FACTS) > 300 and len(ADDRESSES) > 150
    assert sources("4.12") == {ADDRESSES["austin-safety"], ADDRESSES["rpor"]}


def test_each_fact_of_a_page_is_in_the_list():
    """The number in the front matter leads an editor to what it is about."""
    assert [(page.slug, number) for page, number in used() if number not in FACTS] == []


def test_no_page_states_what_nobody_has_looked_up():
    """A fact without any source is on no page."""
    assert {number for _, number in used() if not sources(number)} == RULES


def test_what_has_half_a_source_is_used_with_care():
    """Whoever takes a fact that is marked "unsourced" in part, or "verify", says here which part stands on the page."""
    marked = {number for _, number in used() if re.search("unsourced|verify", FACTS[number])}
    assert marked == PARTLY.keys()


@pytest.mark.parametrize("slug", sorted(slug for slug, page in PAGES.items() if page.fields.get("facts")))
def test_a_source_of_each_fact_stands_on_its_page(slug):
    """A reader finds where each statement comes from."""
    page = PAGES[slug]
    shown = {source["url"] for source in page.fields["sources"]}
    facts = [number for number in page.fields["facts"] if number not in RULES]
    assert [number for number in facts if not sources(number) & shown] == []
