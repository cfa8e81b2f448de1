"""Publishing is stricter than preview: what could hurt a reader is refused, all of it at once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plainsight.build import build
from plainsight.catalog_data import is_critical
from plainsight.extract import extract_templates
from plainsight.findings import Refused
from plainsight.po_read import read_po
from plainsight.po_write import format_po
from plainsight.review import add_reviews, review_code
from plainsight.settings import load_settings
from plainsight.states import load_entries
from tests.conftest import ROOT

TODAY = date(2026, 11, 24)
GOOD = """
from datetime import date
from pelicanconf import *
PUBLISHING = True
SITE_URL = "https://rights.ngo"
LOCALES = ["en"]
HOTLINE_SHOW_UNVERIFIED = True
TIP_MODE = "post"
TIP_ENDPOINT = "https://tips.hotline.ngo/tips"
TIP_ENDPOINT_TARGETS = ["https://rights.ngo"]
TIP_DESTINATION = {
    "name": "Test hotline", "kind": "ngo", "reads": ["staff"], "must_pass_on": ["danger_to_child"],
    "addresses_logged": "no", "languages": ["en"], "always_open": False, "kept_days": 90,
    "last_checked": date(2026, 11, 1),
}
"""


@pytest.fixture
def conf(project) -> Path:
    """A project whose publishconf.py passes every rule."""
    for domain, template in extract_templates(project).items():
        (project / "translations" / f"{domain}.pot").write_text(format_po(template), encoding="utf-8")
    path = project / "publishconf.py"
    path.write_text(GOOD)
    return path


def publish(conf: Path) -> str:
    """The findings of a refused publication, or "" where it went through."""
    try:
        build(load_settings(conf), today=TODAY)
    except Refused as refused:
        return "\n".join(map(str, refused.findings))
    return ""


def test_what_keeps_every_rule_is_published(conf):
    """A site with a real endpoint, a dated destination card and its source edition goes out, and says no preview word."""
    assert publish(conf) == ""
    html = (conf.parent / "output" / "en" / "tip.html").read_text()
    assert 'action="https://tips.hotline.ngo/tips"' in html and "Test hotline" in html
    assert "form-action https://tips.hotline.ngo https://rights.ngo" in html


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"https://tips.hotline.ngo/tips"', '"http://tips.hotline.ngo/tips"', "TIP_ENDPOINT"),
        ('"https://tips.hotline.ngo/tips"', '"https://example.org/tips"', "TIP_ENDPOINT"),
        ('"https://tips.hotline.ngo/tips"', '"http://127.0.0.1:8765/tips"', "TIP_ENDPOINT"),
        ('SITE_URL = "https://rights.ngo"', 'SITE_URL = ""', "SITE_URL is not set"),
        ('LOCALES = ["en"]', 'LOCALES = ["en", "ar"]', "is a draft that nobody has reviewed"),
        ('LOCALES = ["en"]', 'LOCALES = ["en", "es"]', "interface messages have no usable translation"),
        ('LOCALES = ["en"]', 'LOCALES = ["en", "en_XA"]', "pseudo-locale"),
        ("HOTLINE_SHOW_UNVERIFIED = True", "HOTLINE_SHOW_UNVERIFIED = False", "none of its hotlines has been verified"),
        ("date(2026, 11, 1)", "date(2025, 11, 1)", "last checked"),
        ('"kind": "ngo", ', "", "leaves out kind"),
    ],
)
def test_what_breaks_a_rule_is_refused(conf, old, new, expected):
    """Each rule of publishing refuses by itself, and names what to do."""
    assert old in GOOD
    conf.write_text(GOOD.replace(old, new))
    assert expected in publish(conf)
    assert not (conf.parent / "output").exists() or not any((conf.parent / "output").iterdir())


def test_a_draft_is_published_only_where_the_publisher_says_so(conf):
    """A locale named in PUBLISH_DRAFT_LOCALES passes the draft rule, and still needs its whole interface."""
    conf.write_text(GOOD.replace('LOCALES = ["en"]', 'LOCALES = ["en", "ar"]\nPUBLISH_DRAFT_LOCALES = ["ar"]'))
    found = publish(conf)
    assert "nobody has reviewed" not in found and "interface messages have no usable translation" in found


def reviewed_locale(conf: Path, sign: bool = True) -> Path:
    """The Spanish of the golden site, whole, of status reviewed; with every critical text signed off if `sign`."""
    folder = conf.parent / "translations" / "es"
    for domain in ("interface", "content"):
        template, _ = read_po(conf.parent / "translations" / f"{domain}.pot")
        messages = tuple(replace(m, msgstrs=m.msgstrs if m.plural else (m.msgid,)) for m in template.messages)
        messages = tuple(replace(m, msgstrs=(m.plural, m.plural)) if m.plural else m for m in messages)
        (folder / "LC_MESSAGES" / f"{domain}.po").write_text(
            format_po(replace(template, messages=messages)), encoding="utf-8"
        )
    conf.write_text(GOOD.replace('LOCALES = ["en"]', 'LOCALES = ["en", "es"]'))
    if sign:
        _, found = load_entries(load_settings(conf), "es", [])
        add_reviews(folder, [review_code(e.translation) for e in found if e.kind == "critical"], "Ana", TODAY)
    return folder


def test_a_reviewed_locale_is_published(conf):
    """A locale that a native reader has approved, with each critical text signed off, goes out without a banner."""
    reviewed_locale(conf)
    assert publish(conf) == ""
    assert 'class="draft-banner' not in (conf.parent / "output" / "es" / "index.html").read_text()


def test_critical_text_is_published_only_reviewed(conf):
    """The status of a locale is not enough: each critical text needs its own review, of the text as it is now."""
    folder = reviewed_locale(conf, sign=False)
    assert "critical messages have not been reviewed as they are now" in publish(conf)
    reviewed_locale(conf)
    path = folder / "LC_MESSAGES" / "interface.po"
    catalog, _ = read_po(path)
    first = next(message for message in catalog.messages if is_critical(message) and message.plural is None)
    changed = tuple(replace(m, msgstrs=("Otra cosa",)) if m.key == first.key else m for m in catalog.messages)
    path.write_text(format_po(replace(catalog, messages=changed)), encoding="utf-8")
    what = f"es/review.tsv: 1 critical messages have not been reviewed as they are now, such as {first.msgid[:60]!r}"
    assert what in publish(conf)


def test_critical_text_that_nobody_reviewed_goes_out_with_the_banner_alone(conf):
    """A locale in PUBLISH_DRAFT_LOCALES says on each page that nobody has reviewed it, whatever its status is."""
    reviewed_locale(conf, sign=False)
    conf.write_text(conf.read_text() + 'PUBLISH_DRAFT_LOCALES = ["es"]\n')
    assert publish(conf) == ""
    assert 'class="draft-banner' in (conf.parent / "output" / "es" / "index.html").read_text()


def test_a_review_that_cannot_be_read_counts_for_nothing(conf):
    """A broken line in review.tsv is named, and signs nothing off."""
    folder = reviewed_locale(conf)
    (folder / "review.tsv").write_text("<<<<<<< HEAD\n" + (folder / "review.tsv").read_text())
    assert "es/review.tsv:1: has a row that says nothing" in publish(conf)


def test_an_unverified_hotline_is_shown_with_its_date_or_not_at_all(conf):
    """What nobody has verified says so to the reader."""
    assert publish(conf) == ""
    html = (conf.parent / "output" / "en" / "country-us.html").read_text()
    assert "We have not checked this hotline" in html and "January 1, 2026" in html


def test_the_repository_itself_is_refused_until_a_publisher_fills_it_in():
    """Nobody publishes the example settings by mistake."""
    with pytest.raises(Refused) as refused:
        build(load_settings(ROOT / "publishconf.py"), today=TODAY)
    text = str(refused.value)
    assert all(name in text for name in ("TIP_ENDPOINT", "TIP_DESTINATION", "SITE_URL", "hotlines/us.toml"))


def test_templates_that_are_behind_the_pages_are_refused(conf):
    """A text that translators have never seen would count as translated: what is complete is measured by the templates."""
    page = conf.parent / "content" / "pages" / "help.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA new warning.\n", encoding="utf-8")
    assert "translations/content.pot: does not hold the messages of the pages" in publish(conf)
    (conf.parent / "translations" / "content.pot").unlink()
    assert "translations/content.pot: does not hold the messages of the pages" in publish(conf)
