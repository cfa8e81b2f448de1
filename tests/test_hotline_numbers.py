"""Every number on every built page is traced to an entry of a hotline file: read from the HTML, compared with the TOML."""

import csv
import json
import re
import tomllib
import unicodedata
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from plainsight.hotline_links import dialled
from tests.conftest import ROOT

_DIALS = ("tel:", "sms:", "https://wa.me/")
# Six digits or more, however they are set apart: a number to dial. Dates and years have fewer in a row.
_LONG = re.compile(r"(?<![\w/.-])[+(]?\d(?:[ ().\-\u2010-\u2015\u00a0]?\d){5,}(?![\w/])")
# Attributes that are read out or shown.
_SAID = ("alt", "aria-description", "aria-label", "content", "placeholder", "title")
# Three to five digits by themselves: a short code, a year, or a figure.
_SHORT = re.compile(r"(?<![\w.,:-])\d{3,5}(?![\w.,:%-]?\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Figures of a page, and a number within the name of an operator.
FIGURES = {"facts": {"236"}, "country-hk": {"1823"}, "country-in": {"112"}}
# A day, or the years from one to another.
_DATE = re.compile(r"\d{4}[-.]\d{2}[-.]\d{2}|(?:19|20)\d{2}[-\u2013]\d{2}")


class Reader(HTMLParser):
    """The links that dial, each with the text shown in it; the text outside of links, scripts and styles; and what only
    some readers get: names for screen readers, titles, descriptions.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.dials: list[tuple[str, str]] = []
        self.outside: list[str] = []
        self._href: str | None = None
        self._shown: list[str] = []
        self._silent = 0
        self._digits = False

    def handle_starttag(self, tag, attrs) -> None:
        # The policy's hashes are no text.
        if "http-equiv" not in dict(attrs):
            self.outside += [value for name, value in attrs if name in _SAID and value]
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
                    home, whole = dialled(channel["number"]), channel.get("e164")
                    # As the country dials it where that is all one can do, else so that it works everywhere.
                    numbers.add(((channel.get("abroad") != "no" and whole) or home, channel["number"]))
                    numbers |= {(whole, whole)} if whole else set()
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


def _shows(shown: str, printed: str) -> bool:
    return shown.endswith(printed) or (printed[0] == "+" and dialled(shown) == printed)


def test_every_number_that_can_be_dialled_is_in_a_file(read, built):
    """What a link dials, and the digits shown in it, are those of one entry; a country's page has its own and no others."""
    home, wrong, dialled_numbers = built.settings.home_country, [], 0
    for path, reader in read.items():
        country = re.search(r"country-([a-z]{2})\.html$", path)
        allowed = ENTRIES[country[1]] if country else ENTRIES[home]
        for href, shown in reader.dials:
            dialled_numbers += 1
            digits = number_of(href)
            if not any(digits == number and _shows(shown, printed) for number, printed in allowed):
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
                        assert number_of(channel.href) in found, (line.id, channel.number)


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


def test_no_short_code_stands_outside_of_a_link(read):
    """Three to five digits in text are a year, a figure named above, or those of a hotline of this page, in its own name."""
    wrong = []
    for path, reader in read.items():
        page = re.sub(r".*/|\.html$", "", path)
        own = ENTRIES.get(page.removeprefix("country-"), set())
        allowed = {piece for _, printed in own for piece in re.findall(r"\d+", printed)} | FIGURES.get(page, set())
        for text in reader.outside:
            for match in _SHORT.finditer(text):
                digits = "".join(str(unicodedata.digit(digit)) for digit in match[0])
                if digits not in allowed and not _YEAR.fullmatch(digits):
                    wrong.append(f"{path}: {match[0]!r} in {text.strip()[:80]!r}")
    assert sorted(set(wrong)) == []


def test_every_number_of_the_open_data_is_in_a_file(built):
    """Cards, table and JSON dial what the country's file has, and nothing else; each of them is there."""
    allowed = {code: {dialled(number) for pair in numbers for number in pair} for code, numbers in ENTRIES.items()}
    cards = {path.stem: path.read_text(encoding="utf-8") for path in (built.output / "hotlines").glob("*.vcf")}
    for line_id, card in cards.items():
        found = re.findall(r"(?:tel:|https://wa\.me/)([^\r\n]+)", card.replace("\r\n ", ""))
        assert {dialled(unquote(number)) for number in found} <= _with_plus(allowed[line_id[:2]]), line_id
    rows = list(csv.DictReader((built.output / "hotlines.csv").open(encoding="utf-8-sig", newline="")))
    data = json.loads((built.output / "hotlines.json").read_text(encoding="utf-8"))
    assert len(cards) > 150 and len(rows) > 400 and len(data["countries"]) == len(ENTRIES)
    dials = [(row["country"], row["link"], row["number"]) for row in rows if row["link"].startswith(_DIALS)]
    for country in data["countries"]:
        ways = [way for line in country["hotlines"] for way in line["channels"]] + country["emergency"]
        dials += [
            (country["code"], way["link"], way["number"] or way["shown"])
            for way in ways
            if way["link"].startswith(_DIALS)
        ]
    wrong = [
        (code, link, shown)
        for code, link, shown in dials
        if not any(number_of(link) == number and shown.endswith(printed) for number, printed in ENTRIES[code.lower()])
    ]
    assert wrong == []


def _with_plus(numbers: set[str]) -> set[str]:
    # WhatsApp's addresses have no plus sign.
    return numbers | {number.removeprefix("+") for number in numbers}


@pytest.mark.parametrize("text", ["Call 116 now", "Dial 116 006.", "☎ #8778", "၁၁၆ ကို", "\u0661\u0661\u0666"])
def test_short_codes_in_text_are_seen(text):
    """In every script, beside a space or a sign."""
    assert _SHORT.search(text)


@pytest.mark.parametrize("text", ["Call 0800 123 4567 now", "☎ +1 (202) 555-0123", "٠٨٠٠ ١٢٣ ٤٥٦٧", "၀၈၀၀၁၂၃၄၅၆၇"])
def test_numbers_in_text_are_seen(text):
    """The search itself sees numbers in every script and form."""
    assert _LONG.search(text)
