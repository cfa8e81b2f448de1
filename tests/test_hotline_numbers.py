"""Every number on every built page is traced to an entry of a hotline file: read from the HTML, compared with the TOML."""

import re
import tomllib
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from plainsight.hotline_links import dialled
from tests.conftest import ROOT

_DIALS = ("tel:", "sms:", "https://wa.me/")
# Six digits or more, however they are set apart: a number to dial. Dates and years have fewer in a row.
_LONG = re.compile(r"(?<![\w/.-])[+(]?\d(?:[ ().\-\u2010-\u2015\u00a0]?\d){5,}(?![\w/])")
# A day, or the years from one to another.
_DATE = re.compile(r"\d{4}[-.]\d{2}[-.]\d{2}|(?:19|20)\d{2}[-\u2013]\d{2}")


class Reader(HTMLParser):
    """The links that dial, each with the text shown in it, and the text outside of links, scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dials: list[tuple[str, str]] = []
        self.outside: list[str] = []
        self._href: str | None = None
        self._shown: list[str] = []
        self._silent = 0
        self._digits = False

    def handle_starttag(self, tag, attrs) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        if tag == "a":
            self._href, self._shown = dict(attrs).get("href") or "", []
        if tag == "bdi":
            self._digits = dict(attrs).get("dir") == "ltr"

    def handle_endtag(self, tag) -> None:
        if tag in ("script", "style"):
            self._silent -= 1
        if tag == "bdi":
            self._digits = False
        if tag == "a" and self._href is not None:
            if self._href.startswith(_DIALS):
                self.dials.append((self._href, "".join(self._shown)))
            else:
                # What an ordinary link says is text.
                self.outside.append("".join(self._shown) if not self._href.startswith("http") else "")
            self._href = None

    def handle_data(self, data) -> None:
        if self._silent:
            return
        if self._href is None:
            self.outside.append(data)
        elif self._digits or not self._href.startswith(_DIALS):
            self._shown.append(data)


def entries() -> dict[str, set[tuple[str, str]]]:
    """By country: what each entry dials, and the number as it stands in the file. Read without the package's own reader."""
    found: dict[str, set[tuple[str, str]]] = {}
    for path in sorted((ROOT / "content" / "hotlines").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        numbers = found[path.stem] = set()
        for entry in data.get("emergency", []):
            if not entry.get("conflicting"):
                numbers.add((dialled(entry["number"]), entry["number"]))
        for line in data.get("line", []):
            for channel in line["channel"]:
                if "number" in channel:
                    numbers.add((channel.get("e164") or dialled(channel["number"]), channel["number"]))
    return found


ENTRIES = entries()


@pytest.fixture(scope="module")
def read(built) -> dict[str, Reader]:
    readers = {}
    for path in built.pages():
        reader = readers[path] = Reader()
        reader.feed((built.output / path).read_text(encoding="utf-8"))
    return readers


def number_of(href: str) -> str:
    if href.startswith("https://wa.me/"):
        return "+" + href.removeprefix("https://wa.me/")
    return unquote(href.partition(":")[2].partition("?")[0])


def test_every_number_that_can_be_dialled_is_in_a_file(read, built):
    """What a link dials, and the digits shown in it, are those of one entry; a country's page has its own and no others."""
    home, wrong, dialled_numbers = built.settings.home_country, [], 0
    for path, reader in read.items():
        country = re.search(r"country-([a-z]{2})\.html$", path)
        allowed = ENTRIES[country[1]] if country else ENTRIES[home]
        for href, shown in reader.dials:
            dialled_numbers += 1
            digits = number_of(href)
            if not any(digits == number and shown.endswith(printed) for number, printed in allowed):
                wrong.append(f"{path}: {href} shown as {shown!r}")
    assert wrong == []
    assert dialled_numbers > 1000


def test_every_number_of_a_file_is_on_its_page(read, built):
    """Nothing is lost on the way from a file to the page: each number of each line that may be shown can be dialled."""
    for edition in built.site.editions:
        for code, country in built.site.countries.items():
            found = {number_of(href) for href, _ in read[f"{edition.locale.tag}/country-{code}.html"].dials}
            for line in country.lines:
                for channel in line.channels if line.status not in ("stale", "number_missing") else ():
                    if channel.number and channel.type != "messaging":
                        assert (channel.e164 or dialled(channel.number)) in found, (line.id, channel.number)


def test_no_number_stands_outside_of_a_link(read, built):
    """No text of any page holds a number to dial that is not an entry's: nobody typed one, in a page or a translation."""
    allowed = {dialled(printed) for numbers in ENTRIES.values() for _, printed in numbers}
    wrong = []
    for path, reader in read.items():
        for text in reader.outside:
            for match in _LONG.finditer(text):
                if dialled(match[0]) not in allowed and not _DATE.fullmatch(match[0]):
                    wrong.append(f"{path}: {match[0]!r} in {text.strip()[:80]!r}")
    assert sorted(set(wrong)) == []


@pytest.mark.parametrize("text", ["Call 0800 123 4567 now", "☎ +1 (202) 555-0123", "٠٨٠٠ ١٢٣ ٤٥٦٧", "၀၈၀၀၁၂၃၄၅၆၇"])
def test_numbers_in_text_are_seen(text):
    """The search itself sees numbers in every script and form."""
    assert _LONG.search(text)
