"""Decision trees: one TOML file, many small pages that send nothing and give nothing away."""

import re
from pathlib import Path

import pytest

from plainsight.editions import Edition
from plainsight.findings import errors
from plainsight.page_facts import read_page
from plainsight.pages import read_pages
from plainsight.settings import load_settings
from plainsight.tree_checks import targets
from plainsight.trees import Step, read_tree, read_trees
from tests.conftest import Built, build_into

TREE = """
facts = ["2.16"]
last_checked = 2026-11-23
sources = [{ title = "A source", url = "https://example.org/" }]

[[step]]
name = "first"
ask = "Does somebody keep your papers?"
note = "Papers of any kind."
yes = "advice"
no = "kind"
unsure = "advice"

[[step]]
name = "advice"
say = "If somebody keeps your papers"
critical = true
text = "Your papers are yours. [What to know](safety.md)"
pages = ["safety"]
next = "kind"

[[step]]
name = "kind"
ask = "What is it about?"
answers = [{ text = "My work", to = "end" }]
unsure = "end"

[[step]]
name = "end"
say = "These were the questions"
"""


@pytest.fixture
def with_tree(project) -> Path:
    """The golden site with a tree for its page about safety, which has no template of its own."""
    folder = project / "content" / "trees"
    folder.mkdir()
    (folder / "safety.toml").write_text(TREE)
    return project


def build(project: Path) -> Built:
    return build_into(load_settings(project / "pelicanconf.py"), project / "output")


def read(tmp_path: Path, text: str) -> tuple[list[Step], list]:
    path = tmp_path / "safety.toml"
    path.write_text(text, encoding="utf-8")
    return read_tree(path, "content/trees/safety.toml")


def test_each_step_is_a_page_with_a_number_for_a_name(with_tree):
    """An address holds the tree and a number; links are those of the answers, and nothing else is asked for."""
    built = build(with_tree)
    for tag in ("en", "es", "ar"):
        pages = {
            number: read_page((built.output / tag / f"safety-{number}.html").read_text()) for number in (1, 2, 3, 4)
        }
        hrefs = {number: [link.attributes["href"] for link in page.links] for number, page in pages.items()}
        assert [href for href in hrefs[1] if re.fullmatch(r"safety-\d+\.html", href)][-3:] == [
            "safety-2.html", "safety-3.html", "safety-2.html",
        ]  # fmt: skip
        assert {"help.html", "safety.html", "safety-3.html", "safety-1.html"} <= set(hrefs[2])
        assert hrefs[3][::-1].index("safety-1.html") < hrefs[3][::-1].index("safety-4.html")
        assert {"help.html", "safety-3.html"} <= set(hrefs[4])
        for page in pages.values():
            assert not [element for element in page.elements if element.name in ("form", "input", "select", "textarea")]


def test_the_page_of_a_tree_leads_to_its_first_question(with_tree):
    """Who opens the page can answer one question at a time; a page without a tree offers no such thing."""
    built = build(with_tree)
    assert 'class="button" href="safety-1.html"' in (built.output / "en/safety.html").read_text()
    assert "one question at a time" not in (built.output / "en/404.html").read_text()


def test_pages_that_are_numbered_are_no_questions(built):
    """Only a tree makes questions: a page of papers to print, with numbered pages below it, leads to none."""
    assert "print-1" in built.site.pages
    assert 'class="button" href="print-1.html"' not in (built.output / "en/print.html").read_text()


def test_a_title_says_which_question_and_not_what_it_asks(with_tree):
    """Tab, history and search results never show the question, and search engines are told to keep out."""
    built = build(with_tree)
    text = (built.output / "en/safety-1.html").read_text()
    page = read_page(text)
    assert page.title == f"{built.site.pages['safety'].fields['title']} 1"
    assert [meta.attributes["content"] for meta in page.named("meta") if meta.attributes.get("name") == "robots"] == [
        "noindex"
    ]
    assert "Does somebody keep your papers?" not in text.partition("<body")[0]
    assert "noindex" not in (built.output / "en/safety.html").read_text()


def test_a_neutral_title_is_that_of_every_step(with_tree):
    """A page that is discreet has discreet questions."""
    conf = with_tree / "pelicanconf.py"
    conf.write_text(conf.read_text() + '\nDISCREET_TITLES = {"en": "Notes"}\nDISCREET_PAGES = ["safety"]\n')
    built = build(with_tree)
    titles = {
        name: read_page((built.output / f"en/{name}.html").read_text()).title for name in ("safety", "safety-1", "help")
    }
    assert titles["safety"] == titles["safety-1"] == "Notes" != titles["help"]


def test_advice_shows_what_it_is_based_on(with_tree):
    """Sources stand below advice; a question has none to distract from its answers."""
    built = build(with_tree)
    assert "https://example.org/" in (built.output / "en/safety-2.html").read_text()
    assert "https://example.org/" not in (built.output / "en/safety-1.html").read_text()


def test_the_words_of_a_tree_are_messages(tmp_path):
    """Questions, advice and answers reach translators with their lines, notes and class; the usual answers are interface."""
    steps, findings = read(tmp_path, TREE)
    assert not findings
    messages = [message for step in steps for message in step.messages()]
    assert [(message.msgid, message.line, message.critical) for message in messages] == [
        ("Does somebody keep your papers?", 8, False),
        ("If somebody keeps your papers", 16, True),
        ("Your papers are yours. [What to know][1]", 18, True),
        ("What is it about?", 24, False),
        ("My work", 25, False),
        ("These were the questions", 30, False),
    ]
    assert "Papers of any kind." in messages[0].notes and "An answer to: What is it about?" in messages[4].notes


def test_a_step_falls_back_text_by_text(with_tree):
    """Where nothing is translated, question and answers stand in the source language, marked as such."""
    built = build(with_tree)
    text = (built.output / "ar/safety-3.html").read_text()
    assert (
        '<span lang="en" dir="ltr">What is it about?</span>' in text
        and '<span lang="en" dir="ltr">My work</span>' in text
    )


BAD = {
    "no steps": (TREE, "facts = []", "has no steps."),
    "unknown field": ('note = "Papers of any kind."', 'nota = "x"', "unknown field 'nota'."),
    "wrong type": ('critical = true', 'critical = "yes"', "critical is 'yes', which is no bool."),
    "unknown target": ('no = "kind"', 'no = "kinds"', "'first' leads to 'kinds', which does not exist."),
    "unreachable": ('next = "kind"\n', 'next = "end"\n', "nothing leads to 'kind'."),
    "circle": ('unsure = "end"', 'unsure = "first"', "leads in a circle: first → advice → kind → first."),
    "no way on": ('yes = "advice"\n', "", "is a question without a way on."),
    "no answer for who does not know": ('unsure = "end"\n', "", "has no answer for a reader who does not know."),
    "neither": ('say = "These were the questions"', "", "is neither a question nor advice."),
    "both": ('say = "These were the questions"', 'say = "x"\nask = "y"', "is neither a question nor advice."),
    "no name": ('name = "end"\n', "", "has no name."),
    "second name": ('name = "end"', 'name = "kind"', "is a second step 'kind'."),
    "advice with an answer": ('pages = ["safety"]', 'yes = "kind"', "is advice and has the answer 'yes'."),
    "question with next": ('note = "Papers of any kind."', 'next = "kind"', "is a question and has next."),
    "answer without text": ('{ text = "My work", to = "end" }', '{ to = "end" }', "has the answer {'to': 'end'}."),
    "not TOML": ('name = "first"', "name = first", "Invalid value"),
    "unknown directive": ('text = "Your', 'text = "<!-- nots: x -->\\nYour', "'nots' is no directive."),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_tree_is_refused_with_place_and_remedy(tmp_path, name):
    """Whatever a publisher gets wrong is said with file, line and what to do."""
    old, new, what = BAD[name]
    text = TREE.replace(old, new) if old != TREE else new
    if name == "unreachable":
        text = text.replace('no = "kind"', 'no = "end"')
    steps, findings = read(tmp_path, text)
    assert what in "\n".join(finding.what for finding in findings)
    for finding in errors(findings):
        assert re.fullmatch(r"content/trees/safety\.toml(:\d+)?", finding.where) and finding.remedy
    assert not steps or name == "unknown directive"


def test_the_line_of_a_finding_is_that_of_its_step(tmp_path):
    """A publisher is sent to the step, not to the file."""
    _, findings = read(tmp_path, TREE.replace('no = "kind"', 'no = "kinds"'))
    assert [finding.where for finding in findings] == ["content/trees/safety.toml:6"]
    assert "Did you mean 'kind'?" in findings[0].remedy


def test_every_finding_is_said_at_once(tmp_path):
    """One build names all that is wrong."""
    _, findings = read(tmp_path, TREE.replace('no = "kind"', 'no = "kinds"').replace('next = "kind"', 'next = "knd"'))
    assert len(findings) == 2


def test_a_tree_that_cannot_be_placed_is_refused(with_tree):
    """A tree belongs to a page that leads to it, and its steps take nobody's address."""
    folder = with_tree / "content" / "trees"
    (folder / "nowhere.toml").write_text(TREE)
    (folder / "help.toml").write_text(TREE)
    pages = with_tree / "content" / "pages"
    (pages / "safety-2.md").write_text((pages / "404.md").read_text())
    found, _ = read_pages(pages, "content/pages")
    _, findings = read_trees(folder, "content/trees", found)
    said = {finding.where: finding.what for finding in findings}
    assert "nowhere.md, which does not exist" in said["content/trees/nowhere.toml"]
    assert "template does not lead" in said["content/trees/help.toml"]
    assert "safety-2.md" in said["content/trees/safety.toml:14"]


def test_every_way_through_a_tree_of_this_site_ends_at_help(built):
    """From the first question on, each answer leads to advice, and each advice to the hotlines; none is in nobody's reach."""
    for tree in ("happening", "offer"):
        steps = {slug: page for slug, page in built.site.pages.items() if isinstance(page, Step) and page.tree == tree}
        reached, waiting = set(), [f"{tree}-1"]
        while waiting:
            slug = waiting.pop()
            if slug in reached:
                continue
            reached.add(slug)
            step = steps[slug]
            waiting += [answer.to for answer in step.answers] + ([step.onward] if step.onward else [])
            if step.answers:
                assert "unsure" in {answer.kind for answer in step.answers}
            else:
                text = (built.output / "en" / f"{slug}.html").read_text()
                assert '<a href="help.html"><svg' in text
        assert reached == steps.keys()


def test_the_previous_question_is_the_one_before(built):
    """Going back from any step leads to a question whose answers lead here, with or without advice in between."""
    steps = {slug: page for slug, page in built.site.pages.items() if isinstance(page, Step)}
    for slug, step in steps.items():
        if step.number > 1:
            question = steps[step.previous]
            led = {answer.to for answer in question.answers}
            assert slug in led | {steps[other].onward for other in led}


def test_the_steps_that_lead_on_are_those_of_the_answers():
    """What a step leads to is listed once each, in the order of its answers."""
    entry = {"ask": "?", "yes": "a", "no": "b", "unsure": "a", "answers": [{"text": "t", "to": "c"}]}
    assert targets(entry) == ["c", "a", "b"]


def test_no_step_says_what_the_reader_is(built):
    """Questions and advice never call the reader a victim, or say that it is trafficking."""
    steps = [page for page in built.site.pages.values() if isinstance(page, Step)]
    assert len(steps) > 50
    words = re.compile(r"\byou are (?:a |being |in )?(?:victim|traffick|slave|forced)|\bvictims?\b", re.IGNORECASE)
    assert [m.msgid for step in steps for m in step.messages() if words.search(m.msgid)] == []


def test_steps_are_in_no_sitemap(with_tree):
    """Nobody comes to the middle of a tree by searching."""
    conf = with_tree / "pelicanconf.py"
    conf.write_text(conf.read_text() + '\nSITE_URL = "https://rights.ngo/"\n')
    text = (build(with_tree).output / "sitemap.xml").read_text()
    assert "en/safety.html" in text and "safety-" not in text


def test_an_edition_has_its_own_names_for_the_usual_answers(built):
    """Yes, No and I do not know are interface texts, so each edition has them in its own words."""
    edition: Edition = next(edition for edition in built.site.editions if edition.locale.id == "es")
    text = (built.output / "es/happening-1.html").read_text()
    for answer in ("Yes", "No", "I do not know"):
        assert f"<span>{edition.interface_text(answer)}</span>" in text and edition.interface_text(answer) != "Yes"
