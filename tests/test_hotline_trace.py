"""The hotline files, traced to the whole research: nothing is lost, and no digit changes unless somebody verified it.

The research is read here without the package, so that a mistake of the importer is seen too. Only the numbers of its
`unverified` entries are left out of tests/data/hotlines.json.gz; `hotline-manifest.json` has their sums.
"""

import gzip
import json
import re
import tomllib

import pytest

from plainsight.hotline_import import import_hotlines
from tests.conftest import ROOT

RESEARCH = json.loads(gzip.decompress((ROOT / "tests" / "data" / "hotlines.json.gz").read_bytes()))
FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in (ROOT / "content" / "hotlines").glob("*.toml")
}
LINES = {line["id"]: line for data in FILES.values() for line in data.get("line", [])}
READ = {line["id"]: line for country in RESEARCH["countries"] for line in country["lines"]}
# Of two forms that a page prints, the digits are dialled; of several words to send, the first is shown.
TWO_FORMS = {"800 SAVE (800 7283)": "800 7283", "0800 073 728 (08000 RESCU)": "0800 073 728"}
KEYWORDS = {"HELP, INFO or BEFREE": "HELP", "5 followed by the ID or visa number": None}


def read_ways(line: dict) -> list[tuple]:
    """Every way to reach the line that the research has: what is dialled or opened, and what is sent."""
    ways = [
        ("phone", TWO_FORMS.get(p["as_dialled_locally"], p["as_dialled_locally"]), p["e164"]) for p in line["phones"]
    ]
    ways += [("sms", s["number"], KEYWORDS.get(s["keyword"], s["keyword"])) for s in line["sms"]]
    ways += [("messaging", m["app"], m["handle"]) for m in line["messaging"] if m["handle"]]
    ways += [("web", w["url"]) for w in line["web"] if w["url"].startswith("https:")]
    ways += [("email", address) for address in line["email"]]
    return ways + [("tty", number) for number in line["tty"] if re.fullmatch(r"[\d -]+", number)]


def ways(line: dict) -> list[tuple]:
    """The same of a line of a hotline file."""
    found = []
    for way in line["channel"]:
        kind = "web" if way["type"] == "chat" else way["type"]
        values = {
            "phone": (way.get("number"), way.get("e164")),
            "sms": (way.get("number"), way.get("keyword")),
            "messaging": (way.get("app"), way.get("number") or way.get("handle")),
            "web": (way.get("url"),),
            "email": (way.get("address"),),
            "tty": (way.get("number"),),
        }
        found.append((kind, *values[kind]))
    return found


def test_the_research_is_whole():
    """94 countries and territories, 168 lines."""
    assert (len(RESEARCH["countries"]), len(READ)) == (94, 168)


@pytest.mark.parametrize("line_id", sorted(READ))
def test_what_was_read_is_what_is_dialled(line_id):
    """Each channel of each line, digit by digit. Whoever corrects one says that it was checked: invoke verify-hotline."""
    line = LINES[line_id]
    assert "verified" in line or ways(line) == read_ways(READ[line_id])


@pytest.mark.parametrize("line_id", sorted(READ))
def test_how_sure_we_are_is_carried_over(line_id):
    """Confidence, status, who answers, the date and every source of a line that nobody verified are those of the research."""
    line, read = LINES[line_id], READ[line_id]
    if "verified" in line:
        return
    for name in ("confidence", "status", "operator_type", "category"):
        assert line[name] == read[name], name
    assert str(line["seen"]) == (read["latest_dated_source"] or RESEARCH["compiled"])
    assert [source["url"] for source in line["source"]] == [source["url"] for source in read["sources"]]
    notes = " ".join(line["notes"]) if line.get("notes") else ""
    assert all(text in notes for text in (read["notes"], *read["discrepancies"]) if text)


def test_emergency_numbers_are_those_that_were_read():
    """None is lost or changed; of numbers that sources dispute none is shown. One of high confidence was checked."""
    for country in RESEARCH["countries"]:
        entries = FILES[country["code"].lower()].get("emergency", [])
        found = {entry["number"]: entry for entry in entries if entry["confidence"] != "high"}
        read = {entry["number"]: entry for entry in country["emergency_numbers"]}
        checked = {entry["number"] for entry in entries} - found.keys()
        assert found.keys() | checked >= read.keys() and found.keys() <= read.keys(), country["code"]
        for number, entry in found.items():
            assert entry["services"] == read[number]["services"], (country["code"], number)
        if country["primary_emergency_number"] is None:
            assert all(entry.get("conflicting") for entry in entries), country["code"]


def test_the_whole_research_can_be_imported(tmp_path):
    """The importer writes 94 files, 168 lines and no line that was only remembered; running it again changes nothing."""
    source = tmp_path / "hotlines.json"
    source.write_text(json.dumps(RESEARCH), encoding="utf-8")
    assert import_hotlines(source, tmp_path / "content" / "hotlines") == []
    assert import_hotlines(source, tmp_path / "content" / "hotlines") == []
    written = {path.stem: path for path in (tmp_path / "content" / "hotlines").iterdir()}
    assert written.keys() == FILES.keys()
    lines = [line for path in written.values() for line in tomllib.loads(path.read_text("utf-8")).get("line", [])]
    assert {line["id"] for line in lines} == READ.keys() and len(lines) == len(READ)
    assert all(ways(line) == read_ways(READ[line["id"]]) for line in lines)
