"""The ready header files say for the server what the policy of each page says for itself."""

import re
from dataclasses import replace

import pytest

from plainsight.findings import Refused
from plainsight.headers import HOSTS, header_files, header_rules
from plainsight.page_facts import read_page
from plainsight.settings import load_settings, parse_settings
from tests.conftest import ROOT, build_into

SETTINGS = load_settings(ROOT / "pelicanconf.py")
EVERYWHERE = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Request-OTR",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


@pytest.fixture(scope="module")
def with_headers(tmp_path_factory):
    """The golden site, written with the file of every host."""
    settings = load_settings(ROOT / "tests" / "golden" / "pelicanconf.py")
    return build_into(replace(settings, header_files=tuple(HOSTS)), tmp_path_factory.mktemp("headers") / "output")


def test_the_files_are_written_with_the_site_and_in_its_list(with_headers):
    """A publisher copies one folder; the list that verifies a copy knows the header files too."""
    listed = (with_headers.output / "files.sha256").read_text(encoding="utf-8")
    for name, _ in HOSTS.values():
        assert (with_headers.output / name).is_file()
        assert f"  {name}\n" in listed


def test_every_file_says_the_same(with_headers):
    """Each host sends each header with the same value."""
    for rule in header_rules(with_headers.settings.tip):
        for header, value in rule.headers:
            for name, _ in HOSTS.values():
                text = (with_headers.output / name).read_text(encoding="utf-8")
                assert header in text and value in text, (name, header)


def test_what_every_page_gets():
    """Nobody may frame a page, learn where a reader came from, guess a type, or fall back to http."""
    everywhere = dict(header_rules(SETTINGS.tip)[0].headers)
    assert everywhere.keys() >= EVERYWHERE
    assert everywhere["Referrer-Policy"] == "no-referrer"
    assert everywhere["Request-OTR"] == "1"
    assert "frame-ancestors 'none'" in everywhere["Content-Security-Policy"]
    # What binds the publisher's other sites, or cannot be taken back, is theirs to decide.
    assert "includeSubDomains" not in everywhere["Strict-Transport-Security"]
    assert "preload" not in everywhere["Strict-Transport-Security"]


def test_only_pages_with_a_form_are_never_kept():
    """The form is not kept in any cache; the other pages are, because each second download costs a reader money."""
    everywhere, *pages = header_rules(SETTINGS.tip)
    assert "Cache-Control" not in dict(everywhere.headers)
    assert [(rule.page, dict(rule.headers)["Cache-Control"]) for rule in pages] == [("tip.html", "no-store")]
    assert len(header_rules(replace(SETTINGS.tip, mode="phone"))) == 1


def test_the_server_and_the_pages_allow_the_same_addresses(with_headers):
    """Browsers obey both policies: an address that one lacked would lose tips, silently."""
    policy = dict(header_rules(with_headers.settings.tip)[0].headers)["Content-Security-Policy"]
    sent = set(re.search(r"form-action ([^;]*)", policy).group(1).split())
    inside = set()
    for path in with_headers.pages():
        meta = read_page((with_headers.output / path).read_text(encoding="utf-8")).policies[0]
        inside |= set(re.search(r"form-action ([^;]*)", meta.attributes["content"]).group(1).split())
    assert inside - {"'none'"} == sent


def test_netlify_reads_its_file():
    """An address pattern stands alone; its headers are indented below it."""
    ((_, content),) = header_files(("netlify",), SETTINGS.tip)
    paths = [line for line in content.decode().splitlines() if not line.startswith("  ")]
    # Both hosts also answer to a page's name without its ending, and one of them sends readers there.
    assert paths == ["/*", "/*/tip.html", "/*/tip"]
    assert all(re.match(r"/|  [A-Z][\w-]+: \S", line) for line in content.decode().splitlines())


def test_quotes_and_brackets_are_whole_for_apache_and_nginx():
    """No value holds a double quote, so that each stands whole between two of them."""
    for rule in header_rules(SETTINGS.tip):
        assert not any('"' in value or "\n" in value or "$" in value for _, value in rule.headers)
    for host in ("apache", "nginx"):
        ((_, content),) = header_files((host,), SETTINGS.tip)
        text = content.decode()
        assert text.count("{") == text.count("}")
        assert all(line.count('"') % 2 == 0 for line in text.splitlines())


def test_an_unknown_host_is_refused():
    """A misspelt host is said, with those that there are."""
    with pytest.raises(Refused) as refused:
        parse_settings({"HEADER_FILES": ["aapche"]}, ROOT / "pelicanconf.py")
    assert "aapche" in str(refused.value.findings[0])
    assert "apache" in refused.value.findings[0].remedy
