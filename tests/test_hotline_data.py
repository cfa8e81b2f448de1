"""Open data: what a reader may see, with its warnings and dates, in forms that other organisations can use."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from plainsight.hotline_data import open_data
from plainsight.hotline_words import WARNINGS
from plainsight.settings import load_settings
from plainsight.site import load_site
from tests.conftest import ROOT

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def site():
    return load_site(replace(load_settings(ROOT / "pelicanconf.py"), locales=("en",)), TODAY)


@pytest.fixture(scope="module")
def published(site):
    """As published when one line with a warning has been verified, and nothing else."""
    lines = {code: country.lines for code, country in site.countries.items()}
    lines["us"] = tuple(replace(line, verified=TODAY if line.id == "us-hsi" else None) for line in lines["us"])
    countries = {code: replace(country, lines=lines[code]) for code, country in site.countries.items()}
    return replace(site, countries=countries, settings=replace(site.settings, publishing=True))


def files(site) -> dict[str, str]:
    return {path: content.decode() for path, content in open_data(site)}


def rows(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def unfolded(card: str) -> list[str]:
    return card.replace("\r\n ", "").split("\r\n")


def test_publishing_gives_away_only_what_readers_see(published):
    """Lines that nobody verified are in no file; emergency numbers that sources dispute neither."""
    found = files(published)
    data = json.loads(found["hotlines.json"])
    assert [line["id"] for country in data["countries"] for line in country["hotlines"]] == ["us-hsi"]
    assert {row["id"] for row in rows(found["hotlines.csv"])} == {"emergency", "us-hsi"}
    assert [path for path in found if path.endswith(".vcf")] == ["hotlines/us-hsi.vcf"]
    assert len(data["countries"]) == len(published.countries)
    (gambia,) = (country for country in data["countries"] if country["code"] == "GM")
    assert gambia["emergency"] == [] and published.countries["gm"].emergency_conflicting


def test_warnings_go_with_the_number(published):
    """In every form: a number that can endanger its caller is never without its warning."""
    found = files(published)
    assert '"immigration-agency"' in found["hotlines.json"]
    assert {row["warnings"] for row in rows(found["hotlines.csv"]) if row["id"] == "us-hsi"} == {"immigration-agency"}
    assert WARNINGS["immigration-agency"].replace(",", "\\,") in "\n".join(unfolded(found["hotlines/us-hsi.vcf"]))


def test_each_entry_has_its_dates_and_the_licence(site, published):
    """A checked line has the day of its check; another one the day it was last seen, or none."""
    data = json.loads(files(published)["hotlines.json"])
    assert data["schema_version"] == 1 and data["licence"]["name"] == "CC BY-SA 4.0"
    (line,) = (line for country in data["countries"] for line in country["hotlines"])
    assert (line["state"], line["last_checked"], line["last_seen"]) == ("verified", "2026-11-24", None)
    card = "".join(unfolded(files(published)["hotlines/us-hsi.vcf"]))
    assert "Checked: 2026-11-24." in card and "CC BY-SA 4.0" in card
    for country in json.loads(files(site)["hotlines.json"])["countries"]:
        for line in country["hotlines"]:
            assert line["state"] == "unverified" and line["last_checked"] is None and line["sources"]
            # Of a page that names only the year or the month, no day is made up.
            dates = {source["date"] for source in line["sources"]}
            assert line["last_seen"] is None or line["last_seen"] in dates, line["id"]


def test_the_keys_are_those_of_the_version(site):
    """Whoever renames or removes a key raises SCHEMA_VERSION, and this list with it."""
    data = json.loads(files(site)["hotlines.json"])
    assert list(data) == ["schema_version", "licence", "about", "words", "countries"]
    country = data["countries"][0]
    assert list(country) == ["code", "name", "region", "emergency", "hotlines"]
    assert list(country["hotlines"][0]) == [
        *("id", "name", "local_name", "category", "warnings", "state", "last_checked", "last_seen", "confidence"),
        *("operator", "operator_type", "audience", "languages", "hours", "timezone", "toll_free", "anonymous"),
        *("channels", "sources"),
    ]
    assert list(country["hotlines"][0]["channels"][0]) == [
        *("type", "role", "place", "number", "e164", "shown", "link", "keyword", "app", "from_abroad")
    ]


def test_every_number_is_that_of_its_entry(site):
    """No digit changes on the way: JSON, CSV and cards hold what the hotline files hold."""
    found = files(site)
    numbers = {
        (line.id, channel.display, channel.href)
        for country in site.countries.values()
        for line in country.lines
        for channel in line.channels
        if f"hotlines/{line.id}.vcf" in found
    }
    data = json.loads(found["hotlines.json"])
    lines = [line for country in data["countries"] for line in country["hotlines"]]
    assert {(line["id"], way["shown"], way["link"]) for line in lines for way in line["channels"]} == numbers
    assert {
        (row["id"], row["number"], row["link"]) for row in rows(found["hotlines.csv"]) if row["id"] != "emergency"
    } == numbers
    for line_id, _, href in numbers:
        if href.startswith("tel:"):
            assert f":{href}" in "\n".join(unfolded(found[f"hotlines/{line_id}.vcf"]))


def test_notes_of_editors_are_never_given_away(site):
    """What only editors may see is in no file."""
    text = "\n".join(files(site).values())
    notes = [
        note for country in site.countries.values() for line in country.lines for note in line.notes if len(note) > 30
    ]
    assert len(notes) > 100 and not [note for note in notes if note in text]


def test_cards_are_as_the_standard_says(site):
    """RFC 6350: lines end in CR LF, none is longer than 75 bytes, a card has a name, and each line a property."""
    cards = [text for path, text in files(site).items() if path.endswith(".vcf")]
    assert len(cards) > 100
    names = [line for card in cards for line in unfolded(card) if line.startswith("FN:")]
    assert len(set(names)) == len(cards), "no two hotlines have one name in an address book"
    for card in cards:
        assert max(len(line.encode()) for line in card.split("\r\n")) <= 75 and card.count("\n") == card.count("\r\n")
        lines = unfolded(card)
        assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"] and lines[-2:] == ["END:VCARD", ""]
        assert all(re.match(r"[A-Z]+(;[A-Z]+=[a-z]+)*:.", line) for line in lines[:-1])
        assert sum(line.startswith("FN:") for line in lines) == 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1", "＝1+1", "+", "'"]
)
def test_no_cell_is_a_formula(site, text):
    """A spreadsheet runs nothing that stands in the file, whatever an entry holds."""
    line = replace(site.countries["gb"].lines[0], operator=text, name=text)
    countries = site.countries | {"gb": replace(site.countries["gb"], lines=(line,))}
    cells = [cell for row in rows(files(replace(site, countries=countries))["hotlines.csv"]) for cell in row.values()]
    risky = [cell for cell in cells if cell and cell[0] in "=+-@\t\r\n＝＋－＠"]
    assert f"'{text}" in cells or text == "'"
    assert risky and all(re.fullmatch(r"\+[0-9][0-9 ()-]+", cell) for cell in risky)


def test_the_same_site_gives_the_same_bytes(site):
    """Two builds of the same content on the same day are identical."""
    assert list(open_data(site)) == list(open_data(site))
