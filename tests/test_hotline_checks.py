"""What is wrong with a hotline file is named with its line; a number that may be right is never refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from plainsight.findings import Finding, errors
from plainsight.hotline_checks import check_hotlines
from plainsight.hotline_links import tel_href
from plainsight.hotlines import Channel, Country, Emergency, Line, Source, load_hotlines

BAD = Path(__file__).parent / "bad" / "hotlines"
TODAY = date(2026, 11, 24)
# File -> line and words of its first error finding.
EXPECTED = {
    "arabic-digits-in-number": (21, "cannot be dialled"),
    "code-of-another-country": (1, "code is 'us'"),
    "email-without-at-sign": (26, "not an email address"),
    "emergency-without-services": (3, "services is missing"),
    "flag-in-quotes": (16, "is_24_7 is 'yes'"),
    "has-no-channel": (9, "no channel"),
    "has-no-date": (9, "no date"),
    "has-no-source": (9, "no source"),
    "hours-contradict-each-other": (9, "is_24_7 is true"),
    "http-address-for-readers": (26, "https: addresses only"),
    "id-of-another-country": (9, "id is 'us-example'"),
    "is-not-UTF-8-text": (None, "cannot be read"),
    "is-not-toml": (11, "not valid TOML"),
    "key-stands-twice": (15, "not valid TOML"),
    "letters-in-number": (21, "cannot be dialled"),
    "line-in-one-bracket": (9, "not a list"),
    "name-is-empty": (11, "name is empty"),
    "name-reorders-what-follows": (11, "invisible character"),
    "number-without-quotes": (4, "999 without quotes"),
    "number-without-quotes-begins-with-zero": (21, "not valid TOML"),
    "one-digit-differs-in-e164": (19, "not the same number"),
    "one-digit-too-few": (19, "a digit may be wrong or missing"),
    "phone-without-number": (19, "has no number"),
    "same-id-twice": (29, "is also that of content/hotlines/gb.toml:9"),
    "same-number-twice": (24, "stands twice"),
    "seen-date-is-no-date": (17, "seen is 'last winter'"),
    "unknown-category-anti_traficking": (12, "'anti_traficking', which is not known"),
    "unknown-emergency-service": (5, "'ambulence', which is not known"),
    "unknown-key-nmae": (11, "'nmae' is not a key"),
    "unknown-language": (16, "'xx', which is not known"),
    "unknown-time-zone": (9, "'Europe/Londn' is not known"),
    "unknown-warning": (15, "'dangerous', which is not known"),
    "verified-date-in-quotes": (17, "verified is '2026-01-31'"),
    "verified-date-is-still-to-come": (9, "still to come"),
}


def check_file(folder: Path, content: bytes, name: str = "gb.toml") -> list[Finding]:
    folder = folder / "content" / "hotlines"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)
    countries, findings = load_hotlines(folder)
    return findings + check_hotlines(countries, today=TODAY)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_file_is_named_with_its_line(tmp_path, name):
    """Each mistake gives an error finding with its place and a remedy."""
    found = errors(check_file(tmp_path, (BAD / f"{name}.toml").read_bytes()))
    line, what = EXPECTED[name]
    assert found[0].where == "content/hotlines/gb.toml" + (f":{line}" if line else "")
    assert what in found[0].what
    assert found[0].remedy


def test_every_bad_file_has_an_expectation():
    """No file in tests/bad/hotlines is left out."""
    assert {path.stem for path in BAD.iterdir()} == EXPECTED.keys()


def test_a_misspelt_word_gets_the_one_that_was_meant(tmp_path):
    """The remedy for an unknown word names the closest known one."""
    found = check_file(tmp_path, (BAD / "unknown-category-anti_traficking.toml").read_bytes())
    assert found[0].remedy == "Did you mean 'anti_trafficking'?"


@pytest.mark.parametrize("name", ["uk.toml", "GB.toml", "eu.toml", "zz.toml", "hotlines.toml", "gb.txt"])
def test_a_file_is_named_after_a_country(tmp_path, name):
    """A file whose name is not a code of ISO 3166 in lower case is refused."""
    found = check_file(tmp_path, b'code = "gb"\n', name)
    assert [finding.where for finding in found] == [f"content/hotlines/{name}"]


def test_kosovo_has_a_file(tmp_path):
    """XK is user-assigned and allowed."""
    assert not errors(check_file(tmp_path, b'code = "xk"\n', "xk.toml"))


def phone(number: str, e164: str = "", kind: str = "phone") -> Channel:
    return Channel(kind, number, tel_href(number, e164), number=number, e164=e164, where="channel")


def country(*channels: Channel, code: str = "gb", name: str = "one", **fields) -> Country:
    source = Source("https://example.org", "operator", "2026")
    fields = {"seen": date(2026, 1, 1), "channels": channels, "sources": (source,), "where": "line"} | fields
    emergency = Emergency("112", ("police",), "tel:112", sources=(source,))
    return Country(code, (emergency,), (Line(f"{code}-{name}", "Example", **fields),))


@pytest.mark.parametrize("number", ["1", "15-47", "116 016", "999111", "#8778", "*12#"])
def test_a_short_code_is_never_refused_for_being_unknown(number):
    """Numbering plans lack many short codes that governments print."""
    assert check_hotlines({"gb": country(phone(number))}) == []


def test_a_long_number_that_no_plan_knows_is_a_doubt_only():
    """National-only numbers may be long: without an international form a warning is all that a plan justifies."""
    found = check_hotlines({"gb": country(phone("020 7946 012"))})
    assert [(finding.level, finding.where) for finding in found] == [("warning", "channel")]


@pytest.mark.parametrize(("status", "level"), [("listed", "error"), ("needs_check", "warning")])
def test_an_international_number_that_no_plan_knows_needs_a_check(status, level):
    """It stops a build unless an editor has marked the line as doubtful."""
    found = check_hotlines({"gb": country(phone("0140 123 4567", "+441401234567"), status=status)})
    assert [finding.level for finding in found] == [level]


def test_a_number_with_a_digit_too_many_is_an_error_even_if_doubtful():
    """A length that cannot be dialled is no matter of an outdated plan."""
    found = check_hotlines({"gb": country(phone("020 7946 01234 5", "+4420794601234555"), status="needs_check")})
    assert any(finding.level == "error" and "too few or too many digits" in finding.what for finding in found)


def test_a_number_one_digit_short_of_its_kind_is_a_doubt():
    """0800 121 700 is a number that can exist; the hotline's is 08000 121 700, and pages print the short form."""
    short, whole = phone("0800 121 700", "+44800121700"), phone("08000 121 700", "+448000121700")
    (found,) = check_hotlines({"gb": country(short)})
    assert found.level == "warning" and "one digit shorter" in found.what and found.where == "channel"
    assert check_hotlines({"gb": country(whole)}) == []
    assert check_hotlines({"gb": country(short, verified=date(2026, 1, 1), verified_by="A")}) == []


def test_swapped_digits_are_found():
    """The number as dialled and its international form must be one number."""
    assert errors(check_hotlines({"gb": country(phone("020 7946 0123", "+442079460132"))}))
    assert not check_hotlines({"gb": country(phone("+44 20 7946 0123", "+442079460123"))})


def test_one_number_of_several_hotlines_is_a_finding():
    """The same digits on two services are named with both."""
    number = phone("020 7946 0123", "+442079460123")
    one, two = country(number), country(number, name="two")
    found = check_hotlines({"gb": replace(one, lines=one.lines + two.lines)})
    assert [finding.level for finding in found] == ["warning"]
    assert "gb-one, gb-two" in found[0].what


def test_two_writings_of_one_number_are_one_number():
    """With and without its international form, the same digits on two services are named."""
    one = country(phone("020 7946 0123", "+442079460123"))
    two = country(phone("(020) 79460123"), name="two")
    (found,) = check_hotlines({"gb": replace(one, lines=one.lines + two.lines)})
    assert "gb-one, gb-two" in found.what


def test_short_codes_of_two_countries_may_be_the_same():
    """A short code is another number in another country."""
    found = check_hotlines({"gb": country(phone("116 016")), "de": country(phone("116 016"), code="de")})
    assert found == []


def test_ids_are_unique_over_all_countries():
    """An id names one line of the whole directory."""
    one, two = country(phone("123")), country(phone("124"))
    found = errors(check_hotlines({"gb": replace(one, lines=one.lines + two.lines)}))
    assert ["gb-one" in finding.what for finding in found] == [True]


def test_a_phone_and_a_text_message_may_share_a_number():
    """Only the same type of channel twice is a mistake."""
    assert check_hotlines({"gb": country(phone("60123"), phone("60123", kind="sms"))}) == []


def test_a_name_holds_no_number():
    """Translators never write a number: a name that has one is named."""
    found = check_hotlines({"gb": replace_name(country(phone("123")), "Line 123")})
    assert [finding.level for finding in found] == ["warning"]
    assert check_hotlines({"gb": replace_name(country(phone("123")), "A21 line")}) == []


def replace_name(of: Country, name: str) -> Country:
    return replace(of, lines=(replace(of.lines[0], name=name),))


def test_hours_that_are_not_shown_are_named():
    """A publisher hears that readers will not see hours of a form that is not simple."""
    found = check_hotlines({"gb": country(phone("123"), opening_hours="Mo-Fr 09:00-17:00; PH off")})
    assert [finding.level for finding in found] == ["warning"]


def test_who_verified_is_asked_for():
    """A check without a name is a finding."""
    found = check_hotlines({"gb": country(phone("123"), verified=date(2026, 1, 1))})
    assert ["who verified" in finding.what for finding in found] == [True]


def test_a_country_without_emergency_number_is_a_finding():
    """Every country page needs one."""
    found = check_hotlines({"gb": replace(country(phone("123")), emergency=())})
    assert [finding.level for finding in found] == ["warning"]


@pytest.mark.parametrize(("number", "confidence", "count"), [("999", "low", 0), ("998", "low", 1), ("998", "high", 0)])
def test_an_emergency_number_that_no_plan_knows_is_a_doubt(number, confidence, count):
    """One wrong digit there sends nobody; whoever has compared it with a page of the government says so."""
    emergency = Emergency(number, ("police",), f"tel:{number}", confidence, notes=("read",), where="emergency")
    found = check_hotlines({"gb": replace(country(phone("123")), emergency=(emergency,))})
    assert [(finding.level, finding.where) for finding in found] == [("warning", "emergency")] * count


def test_no_source_is_of_a_day_to_come():
    """A date that cannot be is named, whether it is a day, a month or a year; of a line and of an emergency number."""
    for day in ("2027", "2026-12", "2026-11-25"):
        source = Source("https://example.org", "operator", day)
        with_line = country(phone("123"), sources=(source,))
        emergency = Emergency("999", ("police",), "tel:999", sources=(source,), where="emergency")
        found = check_hotlines({"gb": replace(with_line, emergency=(emergency,))}, today=TODAY)
        assert [(finding.level, finding.where) for finding in found] == [("error", "emergency"), ("error", "line")]
