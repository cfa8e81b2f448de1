"""Campaign pages: what is wrong with one is named with its file, its line and what to do."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plainsight.findings import errors
from plainsight.pages import read_page, read_pages, resolve_links

BAD = Path(__file__).parent / "bad" / "source"
EXPECTED = {
    "has-no-title.md": (1, "has no title"),
    "has-no-front-matter.md": (1, "has no front matter"),
    "nav-is-no-int.md": (1, "nav is 'two'"),
    "unknown-field-titel.md": (1, "unknown field 'titel'"),
    "front-matter-is-no-toml.md": (2, "not valid TOML"),
    "is-not-UTF-8-text.md": (5, "is not UTF-8"),
    "source-lacks-a-url.md": (1, "lacks a title or url"),
}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_page_is_named_with_its_line(name):
    """Each mistake in a page gives an error finding with its place and a remedy."""
    _, findings = read_page(BAD / name, name)
    line, what = EXPECTED[name]
    assert [(finding.where, what in finding.what) for finding in errors(findings)] == [(f"{name}:{line}", True)]
    assert all(finding.remedy for finding in findings)


def test_every_bad_page_has_an_expectation():
    """No file in tests/bad/source is left out."""
    assert {path.name for path in BAD.iterdir()} == {*EXPECTED, "Cannot-be-part-of-an-address.md"}


def test_all_bad_pages_are_reported_at_once():
    """One run shows every mistake in every page."""
    _, findings = read_pages(BAD, "pages")
    assert len({finding.where.split(":")[0] for finding in errors(findings)}) == len(list(BAD.iterdir()))
    assert any("cannot be part of an address" in finding.what for finding in findings)


def test_two_pages_of_one_name_are_refused(tmp_path):
    """A page never silently replaces another of the same address."""
    text = '+++\ntitle = "A"\n+++\n\nText.\n'
    write(tmp_path, "a/help.md", text)
    write(tmp_path, "b/help.md", text)
    pages, findings = read_pages(tmp_path, "content/pages")
    assert [f.where for f in errors(findings)] == ["content/pages/b/help.md"]
    assert pages["help"].path == "content/pages/a/help.md"


def test_a_byte_order_mark_is_harmless(tmp_path):
    """A page saved by Windows' Notepad is read like any other."""
    path = write(tmp_path, "a.md", '\ufeff+++\ntitle = "A"\n+++\n\nText.\n')
    page, findings = read_page(path, "a.md")
    assert page.fields["title"] == "A" and not findings


def test_messages_come_with_line_notes_and_targets(tmp_path):
    """A translator sees each text where it stands, what the trap is, and where a link leads."""
    path = write(
        tmp_path, "a.md", '+++\ntitle = "T"\ncritical = true\n+++\n\n<!-- note: trap -->\nSee [it](help.md).\n'
    )
    page, _ = read_page(path, "a.md")
    messages = list(page.messages())
    assert [(m.msgid, m.line, m.critical) for m in messages] == [("T", 2, True), ("See [it][1].", 7, True)]
    assert messages[1].notes == ("trap", "[1] is (help.md)")


def test_raw_html_in_a_text_is_a_warning(tmp_path):
    """A text that cannot be translated is named; it is shown as it is."""
    path = write(
        tmp_path, "a.md", '+++\ntitle = "T"\n+++\n\n<div markdown="1">a\n\n<div>b</div>\n</div>\n\nText <kbd>x</kbd>.\n'
    )
    page, findings = read_page(path, "a.md")
    assert not errors(findings)
    assert "Text <kbd>x</kbd>." in {message.msgid for message in page.messages()}


def test_links_between_pages_are_resolved_and_others_kept():
    """A link to a page becomes its address in the edition; a link elsewhere stays."""
    html = '<a href="help.md#now">a</a> <a href="https://example.org/x.md">b</a> <a href="#c">c</a>'
    assert resolve_links(html, lambda slug, anchor: f"{slug}.html#{anchor}") == html.replace("help.md", "help.html")


@given(
    st.lists(
        st.sampled_from(["<a ", "x", " ", 'href="', '"', "href=", "help.md", ".md", "#a", "#", ":", "?", "/", ">"]),
        max_size=12,
    )
)
@example(['href="', "x", ".md", "#", "href=", '"', "help.md", '"'])
def test_a_link_is_what_stands_in_an_address(pieces):
    """Whatever stands around it, a link is found by the address alone."""
    html = "".join(pieces)
    plain = re.compile(r'(?<=href=")([^"#:/?]+)\.md(#[^"]*)?(?=")')
    wanted = plain.sub(lambda match: f"[{match[1]}|{(match[2] or '#')[1:]}]", html)
    assert resolve_links(html, lambda slug, anchor: f"[{slug}|{anchor}]") == wanted
