"""Every example of every component, from left to right and from right to left."""

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from markupsafe import escape

from plainsight import hotline_words
from plainsight.component_examples import render_example
from plainsight.components import ComponentDocs, Example, load_components
from plainsight.editions import Edition
from plainsight.locales import find_locale
from plainsight.page_facts import Element, PageFacts, read_page
from plainsight.templates import make_environment
from plainsight.tip_destination import make_destination

THEME = Path(__file__).parent.parent.parent / "theme"
SOURCE = find_locale("en")
EDITIONS = [Edition(find_locale(locale_id), SOURCE) for locale_id in ("en", "ar_XB")]
COMPONENTS = {docs.name: docs for docs in load_components(THEME)}
EXAMPLES = [(docs, example) for docs in COMPONENTS.values() for example in docs.examples]
ENVIRONMENT = make_environment(THEME)
HOSTILE = '"><img src=x onerror=alert(1)>'
# Names and words that publishers write. What is an id, an address or a direction is checked before it gets here.
WRITTEN = {
    "label",
    "name",
    "own_name",
    "title",
    "display",
    "operator",
    "keyword",
    "place",
    "local_name",
    "receiver",
    "checked",
}


def render(docs: ComponentDocs, options: Mapping, edition: Edition, markup: tuple[str, ...] = ()) -> str:
    return render_example(ENVIRONMENT, docs, options, edition, markup)


def each_example(name: str | None = None):
    cases = [(docs, example) for docs, example in EXAMPLES if name in (None, docs.name)]
    ids = [f"{docs.name}: {example.name}" for docs, example in cases]
    return pytest.mark.parametrize(("docs", "example"), cases, ids=ids)


def facts_of(docs: ComponentDocs, example: Example, edition: Edition = EDITIONS[0]) -> PageFacts:
    return read_page(render(docs, example.options, edition, example.markup))


def hostile(value, key: str = ""):
    """`value` with everything that a publisher writes replaced by markup."""
    if isinstance(value, dict):
        return {name: hostile(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [hostile(item, key) for item in value]
    return HOSTILE if key in WRITTEN and isinstance(value, str) else value


@pytest.mark.parametrize("docs", COMPONENTS.values(), ids=lambda docs: docs.name)
def test_the_options_are_those_of_the_macro(docs):
    """A component's list of options is true: nothing is missing in it, nothing is left over."""
    macro = getattr(ENVIRONMENT.get_template(f"{docs.name}/{docs.name}.html").module, docs.macro)
    assert set(macro.arguments) == set(docs.options)
    assert docs.description and all(docs.options.values()) and docs.examples


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.locale.direction)
@each_example()
def test_an_example_renders(docs, example, edition):
    """Each example gives the component's own element, well nested, with ids that exist, and nothing that a policy blocks."""
    html = render(docs, example.options, edition, example.markup)
    facts = read_page(html)
    assert any(docs.name in element.classes for element in facts.elements)
    assert unclosed(html) == []
    ids = [name for name, _ in facts.ids]
    assert len(ids) == len(set(ids))
    for element in facts.elements:
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"]
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            assert set(element.attributes.get(attribute, "").split()) <= set(ids)
    assert "None" not in html and "{{" not in html


def unclosed(html: str) -> list[str]:
    empty = {"input", "path", "circle", "img", "br", "option", "use", "wbr"}
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)", html):
        if not closing and name not in empty:
            open_tags.append(name)
        elif closing and open_tags[-1:] == [name]:
            open_tags.pop()
        elif closing:
            open_tags.append(f"/{name}")
    return open_tags


@each_example("call")
def test_an_address_is_divided_where_one_would_read_it_out(docs, example):
    """A long address breaks before @ and full stops and after slashes rather than anywhere; digits never break."""
    html = render(docs, example.options, EDITIONS[0])
    shown = html.partition("<bdi")[2].partition(">")[2].partition("</bdi>")[0]
    assert shown.replace("<wbr>", "") == example.options["display"]
    assert ("<wbr>" in shown) == ("web" in example.name)


@each_example()
def test_what_a_publisher_writes_is_text(docs, example):
    """No name, number or label becomes markup."""
    options = {name: hostile(value, name) for name, value in example.options.items()}
    html = render(docs, options, EDITIONS[0], example.markup)
    assert "<img" not in html


@each_example()
def test_links_to_elsewhere_tell_nothing(docs, example):
    """A link that leaves the site does not say where its reader comes from."""
    for link in facts_of(docs, example).links:
        if link.attributes["href"].startswith("http"):
            assert "noreferrer" in link.attributes.get("rel", "").split()


def numbers(value) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if str(value.get("href", "")).startswith(("tel:", "sms:")):
            yield value["href"], value.get("display") or value["number"]
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item)


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.locale.direction)
@pytest.mark.parametrize("name", ["call", "hotline", "directory"])
def test_every_number_is_shown_as_dialled(name, edition):
    """Digits stand left to right in every script, in the link that dials them, exactly as the entry has them."""
    count = 0
    for example in COMPONENTS[name].examples:
        html = render(COMPONENTS[name], example.options, edition)
        for href, digits in numbers(dict(example.options)):
            count += 1
            assert re.search(
                rf'href="{re.escape(href)}"(?:(?!</a>).)*<bdi dir="ltr">{re.escape(digits)}</bdi>', html, re.DOTALL
            )
    assert count > 1


def test_the_exit_is_a_plain_link():
    """Without script the exit leads away by itself, tells nothing, and is the first thing that the keyboard reaches."""
    facts = facts_of(*EXAMPLES[[docs.name for docs, _ in EXAMPLES].index("exit")])
    link = facts.first_focusable
    assert link.name == "a" and link.attributes["href"].startswith("https://") and "data-exit" in link.attributes
    assert {"nofollow", "noreferrer"} <= set(link.attributes["rel"].split())
    assert any(element.attributes.get("role") == "status" for element in facts.elements)


def test_the_hotline_bar_names_the_police_first():
    """In danger, the number shown is one that reaches the police; where none is sure, the way to all hotlines stays."""
    docs = COMPONENTS["hotline-bar"]
    shown = [re.findall(r'href="(tel:\d+)"', render(docs, example.options, EDITIONS[0])) for example in docs.examples]
    assert shown == [["tel:911"], ["tel:999"], []]
    for example in docs.examples:
        assert any(link.attributes["href"] == "help.html" for link in facts_of(docs, example).links)


@each_example("language-menu")
def test_each_language_has_its_own_name_and_direction(docs, example):
    """A language is listed by its own name, marked for screen readers; this page's is marked as such."""
    links = [link for link in facts_of(docs, example).links if "hreflang" in link.attributes]
    given = example.options["alternates"]
    assert [(link.attributes["lang"], link.attributes["hreflang"], link.attributes["dir"]) for link in links] == [
        (other["tag"], other["tag"], other["direction"]) for other in given
    ]
    assert ["aria-current" in link.attributes for link in links] == [other["current"] for other in given]


def test_warnings_come_before_numbers():
    """A reader knows why a hotline can be risky before its number is under their thumb."""
    docs = COMPONENTS["hotline"]
    example = next(example for example in docs.examples if example.options["shown"]["line"]["warnings"])
    html = render(docs, example.options, EDITIONS[0])
    for warning in example.options["shown"]["line"]["warnings"]:
        assert -1 < html.index(escape(hotline_words.WARNINGS[warning])) < html.index("tel:")
    assert escape(hotline_words.STATES["unverified"]) in html


def controls(facts: PageFacts) -> list[Element]:
    return [found for found in facts.named("input", "select", "textarea") if found.attributes.get("type") != "hidden"]


@each_example("tip-form")
def test_the_form_forces_nothing_and_remembers_nothing(docs, example):
    """No answer is forced by the browser, and none is kept for the next person who uses the device."""
    facts = facts_of(docs, example)
    (form,) = facts.named("form")
    assert form.attributes["method"] == "post" and form.attributes["autocomplete"] == "off"
    assert "novalidate" in form.attributes and form.attributes["spellcheck"] == "false"
    for control in controls(facts):
        assert not {"required", "pattern", "minlength", "maxlength"} & set(control.attributes)
        if control.attributes.get("type", "text") == "text":
            assert control.attributes["autocomplete"] == "off"


@each_example("tip-form")
def test_every_question_is_asked_once_with_its_label(docs, example):
    """Each field of the form has a control of its name, and a label that a screen reader reads with it."""
    html = render(docs, example.options, EDITIONS[0])
    facts = read_page(html)
    fields = {field["name"]: field for field in example.options["tip"]["fields"]}
    names = {field["sent_as"] or field["name"] for field in fields.values()}
    assert {control.attributes["name"] for control in controls(facts)} == names
    labelled = {label.attributes["for"] for label in facts.named("label") if "for" in label.attributes}
    for control in controls(facts):
        if control.attributes.get("type") not in ("radio", "checkbox"):
            assert control.attributes["id"] in labelled
    groups = [field for field in fields.values() if field["control"] in ("radios", "checkboxes")]
    by_script = [field for field in fields.values() if not field["sent_as"]]
    assert len(list(facts.named("fieldset"))) - len(by_script) == len(list(facts.named("legend"))) == len(groups)
    checked = {
        control.attributes["name"]: control.attributes["value"]
        for control in controls(facts)
        if "checked" in control.attributes
    }
    assert checked == {field["name"]: field["default"] for field in groups if field["default"]}
    sent = {
        (found.attributes["name"], found.attributes["value"])
        for found in facts.named("input")
        if found.attributes.get("type") == "hidden"
    }
    assert sent == {tuple(pair) for pair in example.options["tip"]["hidden"]}


def test_only_machines_meet_the_trap():
    """The field that must stay empty is labelled, and neither seen nor reached by the keyboard nor read aloud."""
    docs = COMPONENTS["tip-form"]
    html = render(docs, docs.examples[0].options, EDITIONS[0])
    trap = re.search(r'<div class="unseen"[^>]* aria-hidden="true">(.*?)</div>', html, re.DOTALL)[1]
    assert "Leave this box empty" in trap and 'tabindex="-1"' in trap and 'name="leave_empty"' in trap


def test_the_button_names_the_receiver():
    """Whoever sends knows to whom; where nobody is known, no name is made up."""
    docs = COMPONENTS["tip-form"]
    named, unnamed, *_ = (render(docs, example.options, EDITIONS[0]) for example in docs.examples)
    assert "Send to A hotline" in named
    assert "Send to" not in unnamed and "Send" in unnamed


@each_example("destination-card")
def test_the_card_says_all_that_is_known(docs, example):
    """The card leaves out none of the sentences about the receiver, and dates them where they were checked."""
    html = render(docs, example.options, EDITIONS[0])
    destination = make_destination(example.options["destination"])
    assert len(destination.sentences) > 3 and destination.name in html
    assert all(escape(sentence) in html for sentence in destination.sentences)
    kept = {None: None, 1: "1 day.", 30: "30 days."}[destination.kept_days]
    assert (kept in html) if kept else ("keep it for" not in html)
    assert ("November 1, 2026" in html) is (destination.last_checked == datetime.date(2026, 11, 1))
