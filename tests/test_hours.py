"""Opening hours: said in the reader's language where they are simple, and not at all where they are not."""

from datetime import time

import babel
import pytest

from plainsight.hotline_model import Line
from plainsight.hours import format_hours, parse_hours, zone_name

LOCALES = ("en", "es", "ar", "my", "zh_Hant", "ja", "de")


def said(hours: str, locale: str = "en", zone: str = "", always: bool | None = None) -> str:
    line = Line("gb-example", "Example", opening_hours=hours, timezone=zone, is_24_7=always)
    # CLDR puts thin and narrow spaces around its dashes and before AM.
    return format_hours(line, babel.Locale.parse(locale)).replace("\u2009", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "Monday – Friday 9:00 AM – 5:00 PM; Saturday 10:00 AM – 12:00 PM (London Time)"),
        ("es", "lunes – viernes 9:00 – 17:00; sábado 10:00 – 12:00 (hora de Londres)"),
        ("ja", "月曜日～金曜日 9:00～17:00; 土曜日 10:00～12:00 (ロンドン時間)"),
    ],
)
def test_simple_hours_are_said_in_the_readers_language(locale, text):
    """Days, times and the hotline's time zone are in the words and order of the locale."""
    assert said("Mo-Fr 09:00-17:00; Sa 10:00-12:00", locale, "Europe/London") == text


def test_pauses_and_single_days_are_kept():
    """Several spans a day and several days are all said."""
    assert said("Mo,We-Th 09:00-12:30,13:30-17:00") == (
        "Monday and Wednesday – Thursday 9:00 AM – 12:30 PM and 1:30 PM – 5:00 PM"
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_always_open_is_the_same_everywhere(locale):
    """A line that never closes needs no time zone."""
    assert said("24/7", locale, "Europe/London") == said("", locale, always=True) == "24/7"


@pytest.mark.parametrize(
    "hours",
    [
        *("", "Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00+", "sunrise-sunset", "Jan-Mar 09:00-17:00", "09:00-17:00"),
        *("Mo-Fr 9:00-17:00", "Mo-Fr 09:00-25:00", "Mo-Fr 09:00-17:60", "Mo-Fr", 'Mo-Fr 09:00-17:00 "by phone"'),
        "Mo-Fr 09:00-17:00; Sa",
    ],
)
def test_hours_that_are_not_simple_are_not_shown(hours):
    """Half a rule would send somebody to a line that is closed: unknown is shown as nothing."""
    assert said(hours) == ""


def test_midnight_ends_a_day():
    """24:00 is the end of the day, not an error."""
    assert parse_hours("Mo-Su 08:00-24:00") == ((((0, 6),), ((time(8), time(0)),)),)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Kyiv", "Asia/Yangon", "America/Argentina/Buenos_Aires"])
def test_a_time_zone_is_named_in_every_locale(locale, zone):
    """CLDR names a zone by its former name where it has none for the present one; no name is ever raw."""
    name = zone_name(zone, babel.Locale.parse(locale))
    assert name.strip()
    assert "/" not in name
    assert "%" not in name
    assert "_" not in name


def test_a_renamed_time_zone_keeps_its_translation():
    """Kyiv is known to CLDR by its former id."""
    assert zone_name("Europe/Kyiv", babel.Locale("ar")).endswith("كييف")
