"""What can be wrong with hotlines although each file reads well: doubtful digits, lost sources, ids used twice.

Reading a file already refuses values that cannot be meant (`hotline_read`); here entries are compared with numbering
plans, with each other and with their sources. A plan can show that a long number is mistyped. It lacks many short
codes that governments print, so no short code is ever refused for being unknown.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

import phonenumbers
from phonenumbers.shortnumberinfo import is_emergency_number

from plainsight import hotline_schema as schema
from plainsight.findings import Finding
from plainsight.hotline_links import dialled
from plainsight.hotline_model import Channel, Country, Emergency, Line, Source, partial_date
from plainsight.hours import parse_hours

# Up to this many digits a number may be a short code, which numbering plans need not know.
SHORT_CODE_DIGITS = 6
_DIALLED_TYPES = ("phone", "sms", "tty")
_ASK = "Compare it, digit by digit, with the page it was read on."


def check_hotlines(countries: Mapping[str, Country], *, today: date | None = None) -> list[Finding]:
    """Findings about every hotline of `countries`; with `today`, dates that lie after it too."""
    findings = list(_ids(countries))
    for country in countries.values():
        if not country.emergency:
            what = "has no emergency number to show."
            remedy = "Add [[emergency]]; where sources contradict each other, find out which is right."
            findings.append(Finding(country.where, what, remedy, "warning"))
        for entry in (*country.emergency, *country.emergency_conflicting):
            if not entry.sources and not entry.notes:
                what = f"emergency number {entry.number} has neither source nor note."
                findings.append(Finding(entry.where, what, "Add [[emergency.source]] with url, kind and date."))
            findings += _emergency(country.code.upper(), entry)
            findings += _source_dates(entry.where, f"emergency number {entry.number}", entry.sources, today)
        for line in country.lines:
            findings += _line(line, today)
            for channel in line.channels:
                findings += _about_channel(country.code.upper(), line, channel)
    return findings + list(_shared(countries))


def _emergency(region: str, entry: Emergency) -> Iterator[Finding]:
    known = is_emergency_number(dialled(entry.number), region)
    if not known and not entry.conflicting and entry.confidence != "high":
        what = f"emergency number {entry.number}: numbering plans do not know it as one of {region}."
        remedy = (
            'Compare it with a page of its government. If it is right, add that source, and set confidence = "high".'
        )
        yield Finding(entry.where, what, remedy, "warning")


def _ids(countries: Mapping[str, Country]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for country in countries.values():
        for line in country.lines:
            if not re.fullmatch(rf"{country.code}-[a-z0-9]+(-[a-z0-9]+)*", line.id):
                remedy = f"Write {country.code}-, then small letters, digits and hyphens."
                yield Finding(line.where, f"id is {line.id!r}.", remedy)
            if line.id in seen:
                yield Finding(
                    line.where, f"id {line.id!r} is also that of {seen[line.id]}.", "Give each line its own id."
                )
            seen.setdefault(line.id, line.where)


def _line(line: Line, today: date | None) -> Iterator[Finding]:
    if not line.channels:
        yield Finding(
            line.where, f"{line.id} has no channel: nobody can reach it.", "Add [[line.channel]], or remove it."
        )
    if not line.sources:
        yield Finding(line.where, f"{line.id} has no source.", "Add [[line.source]] with the url where you read it.")
    if line.seen is None and line.verified is None:
        what = f"{line.id} has no date."
        yield Finding(
            line.where, what, 'Add seen = "…", the date of its latest source, or verified = the day you checked it.'
        )
    for name, day in (("verified", line.verified), ("seen", line.seen)):
        if today and day and day > today:
            yield Finding(line.where, f"{line.id}: {name} is {day}, which is still to come.", "Correct the date.")
    yield from _source_dates(line.where, line.id, line.sources, today)
    if line.verified and not line.verified_by:
        what = f"{line.id} does not say who verified it."
        yield Finding(line.where, what, 'Add verified_by = "…".', "warning")
    if line.timezone and line.timezone not in schema.TIME_ZONES:
        remedy = "Write it like Europe/London."
        yield Finding(line.where, f"{line.id}: timezone {line.timezone!r} is not known.", remedy)
    if line.is_24_7 is False and line.opening_hours == "24/7":
        what = f"{line.id}: is_24_7 is false, and opening_hours says 24/7."
        yield Finding(line.where, what, "Correct one of the two.")
    if line.is_24_7 and line.opening_hours not in ("", "24/7"):
        what = f"{line.id}: is_24_7 is true, and opening_hours says {line.opening_hours!r}."
        yield Finding(line.where, what, "Correct one of the two.")
    if line.opening_hours not in ("", "24/7"):
        try:
            parse_hours(line.opening_hours)
        except ValueError as error:
            what = f"{line.id}: opening_hours are not shown, because {error}."
            yield Finding(line.where, what, "Leave them so if they are right, or write them more simply.", "warning")
    if re.search(r"(?<!\w)\d{3}", line.name):
        what = f"{line.id}: its name has digits, and translators must not write numbers."
        yield Finding(line.where, what, "Take them out of the name.", "warning")


def _source_dates(where: str, name: str, sources: tuple[Source, ...], today: date | None) -> Iterator[Finding]:
    for source in sources:
        if today and source.date and partial_date(source.date) > today:
            what = f"{name}: the date of a source is {source.date}, which is still to come."
            yield Finding(where, what, "Correct the date.")


# In a preview, the same hotlines are checked again and again, and numbering plans are large.
@lru_cache(maxsize=5_000)
def _about_channel(region: str, line: Line, channel: Channel) -> tuple[Finding, ...]:
    return tuple(_channel(region, line, channel))


def _channel(region: str, line: Line, channel: Channel) -> Iterator[Finding]:
    if not channel.number:
        return
    digits = dialled(channel.number)
    if channel.e164:
        yield from _international(region, line, channel)
    elif digits.startswith("+"):
        yield from _plan(line, channel, digits)
    elif channel.type in _DIALLED_TYPES and len(digits) > SHORT_CODE_DIGITS and digits.isdigit():
        # Emergency and free numbers of a country can be long and national only: a doubt, no proof.
        number = _parse(digits, region)
        if number is None or not phonenumbers.is_valid_number(number):
            what = f"{line.id}: {channel.number} is not a number of {region} that numbering plans know."
            yield Finding(channel.where, what, _ASK, "warning")


def _international(region: str, line: Line, channel: Channel) -> Iterator[Finding]:
    yield from _plan(line, channel, channel.e164)
    whole, local = _parse(channel.e164, None), dialled(channel.number)
    if whole is None:
        return
    home = phonenumbers.region_code_for_country_code(whole.country_code)
    as_local = _parse(local, region) or _parse(local, home)
    meant = {phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) for number in [as_local] if number}
    if channel.e164 not in meant:
        what = f"{line.id}: number {channel.number} and e164 {channel.e164} are not the same number."
        yield Finding(channel.where, what, _ASK)


def _plan(line: Line, channel: Channel, e164: str) -> Iterator[Finding]:
    number = _parse(e164, None)
    if number is None or not phonenumbers.is_possible_number(number):
        what = f"{line.id}: {e164} has too few or too many digits."
        yield Finding(channel.where, what, _ASK)
    elif not phonenumbers.is_valid_number(number):
        # Plans change: an editor who doubts the entry already, and says so, need not be stopped.
        level = "warning" if line.status == "needs_check" else "error"
        what = f"{line.id}: no numbering plan knows {e164}: a digit may be wrong or missing."
        yield Finding(channel.where, what, f'{_ASK} If it is right, set status = "needs_check".', level)
    elif line.verified is None and (usual := _usual_digits(number)) == _digits(number) + 1:
        what = (
            f"{line.id}: {e164} is one digit shorter than numbers of its kind: {usual} digits without the country code."
        )
        yield Finding(channel.where, what, f"{_ASK} If it is right, verify it: invoke verify-hotline.", "warning")


def _digits(number: phonenumbers.PhoneNumber) -> int:
    return len(phonenumbers.national_significant_number(number))


def _usual_digits(number: phonenumbers.PhoneNumber) -> int | None:
    """How many digits numbers of the country and kind (free, mobile …) of `number` have in the plan's own example."""
    region = phonenumbers.region_code_for_number(number) or ""
    example = phonenumbers.example_number_for_type(region, phonenumbers.number_type(number))
    return _digits(example) if example else None


def _parse(number: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None


def _shared(countries: Mapping[str, Country]) -> Iterator[Finding]:
    """Numbers that stand in more than one hotline: one number can serve several, or a copy went wrong."""
    users: dict[tuple[str, str], list[tuple[Line, Channel]]] = defaultdict(list)
    for country in countries.values():
        for line in country.lines:
            for channel in line.channels:
                if channel.number:
                    users[_subscriber(country.code, channel)].append((line, channel))
    for found in users.values():
        ids = list(dict.fromkeys(line.id for line, _ in found))
        if len(ids) > 1:
            _, channel = found[-1]
            what = f"{channel.number} stands in several hotlines: {', '.join(ids)}."
            yield Finding(channel.where, what, "Make sure that each of them answers there.", "warning")
        repeated = [channel for n, (line, channel) in enumerate(found) if _twice(found[:n], line, channel)]
        for channel in repeated:
            yield Finding(channel.where, f"{channel.number} stands twice in one hotline.", "Remove one.")


@lru_cache(maxsize=5_000)
def _subscriber(code: str, channel: Channel) -> tuple[str, str]:
    """What two writings of one number have in common. A short code is another number in each country."""
    digits = channel.e164 or dialled(channel.number)
    number = _parse(digits, code.upper()) if len(digits) > SHORT_CODE_DIGITS else None
    if number is None or not phonenumbers.is_valid_number(number):
        return ("", digits) if digits.startswith("+") else (code, digits)
    return "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _twice(before: list[tuple[Line, Channel]], line: Line, channel: Channel) -> bool:
    return any(line.id == other.id and channel.type == same.type for other, same in before)
