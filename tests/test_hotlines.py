"""The hotline directory: links are derived from the entry, and only what may help is shown, the best first."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from plainsight import hotline_links as links
from plainsight import hotline_schema as schema
from plainsight import hotline_words as words
from plainsight.hotline_model import known, partial_date
from plainsight.hotline_toml import line_numbers
from plainsight.hotlines import Channel, Country, Line, load_hotlines, ltr, shown_lines

TODAY = date(2026, 11, 24)
CHANNELS = (Channel("phone", "123", "tel:123", number="123"),)


@pytest.mark.parametrize(
    ("number", "e164", "href"),
    [
        ("1-202-555-0123", "+12025550123", "tel:+12025550123"),
        ("15-47", "", "tel:1547"),
        ("000", "", "tel:000"),
        ("078 05 58 00", "", "tel:078055800"),
        ("#8778", "", "tel:%238778"),
        ("*12#", "", "tel:*12%23"),
        ("+66 99 130 1300", "", "tel:+66991301300"),
        ("(020) 7946 0123", "", "tel:02079460123"),
    ],
)
def test_a_call_link_dials_what_is_printed(number, e164, href):
    """A link calls the international form where it is known, else the digits as dialled; no zero or sign is lost."""
    assert links.DIAL.fullmatch(number)
    assert links.tel_href(number, e164) == href


@pytest.mark.parametrize(
    ("number", "e164", "abroad", "href", "reach"),
    [
        ("1800", "", "unknown", "tel:1800", "no"),
        ("#8778", "", "no", "tel:%238778", "no"),
        ("0120-279-889", "+81120279889", "no", "tel:0120279889", "no"),
        ("08000 121 700", "+448000121700", "unknown", "tel:+448000121700", "unknown"),
        ("044 284 19 15", "+380442841915", "likely", "tel:+380442841915", "yes"),
        ("+66 99 130 1300", "+66991301300", "yes", "tel:+66991301300", ""),
        ("+66 99 130 1300", "", "yes", "tel:+66991301300", ""),
        ("802-872-6196", "", "unknown", "tel:8028726196", ""),
    ],
)
def test_a_number_says_whether_it_works_from_another_country(number, e164, abroad, href, reach):
    """Short numbers and those known not to work are dialled as at home, and say so; others give their international form."""
    assert links.tel_href(number, e164, abroad) == href
    assert links.reach(number, e164, abroad) == reach


def test_the_form_for_other_countries_has_the_same_digits():
    """What is printed for callers from abroad is the number, in groups, and nothing else."""
    for number in ("+448000121700", "+380442841915", "+18883737888"):
        shown = links.international(number)
        assert links.dialled(shown) == number and " " in shown


def test_a_text_message_link_holds_its_keyword():
    """The keyword is in the message already, percent-encoded."""
    assert links.sms_href("60123") == "sms:60123"
    assert links.sms_href("60123", "HELP ME & YOU") == "sms:60123?body=HELP%20ME%20%26%20YOU"
    assert links.sms_href("60123", "مساعدة") == "sms:60123?body=%D9%85%D8%B3%D8%A7%D8%B9%D8%AF%D8%A9"


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org", "javascript:alert(1)", "https://", "https://localhost", "//example.org"),
        *("https://user@example.org", "https://example.org/<b>", "https://example.org/a b", "https://[::1"),
    ],
)
def test_only_https_addresses_become_links(url):
    """An address that could be read on the way, or that hides where it leads, is no link."""
    assert links.web_href(url) == ""


@pytest.mark.parametrize(
    "number",
    [
        "",
        "HELP",
        "12a4",
        "٩٩٩",
        "12\u202e34",
        "１２３",
        "12;ext=4",
        "+",
        "12 ",
        "112/113",
        "0800 1 (0800 2)",
        "+44 (0)20",
        "1  2",
    ],
)
def test_what_cannot_be_dialled_is_no_number(number):
    """Letters, digits of other scripts and invisible characters are refused."""
    assert not links.DIAL.fullmatch(number)


FILE = """\
code = "gb"

[[emergency]]
number = "999"
services = ["police"]
confidence = "medium"
notes = ["An example."]

[[line]]
id = "gb-example"
name = "Example hotline"
category = "child"
operator_type = "ngo"
status = "listed"
confidence = "low"
seen = "2024-05"

[[line.channel]]
type = "phone"
number = "020 7946 0123"
e164 = "+442079460123"
role = "abroad"

[[line.channel]]
type = "sms"
number = "60123"
keyword = "HELP"

[[line.channel]]
type = "web"
url = "https://example.org/write/"

[[line.channel]]
type = "email"
address = "help@example.org"

[[line.channel]]
type = "messaging"
app = "WhatsApp"
number = "020 7946 0123"
e164 = "+442079460123"

[[line.channel]]
type = "messaging"
app = "Telegram"
handle = "Example account"

[[line.source]]
url = "http://example.org/call"
kind = "operator"
"""


def load(folder: Path, text: str):
    folder = folder / "content" / "hotlines"
    folder.mkdir(parents=True)
    (folder / "gb.toml").write_text(text, encoding="utf-8")
    return load_hotlines(folder)


def test_a_file_becomes_a_country(tmp_path):
    """Numbers, roles and dates are as in the file; links are derived."""
    countries, findings = load(tmp_path, FILE)
    assert findings == []
    (line,) = countries["gb"].lines
    assert [(entry.number, entry.href, entry.services) for entry in countries["gb"].emergency] == [
        ("999", "tel:999", ("police",))
    ]
    assert [(channel.type, channel.display, channel.href) for channel in line.channels] == [
        ("phone", "020 7946 0123", "tel:+442079460123"),
        ("sms", "60123", "sms:60123?body=HELP"),
        ("web", "example.org/write", "https://example.org/write/"),
        ("email", "help@example.org", "mailto:help@example.org"),
        ("messaging", "WhatsApp 020 7946 0123", "https://wa.me/442079460123"),
        ("messaging", "Telegram Example account", ""),
    ]
    assert line.channels[0].role == "abroad"
    assert line.channels[1].role == ""
    assert line.channels[1].keyword == "HELP"
    assert (line.seen, line.verified, line.is_24_7) == (date(2024, 5, 1), None, None)
    assert line.where == "content/hotlines/gb.toml:9"


def test_a_byte_order_mark_is_harmless(tmp_path):
    """Some editors put one in front of a file: it is read all the same, and named, since other tools stop at it."""
    countries, findings = load(tmp_path, "\ufeff" + FILE)
    assert list(countries) == ["gb"]
    assert [(finding.level, finding.where) for finding in findings] == [("warning", "content/hotlines/gb.toml:1")]


def test_an_empty_folder_is_a_finding(tmp_path):
    """A site without hotlines is never built silently."""
    assert load_hotlines(tmp_path / "content" / "hotlines")[1]


def test_a_wrong_line_does_not_hide_the_others(tmp_path):
    """What is wrong with one line is found, and the rest is read."""
    text = FILE.replace('kind = "operator"\n', 'kind = "operator"\n\n' + FILE[FILE.index("[[line]]") :], 1)
    countries, findings = load(tmp_path, text.replace('category = "child"', 'category = "chld"', 1))
    assert [finding.where for finding in findings] == ["content/hotlines/gb.toml:12"]
    assert len(countries["gb"].lines) == 1


def test_places_are_those_of_the_file():
    """Each table and key is found at its line, nested tables counted within their own parent."""
    places = line_numbers(FILE + "\n" + FILE[FILE.index("[[line]]") :])
    assert places[("line", 0, "channel", 1, "keyword")] == 27
    assert places[("line", 1)] == len(FILE.splitlines()) + 2
    assert places[("line", 1, "channel", 0)] == places[("line", 1)] + 9


def shown(*lines: Line, publishing: bool = True, show_unverified: bool = False, limit_days: int = 180):
    country = Country("gb", lines=lines)
    return shown_lines(
        country, publishing=publishing, show_unverified=show_unverified, limit_days=limit_days, today=TODAY
    )


def line(name: str, **fields) -> Line:
    return Line(**({"id": f"gb-{name}", "name": name, "channels": CHANNELS, "verified": TODAY} | fields))


@pytest.mark.parametrize(("age", "state"), [(0, "verified"), (180, "verified"), (181, None), (-1, None)])
def test_publishing_shows_lines_verified_within_the_limit(age, state):
    """A line that nobody checked within the limit, or whose date lies in the future, is not published."""
    found = shown(line("a", verified=TODAY - timedelta(age)))
    assert [item.state for item in found] == ([state] if state else [])


def test_publishing_shows_unverified_lines_only_if_told_to():
    """They then come with the date of their latest source."""
    unchecked = line("a", verified=None, seen=date(2020, 1, 2))
    assert shown(unchecked) == ()
    assert [(item.state, item.seen) for item in shown(unchecked, show_unverified=True)] == [
        ("unverified", date(2020, 1, 2))
    ]


def test_no_more_of_a_date_is_shown_than_is_known():
    """A page that says only "2016", or "March 2016", gives no day."""
    for text, day in (("2016", date(2016, 1, 1)), ("2016-03", date(2016, 3, 1)), ("2016-03-14", date(2016, 3, 14))):
        (found,) = shown(line("a", verified=None, seen=day, seen_known=known(text)), show_unverified=True)
        assert (found.seen, found.seen_text) == (day, text)
    (found,) = shown(line("a", verified=TODAY, seen=date(2016, 1, 1), seen_known="year"))
    assert found.seen_text == TODAY.isoformat()


def test_the_day_of_compiling_is_never_shown_as_seen():
    """A number from a page without a date is shown without one: the page may be many years old."""
    undated = line("a", verified=None, seen=TODAY, seen_from="compiled")
    assert [item.seen for item in shown(undated, show_unverified=True)] == [None]


def test_an_old_check_still_dates_a_line():
    """Of an outdated check and a source, the later is shown."""
    old = line("a", verified=date(2025, 1, 1), seen=date(2020, 1, 2))
    assert [(item.state, item.seen) for item in shown(old, show_unverified=True)] == [("unverified", date(2025, 1, 1))]


def test_preview_shows_every_line_with_its_state():
    """An editor sees what nobody has verified."""
    found = shown(line("a"), line("b", verified=None), publishing=False)
    assert [(item.line.name, item.state) for item in found] == [("a", "verified"), ("b", "unverified")]


@pytest.mark.parametrize("publishing", [True, False])
@pytest.mark.parametrize("fields", [{"status": "stale"}, {"status": "number_missing"}, {"channels": ()}])
def test_a_line_that_reaches_nobody_is_never_shown(publishing, fields):
    """Not in preview, not if verified, not if unverified lines are shown."""
    assert shown(line("a", **fields), publishing=publishing, show_unverified=True) == ()


def test_a_dangerous_line_is_shown_with_its_warning():
    """Warnings travel with the line, whatever is shown of it."""
    assert shown(line("a", warnings=("asks-for-id",)))[0].line.warnings == ("asks-for-id",)


def test_lines_for_trafficked_people_come_first():
    """Then the listed before the doubtful, those without warning first, then by confidence; else as in the file."""
    found = shown(
        line("child", category="child", confidence="high"),
        line("doubtful", status="needs_check", confidence="high"),
        line("warned", warnings=("asks-for-id",), confidence="high"),
        line("low", confidence="low"),
        line("high", confidence="high"),
        line("high too", confidence="high"),
    )
    assert [item.line.name for item in found] == ["high", "high too", "low", "warned", "doubtful", "child"]


def test_digits_stand_left_to_right():
    """Digits are isolated from the direction of the page, and what they hold is escaped."""
    assert ltr("020 <1>") == '<bdi dir="ltr">020 &lt;1&gt;</bdi>'


@pytest.mark.parametrize(
    ("text", "day"), [("2024", date(2024, 1, 1)), ("2024-05", date(2024, 5, 1)), ("2024-05-06", date(2024, 5, 6))]
)
def test_a_partial_date_counts_from_its_first_day(text, day):
    """A month or year is never taken for more recent than it may be."""
    assert partial_date(text) == day


@pytest.mark.parametrize("text", ["", "24", "2024-5", "2024-13", "2024-05-06-07", "20-24", "May 2024", "٢٠٢٤"])
def test_what_is_no_date_is_refused(text):
    """Only ISO dates and their beginnings count."""
    with pytest.raises(ValueError, match=r"."):
        partial_date(text)


def test_every_word_that_a_file_can_use_has_its_text():
    """An id that passes the schema can be shown; no text is empty, which gettext would answer with a header."""
    tables = (
        words.CATEGORIES,
        words.OPERATOR_TYPES,
        words.ROLES,
        words.SERVICES,
        words.WARNINGS,
        words.CHANNELS,
        words.FROM_ABROAD,
    )
    for table in (*tables, words.AUDIENCES, words.STATES, words.TOLL_FREE, words.ANONYMOUS):
        assert all(text.strip() for text in table.values())
    assert schema.CHANNEL_NEEDS.keys() == words.CHANNELS.keys()


def test_countries_are_those_of_iso_3166():
    """249 countries and territories, and Kosovo."""
    assert len(schema.COUNTRIES) == 250
    assert {"gb", "tw", "xk", "aq"} <= schema.COUNTRIES
    assert not {"uk", "eu", "un", "zz"} & schema.COUNTRIES
