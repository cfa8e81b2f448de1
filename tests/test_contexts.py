"""From a directive in a page to the translation on it: a whole project, from end to end."""

from dataclasses import replace

import pytest

from plainsight.extract import extract_templates
from plainsight.po_read import read_po
from plainsight.po_write import format_po
from plainsight.scaffold import update_locales, write_templates
from plainsight.settings import load_settings
from tests.conftest import build_into

PAGE = """+++
title = "Words"
+++

<!-- context: to leave a website -->
<!-- note: the button -->
<!-- max: 12 -->
Leave

Leave

[More](help.md "Leave")

<!-- skip -->
Untouched words.
"""
TEXTS = {("to leave a website", "Leave"): "Salir", (None, "Leave"): "Marcharse", ("title", "Leave"): "Vete"}


@pytest.fixture
def words(project):
    (project / "content" / "pages" / "words.md").write_text(PAGE, encoding="utf-8")
    return project


def test_directives_reach_the_template(words):
    """Each context is a message of its own, with its notes; what is skipped is none."""
    template = {message.key: message for message in extract_templates(words)["content"].messages}
    assert TEXTS.keys() <= template.keys()
    assert template["to leave a website", "Leave"].notes == ("max 12", "the button")
    assert not any("Untouched" in msgid for _, msgid in template)


def test_each_context_has_its_own_translation_on_the_page(words, tmp_path):
    """One word with three meanings is three words on the page; what is skipped says in which language it is."""
    write_templates(words)
    list(update_locales(words))
    path = words / "translations" / "es" / "LC_MESSAGES" / "content.po"
    catalog, _ = read_po(path)
    messages = tuple(replace(m, msgstrs=(TEXTS.get(m.key, m.msgstrs[0]),)) for m in catalog.messages)
    path.write_text(format_po(replace(catalog, messages=messages)), encoding="utf-8")
    built = build_into(load_settings(words / "pelicanconf.py"), tmp_path / "output")
    html = (built.output / "es" / "words.html").read_text(encoding="utf-8")
    assert "<p>Salir</p>" in html and "<p>Marcharse</p>" in html and 'title="Vete"' in html
    assert 'lang="en">Untouched words.' in html and "<!-- " not in html.split("<main")[1]
    english = (built.output / "en" / "words.html").read_text(encoding="utf-8")
    assert english.count("<p>Leave</p>") == 2 and "the button" not in english.split("<main")[1]


def test_a_wrong_directive_is_named_with_its_line(words):
    """The author finds it at once."""
    page = words / "content" / "pages" / "words.md"
    page.write_text(PAGE.replace("max:", "maxx:"), encoding="utf-8")
    with pytest.raises(Exception, match=r"words\.md:7: 'maxx' is no directive\. Did you mean max\?"):
        extract_templates(words)
