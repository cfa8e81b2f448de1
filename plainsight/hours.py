"""Opening hours in a reader's language: the simple forms of OpenStreetMap's `opening_hours`, said with CLDR's words."""

import re
from datetime import time

import babel
from babel.core import get_global
from babel.dates import format_time
from babel.lists import format_list

from plainsight.hotline_model import Line

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "(?:" + "|".join(DAYS) + ")"
_DAYS = rf"{_DAY}(?:-{_DAY})?"
_SPAN = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(rf"({_DAYS}(?:,{_DAYS})*) ({_SPAN}(?:,{_SPAN})*)")
Rule = tuple[tuple[tuple[int, ...], ...], tuple[tuple[time, time], ...]]


def parse_hours(text: str) -> tuple[Rule, ...]:
    """The rules of `Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-12:00`: day ranges (Monday is 0) and spans of time.

    Raises `ValueError` for any other form, those with holidays, months or conditions included: half a rule misleads.
    """
    rules = []
    for part in text.split(";"):
        match = _RULE.fullmatch(part.strip())
        if not match:
            raise ValueError(f"{part.strip()!r} is not of the form 'Mo-Fr 09:00-17:00'")
        days = tuple(tuple(DAYS.index(day) for day in item.split("-")) for item in match[1].split(","))
        spans = tuple(tuple(_time(end) for end in item.split("-")) for item in match[2].split(","))
        rules.append((days, spans))
    return tuple(rules)


def _time(text: str) -> time:
    hour, minute = map(int, text.split(":"))
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute)


def format_hours(line: Line, locale: babel.Locale) -> str:
    """The opening hours of `line` in `locale`, with its time zone; "24/7"; "" where unknown or not simple to say.

    The zone is that of the hotline: who calls from elsewhere must be able to tell.
    """
    if line.is_24_7 or line.opening_hours == "24/7":
        return "24/7"
    try:
        rules = parse_hours(line.opening_hours)
    except ValueError:
        return ""
    said = "; ".join(_say(rule, locale) for rule in rules)
    return f"{said} ({zone_name(line.timezone, locale)})" if line.timezone else said


def _say(rule: Rule, locale: babel.Locale) -> str:
    days, spans = rule
    names = locale.days["stand-alone"]["wide"]
    said_days = [_between(locale, *(names[day] for day in item)) for item in days]
    said_spans = [_between(locale, *(format_time(end, "short", locale=locale) for end in span)) for span in spans]
    return f"{format_list(said_days, locale=locale)} {format_list(said_spans, locale=locale)}"


def _between(locale: babel.Locale, first: str, last: str = "") -> str:
    pattern = locale.interval_formats.get(None) or "{0} – {1}"
    return pattern.format(first, last) if last else first


def zone_name(zone: str, locale: babel.Locale) -> str:
    """The time zone `zone` (an IANA name) by its city, in `locale`: "London Time".

    From CLDR alone: the zone files of a machine may be missing, and are not needed to name a zone.
    """
    former = [old for old, new in get_global("zone_aliases").items() if new == zone]
    known = (locale.time_zones.get(name, {}).get("city") for name in (zone, *former))
    city = next((name for name in known if name), zone.rpartition("/")[2].replace("_", " "))
    return locale.zone_formats["region"] % city
