"""The importer of hotline research: every fact carried over, no number changed, nothing remembered let in."""

import json
import tomllib
from pathlib import Path

import pytest

from plainsight.findings import Refused, errors
from plainsight.hotline_checks import check_hotlines
from plainsight.hotline_import import import_hotlines
from plainsight.hotline_links import dialled
from plainsight.hotlines import load_hotlines

RESEARCH = Path(__file__).parent / "data" / "hotline-research.json"
COUNTRIES = {
    country["code"].lower(): country for country in json.loads(RESEARCH.read_text(encoding="utf-8"))["countries"]
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "hotlines"
    import_hotlines(RESEARCH, folder)
    return folder


def read(folder: Path, code: str) -> dict:
    return tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))


def line(folder: Path, line_id: str) -> dict:
    return next(line for line in read(folder, line_id[:2])["line"] if line["id"] == line_id)


def test_every_number_is_copied_as_it_is(folder):
    """Each number of the data stands in the file, digit for digit, in the same order, and no other does."""
    for code, country in COUNTRIES.items():
        data = read(folder, code)
        assert {e["number"] for e in data["emergency"]} == {e["number"] for e in country["emergency_numbers"]}
        for source in country["lines"]:
            if source["status"] == "number_missing":
                continue
            phones = [c for c in line(folder, source["id"])["channel"] if c["type"] == "phone"]
            assert [c.get("e164") for c in phones] == [phone["e164"] for phone in source["phones"]]
            for channel, phone in zip(phones, source["phones"], strict=True):
                assert channel["number"] in phone["as_dialled_locally"]
                assert dialled(channel["number"])[-4:] == dialled(phone["as_dialled_locally"])[-4:]
            texts = [c["number"] for c in line(folder, source["id"])["channel"] if c["type"] == "sms"]
            assert texts == [item["number"] for item in source["sms"]]


def test_what_is_imported_can_be_published(folder):
    """An imported file has no error finding."""
    countries, findings = load_hotlines(folder)
    assert not findings
    assert not errors(check_hotlines(countries))
    assert sorted(countries) == sorted(COUNTRIES)


def test_what_was_only_remembered_is_never_imported(folder):
    """No entry of `unverified` reaches a file."""
    assert "Remembered" not in "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_sources_confidence_and_dates_are_carried_over(folder):
    """A line keeps who answers, its confidence, each source with kind and date, and the date of the latest one."""
    found = line(folder, "gb-everything")
    assert (found["confidence"], found["status"], found["operator_type"]) == ("high", "listed", "ngo")
    assert (found["seen"].isoformat(), found["seen_from"]) == ("2025-12-01", "source")
    assert [str(source.get("date")) for source in found["source"]] == ["2025-12-01", "2018-02", "None"]
    assert [source["kind"] for source in found["source"]] == ["operator", "news", "news"]
    assert "verified" not in found


def test_a_line_without_a_dated_source_says_so(folder):
    """The day of compiling is never passed off as the date of a source."""
    found = line(folder, "gb-undated")
    assert (found["seen"].isoformat(), found["seen_from"]) == ("2026-02-03", "compiled")


def test_what_no_field_holds_becomes_a_note_for_the_editor(folder):
    """Discrepancies, old operators, hours as read, unsafe addresses and apps without address are kept as notes."""
    notes = "\n".join(line(folder, "gb-everything")["notes"])
    for text in (
        "A note on the line.",
        "other hours",
        "Other Trust",
        "Mon-Fri 9-5",
        "http://example.org/read",
        "Example app",
    ):
        assert text in notes
    assert line(folder, "gb-everything")["operator"] == "Example Trust"


def test_roles_are_ids(folder):
    """What a number is for becomes an id that can be translated; words that are not known are kept as a note."""
    channels = {c["number"]: c for c in line(folder, "gb-everything")["channel"] if c["type"] == "phone"}
    assert "role" not in channels["0808 157 0123"]
    assert channels["020 7946 0123"]["role"] == "abroad"
    assert (channels["020 7946 0124"]["role"], channels["020 7946 0124"]["place"]) == ("region", "North")
    assert channels["020 7946 0125"]["role"] == "inside"
    assert (channels["#1234"]["role"], channels["#1234"]["note"]) == ("other", "for: sailors")


def test_a_role_that_is_not_known_is_a_finding(tmp_path):
    """The publisher hears of each number whose purpose the importer could not name."""
    findings = import_hotlines(RESEARCH, tmp_path)
    assert [finding.level for finding in findings] == ["warning"]
    assert "sailors" in findings[0].what


def test_of_two_printed_forms_the_digits_are_dialled(folder):
    """A number printed with letters is imported in digits, and its printed form is noted."""
    channel = line(folder, "gb-everything")["channel"][5]
    assert channel["number"] == "020 7943 5733"
    assert "HELPED" in channel["note"]


def test_a_keyword_is_one_word(folder):
    """Of several keywords the first is used; a description is never sent as if it were one."""
    first, second = (c for c in line(folder, "gb-everything")["channel"] if c["type"] == "sms")
    assert first["keyword"] == "HELP"
    assert "INFO" in first["note"]
    assert "keyword" not in second
    assert "visa" in second["note"]


def test_names_hold_no_number_of_their_line(folder):
    """A name that translators see holds neither the number nor the hours of its hotline."""
    assert line(folder, "gb-everything")["name"] == "Example line (north)"


def test_dangers_are_carried_as_warnings(folder):
    """A line that can endanger its caller is imported with its warning."""
    assert line(folder, "sa-19911")["warnings"] == ["workers-without-papers-reported"]


def test_emergency_numbers_that_sources_dispute_are_not_shown(folder):
    """Where the data names no primary number, none is shown, and all are kept for the editor."""
    countries, _ = load_hotlines(folder)
    assert countries["sa"].emergency == ()
    assert [entry.number for entry in countries["sa"].emergency_conflicting] == ["901"]
    assert [entry.number for entry in countries["gb"].emergency] == ["999", "112"]


def test_a_line_without_a_channel_is_a_note(folder):
    """A service whose number is not known is noted, and is no line."""
    data = read(folder, "gb")
    assert [item["id"] for item in data["line"]] == ["gb-everything", "gb-undated"]
    assert any("gb-no-number" in note for note in data["notes"])


def test_importing_again_changes_nothing(folder):
    """Two imports write the same bytes."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert [f for f in import_hotlines(RESEARCH, folder) if "left as it is" in f.what] == []
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_corrections_by_hand_are_never_overwritten(folder):
    """A file that somebody has edited stays as it is, and the finding says so."""
    path = folder / "gb.toml"
    edited = path.read_text(encoding="utf-8").replace('id = "gb-undated"', 'id = "gb-undated"\nverified = 2026-05-06')
    path.write_text(edited, encoding="utf-8")
    findings = import_hotlines(RESEARCH, folder)
    assert path.read_text(encoding="utf-8") == edited
    assert [f.where for f in findings if "left as it is" in f.what] == ["content/hotlines/gb.toml"]


def test_only_the_countries_asked_for_are_written(tmp_path):
    """Codes may be of any case."""
    import_hotlines(RESEARCH, tmp_path, ["SA"])
    assert [path.name for path in tmp_path.iterdir()] == ["sa.toml"]


@pytest.mark.parametrize("countries", [["fr"], ["gb", "fr"]])
def test_a_country_that_the_data_lacks_is_refused(tmp_path, countries):
    """Nothing is written if a country that was asked for is not in the data."""
    with pytest.raises(Refused, match="fr"):
        import_hotlines(RESEARCH, tmp_path, countries)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "[]", '{"countries": []}', '{"compiled": "2026-01-01", "countries": [{"code": "GB"}]}']
)
def test_data_of_another_form_is_refused(tmp_path, text):
    """A file that is not hotline research gives a finding, not a traceback, and nothing is written."""
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=r"other\.json"):
        import_hotlines(path, tmp_path / "hotlines")
    assert not (tmp_path / "hotlines").exists()
