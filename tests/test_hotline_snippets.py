"""Snippets: a page names a hotline by its id, and a reader gets the number, in every language the same."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from markupsafe import escape

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Message
from plainsight.editions import Edition
from plainsight.findings import errors
from plainsight.hotline_model import Channel, Country, Emergency, Line
from plainsight.hotline_snippets import check_snippets, fill_snippets
from plainsight.hotlines import ShownLine
from plainsight.locales import find_locale
from plainsight.pages import read_page
from plainsight.settings import load_settings
from tests.conftest import build_into

PHONE = Channel("phone", "1-202 555", "tel:+1202555", number="1-202 555")
LINE = Line("us-line", "A & B", channels=(Channel("sms", "60123", "sms:60123", role=""), PHONE))
EMERGENCY = (Emergency("998", ("fire",), "tel:998"), Emergency("911", ("police",), "tel:911"))
NUMBER = '<a href="tel:+1202555"><bdi dir="ltr">1-202 555</bdi></a>'


def countries(*shown: ShownLine, emergency=EMERGENCY):
    return [
        SimpleNamespace(code="us", name="United <States>", href="country-us.html", emergency=emergency, lines=shown)
    ]


def fill(html: str, *shown: ShownLine, **changes) -> str:
    seen = countries(*(shown or (ShownLine(LINE, "verified", date(2026, 1, 1)),)), **changes)
    source = find_locale("en")
    with Edition(source, source).current():
        return fill_snippets(html, seen, escape)


def test_a_hotline_is_named_with_its_main_number():
    """Name and number, the number as a link that calls; everything else of the page stays as it is."""
    assert fill("<p>Call {hotline:us-line}, {x}.</p>") == f"<p>Call A &amp; B {NUMBER}, {{x}}.</p>"


def test_an_emergency_number_is_that_of_the_police():
    """The same number as in the bar above each page."""
    assert fill("<p>{emergency:us}</p>") == '<p><a href="tel:911"><bdi dir="ltr">911</bdi></a></p>'


def test_a_warning_comes_before_the_number():
    """A line that can endanger its caller carries its warning wherever it is named."""
    warned = Line("us-line", "Line", channels=(PHONE,), warnings=("asks-for-id",))
    html = fill("<p>{hotline:us-line}</p>", ShownLine(warned, "unverified", None))
    assert "<strong>You must send your ID" in html.partition(NUMBER)[0]
    assert "We have not checked this hotline." in html.partition(NUMBER)[2]


def test_what_may_not_be_shown_is_not_shown():
    """A hotline that publishing hides, and an emergency number that sources dispute, become the way to their country."""
    way = '<p><a href="country-us.html">United &lt;States&gt;</a></p>'
    assert fill("<p>{hotline:us-other}</p>") == way
    assert fill("<p>{emergency:us}</p>", emergency=()) == way


def test_no_link_stands_in_a_link_and_no_tag_in_an_attribute():
    """Within a link the number is text; in code and in attributes nothing is filled."""
    number = '<bdi dir="ltr">911</bdi>'
    assert fill('<a href="x">{emergency:us}</a>') == f'<a href="x">{number}</a>'
    for html in (
        "<code>{emergency:us}</code>",
        '<a title="{emergency:us}>">x</a>',
        "<pre><code>{hotline:us-line}</code></pre>",
    ):
        assert fill(html) == html


@pytest.mark.parametrize(
    "msgstr", ["Llame al {hotline:us-hsi}", "Llame al 911", "Llame", "Llame {hotline:us-nhth} {hotline:us-nhth}"]
)
def test_a_translation_cannot_lead_to_another_hotline(msgstr):
    """A translation keeps the snippet as it is, or it is not used."""
    good = Message(None, "Call {hotline:us-nhth}", msgstrs=("Llame al {hotline:us-nhth}",))
    bad = Message(None, "Call {hotline:us-nhth}", msgstrs=(msgstr,))
    of = {"domain": "content", "locale_id": "es", "nplurals": 2, "where": "es.po"}
    assert not errors(check_message(good, **of))
    assert errors(check_message(bad, **of))


PAGE = '+++\ntitle = "A page"\n+++\n\nOne.\n\n'


def found(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    page, _ = read_page(path, "content/pages/a.md")
    known = {"us": Country("us", lines=(LINE,))}
    return [
        f"{finding.where.rpartition(':')[2]} {finding.level} {finding.remedy}"
        for finding in check_snippets([page], known)
    ]


@pytest.mark.parametrize(
    "text", ["Call {hotline:us-line}.", "- {emergency:us} now", "**Call** {emergency:us}.", "No {snippet}."]
)
def test_a_right_snippet_is_no_finding(tmp_path, text):
    """Sentences, lists, beside bold text."""
    assert found(tmp_path, PAGE + text) == []


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("Call {hotline:us-lien}.", "Did you mean us-line?"),
        ("Call {hotline:zz-other-one}.", "Write {hotline:"),
        ("Call {emergency:fr}.", "Write {hotline:"),
        ("Call {hotline: us-line}.", "Write {hotline:"),
        ("Call {Emergency:us}.", "Write {hotline:"),
        ("Call {hotline:us-line", "Write {hotline:"),
        ("## Call {emergency:us}", "Put it within a sentence"),
        ("**Call**{emergency:us}", "Put it within a sentence"),
    ],
)
def test_a_wrong_snippet_is_a_finding_with_its_line(tmp_path, text, remedy):
    """A snippet that would reach readers as it stands stops the build, and is named."""
    (finding,) = found(tmp_path, PAGE + text)
    assert finding.startswith(f"7 error {remedy}")


def test_a_snippet_in_the_front_matter_is_a_finding(tmp_path):
    """Titles are texts: nothing is filled there."""
    (finding,) = found(tmp_path, PAGE.replace("A page", "Call {emergency:us}"))
    assert finding.startswith("2 error")


def test_snippets_are_filled_in_every_edition(project, tmp_path):
    """The number is on the page of each edition, in no message, and a wrong id stops the build."""
    page = project / "content" / "pages" / "safety.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nCall {emergency:us} at once.\n", encoding="utf-8")
    settings = load_settings(project / "pelicanconf.py")
    built = build_into(settings, tmp_path / "output")
    number = built.site.countries["us"].emergency[0].number
    for edition in built.site.editions:
        html = (built.output / edition.locale.tag / "safety.html").read_text(encoding="utf-8")
        assert f'<bdi dir="ltr">{number}</bdi></a> at once.' in html and "{emergency" not in html
    messages = [message.msgid for message in built.site.pages["safety"].messages()]
    assert "Call {emergency:us} at once." in messages
