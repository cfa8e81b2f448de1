"""Pages in the pseudo-locales: every text is one that a translator can reach, and long ones fit."""

import re

import babel
import pytest

from plainsight.locales import PSEUDO, find_locale
from plainsight.tip_destination import PREVIEW_DESTINATION
from tests.browser.browser import NARROW, open_tab, scrolls_sideways
from tests.browser.test_every_page import FILES, ROTATED, SETTINGS

# What a reader sees or hears, with what it belongs to; nothing of what is hidden from everybody.
TEXTS = """() => {
  const found = [["title", document.title]];
  const said = name => [...document.querySelectorAll(`[${name}]`)].map(e => [`${name} of ${e.tagName}`, e.getAttribute(name), e]);
  for (const name of ["title", "alt", "aria-label", "placeholder", "aria-description"])
    for (const [where, text, e] of said(name)) if (!e.closest(FREE)) found.push([where, text]);
  found.push(["description", (document.querySelector("meta[name=description]") || {content: ""}).content]);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) {
    const e = node.parentElement;
    if (e.closest("script, style, template, noscript") || e.closest(FREE)) continue;
    if (getComputedStyle(e).display === "none") continue;
    found.push([e.tagName + (e.className ? "." + e.className : ""), node.data]);
  }
  return found;
}"""
# Names of languages in themselves; numbers and addresses as they are dialled and typed; titles of sources as published.
FREE = ".language-menu a[lang], .tiles a[lang], bdi, code, .sources a"
# What no translator writes: addresses, words with a digit in them ("A21", "24/7"), names that are data.
NAMES = [PREVIEW_DESTINATION.name, *(find_locale(name).own_name for name in (*SETTINGS.locales, *PSEUDO))]
DATA = re.compile(
    rf"(?:https?://)?(?:[\w-]+\.)+[a-z]{{2,}}(?:/[\w./?=&%-]*)?|\S+@\S+|\w*\d\w*|{'|'.join(map(re.escape, NAMES))}"
)
ASCII_WORD = re.compile(r"[A-Za-z]+")
PAGES = [*FILES, *(f"{slug}.html" for slug in ROTATED)]
TAGS = sorted(locale_id.replace("_", "-") for locale_id in PSEUDO)


def words_of_cldr(locale: babel.Locale) -> re.Pattern[str]:
    """The words that CLDR gives to pages, in any locale it knows: en-XA has those of English, ar-XB those of Arabic."""
    names = [*locale.territories.values(), *locale.languages.values()]
    for words in (locale.months, locale.days, locale.day_periods):
        names += [name for width in words["format"].values() for name in width.values()]
    names += [
        pattern.replace("{0}", "").replace("{1}", "").strip(" ,")
        for pattern in locale.list_patterns["standard"].values()
    ]
    longest_first = sorted({name for name in names if name}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


CLDR = {locale_id.replace("_", "-"): words_of_cldr(find_locale(locale_id).babel) for locale_id in PSEUDO}


def out_of_reach(page, tag: str) -> list[str]:
    """The ASCII words on `page`, each with where it stands."""
    texts = page.evaluate(TEXTS.replace("FREE", repr(FREE)))
    return [
        f"{where}: {text.strip()!r}"
        for where, text in texts
        if ASCII_WORD.search(CLDR[tag].sub("", DATA.sub("", text)))
    ]


@pytest.fixture(scope="module")
def page(browser):
    """A small phone, on which one page is read after the other."""
    with open_tab(browser, viewport=NARROW) as page:
        yield page


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("file", PAGES)
def test_translators_reach_every_text(page, address, tag, file):
    """No word of a page, its title, its labels or its pictures is out of the translators' reach; all fits a phone."""
    page.goto(f"{address}/{tag}/{file}")
    assert out_of_reach(page, tag) == []
    assert scrolls_sideways(page) == 0
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
    assert out_of_reach(page, tag) == []
    assert scrolls_sideways(page) == 0
    assert page.evaluate(CUT_OFF) == []


# Elements with text that are narrower or lower than what they hold, and do not scroll.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(e => {
  const style = getComputedStyle(e);
  if (!e.innerText || !e.innerText.trim() || style.display.startsWith("inline") && style.display !== "inline-block") return false;
  if (style.position === "absolute" && e.clientWidth <= 1) return false;  // for screen readers only
  const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
  return hides && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.tagName + "." + e.className)"""


def test_an_untranslatable_text_is_seen(browser):
    """The test itself sees plain words, in text, title and label, and lets addresses and numbers pass."""
    with open_tab(browser) as page:
        page.set_content(
            "<title>Ťéšţ</title><p>Ţëxţ Plain</p><p aria-label='Label'>112, example.org/help</p><p><bdi>SMS</bdi></p>"
            "<style>p { color: red }</style><details><summary>ŏ</summary>Folded</details><p>May 24, Spain and A21</p>"
        )
        plain = ["aria-label of P: 'Label'", "P: 'Ţëxţ Plain'", "DETAILS: 'Folded'"]
        assert out_of_reach(page, "en-XA") == plain
        assert out_of_reach(page, "ar-XB") == [*plain, "P: 'May 24, Spain and A21'"]
