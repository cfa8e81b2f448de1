"""plainsight.root_redirect: a server may lead readers to their language, only where a publisher asks for it."""

import re
from dataclasses import replace

import pytest

from plainsight.findings import Refused
from plainsight.headers import HOSTS, header_files
from plainsight.locale_ids import negotiate
from plainsight.root_redirect import REDIRECTS, redirects
from plainsight.settings import load_settings, parse_settings
from tests.conftest import ROOT, build_into

SETTINGS = load_settings(ROOT / "pelicanconf.py")
EDITIONS = ("en", "es", "zh_Hant", "sr", "he", "nb", "pt_BR")


def files(*editions: str) -> dict[str, str]:
    return {name: text.decode() for name, text in header_files(tuple(HOSTS), SETTINGS.tip, redirects(editions))}


def led_to(host: str, text: str, language: str) -> str:
    """Where the rules of `host` lead somebody whose browser asks for `language`: the tag of an edition, or ""."""
    if host == "apache":
        found = re.findall(r'"\^( \*.*)" \[NC\]\nRewriteRule "\^\$" "(?:%\{REQUEST_URI\}([\w-]+)/index.html|-)"', text)
    elif host == "nginx":
        found = re.findall(r'"~\*\^/ ( \*.*)" "(?:/([\w-]+)/index.html)?";', text)
    else:
        lines = re.findall(r"^/  (?:/([\w-]+))?/index.html  (?:302|200)!  Language=(\S+)$", text, re.MULTILINE)
        found = [
            (f" *({tags.replace(',', '|')})(-[a-z][a-z]|-[0-9]{{3}})? *([,;]|$)", edition) for edition, tags in lines
        ]
    assert found
    return next((edition for pattern, edition in found if re.match(pattern, language, re.IGNORECASE)), "")


@pytest.mark.parametrize("host", sorted(REDIRECTS))
@pytest.mark.parametrize(
    ("language", "edition"),
    [
        ("es", "es"), ("es-MX,es;q=0.9,en;q=0.8", "es"), ("es-419", "es"), ("ES-mx ; q=1", "es"), ("zh-TW,zh", "zh-Hant"),
        ("zh-CN", ""), ("zh", ""), ("zh-Hant-HK", "zh-Hant"), ("sr-RS", "sr"), ("sr-ME", ""), ("sr-Latn", ""), ("iw-IL", "he"),
        ("no", "nb"), ("pt-PT", "pt-BR"), ("fr,es", ""), ("*", ""), ("", ""), ("est", ""), ("e", ""), ("evil, es", ""),
    ],
)  # fmt: skip
def test_each_host_leads_where_the_first_language_says(host, language, edition):
    """By the first language alone, in any territory, never to another script, and nowhere where there is no edition."""
    assert led_to(host, files(*EDITIONS)[REDIRECTS[host][0]], language) == edition


@pytest.mark.parametrize(
    "language", ["es-MX", "zh-HK", "zh-Hans-CN", "sr-Latn-RS", "sr-TR", "iw", "no-NO", "pt", "fa-AF", "fr-CA"]
)
def test_the_rules_say_what_the_negotiation_says(language):
    """One definition of who is offered what."""
    wanted = (negotiate([language], EDITIONS) or "").replace("_", "-")
    assert all(led_to(host, files(*EDITIONS)[name], language) == wanted for host, (name, _) in REDIRECTS.items())


def test_without_the_setting_nothing_detects_anything(golden):
    """The header files hold no rule about languages, and there is no file of redirects."""
    names = dict(header_files(tuple(HOSTS), golden.settings.tip))
    assert "_redirects" not in names
    assert not any(b"Accept-Language" in text for text in names.values())


def test_the_setting_writes_the_rules_and_changes_no_page(project):
    """The files are written with the site and in its list; the page of languages is the same, and pseudo-locales are left out."""
    settings = load_settings(project / "pelicanconf.py")
    settings = replace(settings, locales=(*settings.locales, "en_XA"), header_files=tuple(HOSTS))
    plain = build_into(settings, project / "plain")
    built = build_into(replace(settings, root_redirect=True), project / "output")
    assert built.pages() == plain.pages()
    assert all((built.output / page).read_bytes() == (plain.output / page).read_bytes() for page in built.pages())
    text = (built.output / "_redirects").read_text(encoding="utf-8")
    assert "/es/index.html" in text and "XA" not in text
    assert "  _redirects\n" in (built.output / "files.sha256").read_text(encoding="utf-8")


def test_a_setting_without_a_host_is_refused():
    """It would do nothing, and the publisher would believe that it does."""
    with pytest.raises(Refused) as refused:
        parse_settings({"ROOT_REDIRECT": True}, ROOT / "pelicanconf.py")
    assert "ROOT_REDIRECT is True" in str(refused.value.findings[0])
