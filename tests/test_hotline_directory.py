"""The hotlines of this repository: all that was researched is here, and nothing that was only remembered."""

import hashlib
import json
from itertools import chain
from pathlib import Path

import pytest

from plainsight.findings import errors
from plainsight.hotline_checks import check_hotlines
from plainsight.hotline_links import dialled
from plainsight.hotlines import load_hotlines
from tests.conftest import ROOT

MANIFEST = json.loads((Path(__file__).parent / "data" / "hotline-manifest.json").read_text(encoding="utf-8"))
FOLDER = ROOT / "content" / "hotlines"


@pytest.fixture(scope="module")
def countries():
    countries, findings = load_hotlines(FOLDER)
    assert findings == []
    return countries


def test_the_manifest_is_that_of_the_research():
    """94 countries and territories, 168 lines."""
    assert len(MANIFEST["lines"]) == 94
    assert sum(map(len, MANIFEST["lines"].values())) == 168


def test_no_country_and_no_line_is_lost(countries):
    """Each line of the research is in its country's file; editors may add others."""
    found = {code: {line.id for line in country.lines} for code, country in countries.items()}
    lost = {code: set(ids) - found.get(code, set()) for code, ids in MANIFEST["lines"].items()}
    assert {code: ids for code, ids in lost.items() if ids} == {}
    assert MANIFEST["lines"].keys() <= countries.keys()


def test_no_number_that_was_only_remembered_is_here(countries):
    """A number from memory is in no file until somebody has read it on a page or checked it with the operator."""
    remembered = set(MANIFEST["unverified"])
    assert len(remembered) > 15
    found = []
    for code, country in countries.items():
        for line in country.lines:
            for channel in line.channels:
                for number in filter(None, (channel.number, channel.e164)):
                    digest = hashlib.sha256(f"{code}:{dialled(number)}".encode()).hexdigest()
                    if digest in remembered and line.verified is None:
                        found.append(f"{line.id}: {number}")
    assert found == []


def test_the_directory_can_be_built(countries):
    """No file has an error finding."""
    assert errors(check_hotlines(countries)) == []


def test_every_line_and_number_has_a_source(countries):
    """Each line names where and when it was read; each emergency number has a source or a note."""
    for country in countries.values():
        for line in country.lines:
            assert line.sources and (line.seen or line.verified), line.id
        for entry in chain(country.emergency, country.emergency_conflicting):
            assert entry.sources or entry.notes, (country.code, entry.number)


def test_nobody_has_been_verified_by_the_import(countries):
    """Whoever verified a line is named with it."""
    for country in countries.values():
        assert [line.id for line in country.lines if line.verified and not line.verified_by] == []
