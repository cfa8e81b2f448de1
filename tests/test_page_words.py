"""What pages say is short, hurts nobody, and says where it is from."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainsight.catalog_data import Catalog, Message
from plainsight.extract import extract_templates
from plainsight.page_words import AVOIDED, LONGEST, avoided_words, check_interface_words, check_words, sentences
from plainsight.pages import read_page, read_pages
from plainsight.trees import read_trees

ROOT = Path(__file__).parent.parent
FRONT = '+++\ntitle = "T"\n{}\n+++\n\n'
SOURCED = 'facts = ["4.12"]\nsources = [{ title = "a", url = "https://example.org/" }]\nlast_checked = 2026-11-23'


def findings(tmp_path: Path, body: str, fields: str = "", language: str = "en") -> list:
    path = tmp_path / "a.md"
    path.write_text(FRONT.format(fields) + body, encoding="utf-8")
    page, wrong = read_page(path, "a.md")
    assert not wrong
    return check_words([page], language)


def test_the_pages_of_this_site_are_clean():
    """No page and no tree has a sentence that is too long, a word to avoid, or a fact without a source."""
    pages, _ = read_pages(ROOT / "content" / "pages", "content/pages")
    pages |= read_trees(ROOT / "content" / "trees", "content/trees", pages)[0]
    assert [str(finding) for finding in check_words(pages.values(), "en")] == []


def test_the_interface_of_this_site_is_clean():
    """Labels, buttons and notices keep the same rules, of one form and of several."""
    assert [str(finding) for finding in check_interface_words(extract_templates(ROOT)["interface"], "en")] == []
    message = Message(None, "A victim", "Victims", locations=("theme/a.html",), line=7)
    found = check_interface_words(Catalog(Path("a.pot"), {}, (), (message,)), "en")
    assert [(finding.where, finding.what) for finding in found] == [
        ("theme/a.html:7", "says 'victim'."), ("theme/a.html:7", "says 'Victims'."),
    ]  # fmt: skip


def test_the_pages_with_facts_are_most_of_the_site():
    """The check of facts and sources has something to check."""
    pages, _ = read_pages(ROOT / "content" / "pages", "content/pages")
    assert {slug for slug, page in pages.items() if not page.fields.get("facts")} == {
        "tip",
        "tip-sent",
        "404",
        *(f"print-{number}" for number in range(2, 7)),
    }


def test_a_long_sentence_is_a_warning_with_its_line(tmp_path):
    """The limit is exact, and the finding says which sentence it is."""
    body = f"Short one. {'word ' * LONGEST}word. Short.\n"
    (finding,) = findings(tmp_path, body)
    assert (finding.where, finding.level) == ("a.md:6", "warning")
    assert f"{LONGEST + 1} words" in finding.what
    assert findings(tmp_path, f"{'word ' * (LONGEST - 1)}word.\n") == []


def test_what_counts_as_a_sentence():
    """A colon ends a part, a number or an abbreviated link does not; a soft line break ends nothing."""
    assert sentences("Call: now. **Do** it! See [this][1]. 27.6 million “people.” So.") == [
        "Call:", "now.", "Do it!", "See this.", "27.6 million “people.", "So.",
    ]  # fmt: skip
    assert sentences("One line\nanother line") == ["One line", "another line"]
    assert sentences("") == []


def test_the_target_of_a_link_is_no_word(tmp_path):
    """A long address makes no long sentence, and no word in it is anybody's wording."""
    address = "https://example.org/" + "-".join(["victims", *"abcdefghijklmnopqrstuvwxyz"])
    assert findings(tmp_path, f"[Read it]({address}).\n") == []


HARMFUL = (
    "A prostitute.", "a child prostitute", "Child sex workers", "child pornography", "They were RESCUED.", "We save girls",
    "Illegal immigrants", "an illegal person", "slaves", "The victim.", "a lover boy", "pimps", "A runaway", "was sold",
    "clients of a child", "the voiceless", "innocent girls", "broken lives",
)  # fmt: skip


@pytest.mark.parametrize("text", HARMFUL)
def test_a_word_to_avoid_is_a_warning_with_another_word(text, tmp_path):
    """A writer learns what to write in its place, and why."""
    found = findings(tmp_path, f"{text}\n")
    assert found and all(finding.level == "warning" and finding.remedy.startswith("Write: ") for finding in found)


def test_every_word_to_avoid_has_an_example():
    """No rule stands there that has never found anything."""
    assert all(any(avoided.pattern.search(text) for text in HARMFUL) for avoided in AVOIDED)


@given(
    st.lists(
        st.sampled_from([*(word for text in HARMFUL for word in text.split()), *"sSſkKKiIİı -.", "child of", "é"]),
        max_size=7,
    ).map("".join)
    | st.text(st.sampled_from("victmsVICTMSſKkİı "), max_size=12)
)
@example("vıctİmſ")
@example("broKen lives, and Slaves")
def test_the_quick_look_for_words_misses_none(text):
    """Only texts with a stem are looked at closely: what a pattern finds anywhere is found."""
    wanted = [(avoided, avoided.pattern.search(text)) for avoided in AVOIDED]
    assert list(avoided_words(text)) == [(avoided, found[0]) for avoided, found in wanted if found]


@pytest.mark.parametrize(
    "text",
    [
        "Save the file.",
        "It is illegal.",
        "a prostitution offence",
        "modern slavery",
        "a broken law",
        "my customer",
        "Rescue service",
    ],
)
def test_ordinary_words_are_left_alone(text, tmp_path):
    """A word in another meaning is no finding."""
    assert findings(tmp_path, f"{text}\n") == []


@pytest.mark.parametrize("number", ["0800 123 4567", "+1 (202) 555-0123", "116 006", "٠٨٠٠١٢٣٤"])
def test_a_number_to_call_stands_in_a_hotline_file_only(number, tmp_path):
    """A number in a page would be in every catalog, and right nowhere once it changes."""
    (found,) = findings(tmp_path, f"Call {number} now.\n", language="da")
    assert number in found.what and "{hotline:" in found.remedy and found.where == "a.md:6"


@pytest.mark.parametrize(
    "text", ["On 2026-11-23.", "In 2020-2023, 202,478 people.", "{hotline:us-nhth}", "27.6 million."]
)
def test_dates_and_figures_are_no_numbers_to_call(text, tmp_path):
    """What only looks like a number is no finding."""
    assert findings(tmp_path, f"{text}\n") == []


def test_another_source_language_has_no_english_words(tmp_path):
    """In a site written in Danish, "sold" is no word to avoid; long sentences are long in any language."""
    assert findings(tmp_path, "De sold.\n", language="da") == []
    assert findings(tmp_path, "ord " * 30 + "\n", language="da")


def test_facts_need_sources_and_a_date(tmp_path):
    """A page that states facts says where they are from and when somebody looked."""
    assert findings(tmp_path, "Text.\n", SOURCED) == []
    found = findings(tmp_path, "Text.\n", 'facts = ["4.12"]')
    assert [(f.where, f.what) for f in found] == [
        ("a.md:3", "has facts and no sources."), ("a.md:3", "has facts and no last_checked.")
    ]  # fmt: skip


@pytest.mark.parametrize("fact", ['"four"', '"4"', '"4.1.2"', "4.1", '" 4.1"', '"4.1234"'])
def test_a_fact_is_a_number_of_the_list(fact, tmp_path):
    """A number that nobody can look up is named."""
    (finding,) = findings(tmp_path, "Text.\n", SOURCED.replace('"4.12"', fact))
    assert "is no number of a fact" in finding.what


def test_a_fact_named_twice_is_named(tmp_path):
    """A list that grew by copying shows it."""
    (finding,) = findings(tmp_path, "Text.\n", SOURCED.replace('"4.12"', '"4.12", "4.12"'))
    assert "twice" in finding.what
