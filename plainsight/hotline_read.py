"""Reads one hotline file: TOML to the model, and a finding for everything in it that cannot be meant."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from plainsight import hotline_links as links
from plainsight import hotline_schema as schema
from plainsight.findings import Finding, errors, escape_suspicious
from plainsight.hotline_model import Channel, Country, Emergency, Line, Source, known, partial_date
from plainsight.hotline_toml import Place, line_numbers, nearest
from plainsight.source_files import parse_toml

Table = Mapping[str, Any]
_TABLES = {"emergency": {"source"}, "line": {"channel", "source"}}


@dataclass(frozen=True)
class _File:
    name: str
    places: dict[Place, int]
    findings: list[Finding] = field(default_factory=list)

    def where(self, place: Place) -> str:
        return f"{self.name}:{nearest(self.places, place)}"

    def find(self, place: Place, what: str, remedy: str) -> None:
        self.findings.append(Finding(self.where(place), what, remedy))


_TOML = "Correct that line: texts and numbers stand in quotes, a date does not, each key stands once."


# In a preview, the same files are read again and again.
@lru_cache(maxsize=512)
def read_country(text: str, name: str) -> tuple[Country | None, list[Finding]]:
    """The country in the hotline file `text`; `name` (its path) is for findings.

    None if it is not TOML at all. With an error finding, entries may be missing from the country: do not publish it.
    """
    data, findings = parse_toml(text, name, remedy=_TOML)
    if data is None:
        return None, findings
    file = _File(name, line_numbers(text))
    values = _values(file, (), data, schema.COUNTRY, _TABLES.keys())
    emergency = [_emergency(file, ("emergency", n), table) for n, table in _tables(file, (), data, "emergency")]
    lines = [_line(file, ("line", n), table) for n, table in _tables(file, (), data, "line")]
    country = Country(
        values.get("code", ""),
        tuple(entry for entry in emergency if entry and not entry.conflicting),
        tuple(line for line in lines if line),
        tuple(entry for entry in emergency if entry and entry.conflicting),
        values.get("notes", ()),
        f"{name}:1",
    )
    return country, file.findings


def _emergency(file: _File, place: Place, table: Table) -> Emergency | None:
    before = len(file.findings)
    values = _values(file, place, table, schema.EMERGENCY, _TABLES["emergency"])
    sources = _sources(file, place, table)
    if errors(file.findings[before:]):
        return None
    return Emergency(href=links.tel_href(values["number"]), sources=sources, where=file.where(place), **values)


def _line(file: _File, place: Place, table: Table) -> Line | None:
    before = len(file.findings)
    values = _values(file, place, table, schema.LINE, _TABLES["line"])
    if "seen" in values:
        values["seen_known"] = known(values["seen"])
        values["seen"] = partial_date(values["seen"])
    channels = tuple(_channel(file, (*place, "channel", n), item) for n, item in _tables(file, place, table, "channel"))
    sources = _sources(file, place, table)
    if errors(file.findings[before:]):
        return None
    return Line(channels=channels, sources=sources, where=file.where(place), **values)


def _channel(file: _File, place: Place, table: Table) -> Channel | None:
    before = len(file.findings)
    values = _values(file, place, table, schema.CHANNEL)
    need = schema.CHANNEL_NEEDS.get(values.get("type", ""))
    if need and need not in table:
        what = f"a channel of type {values['type']!r} has no {need}."
        file.find(place, what, f'Add {need} = "…", or remove the channel.')
    if errors(file.findings[before:]):
        return None
    display, href = _display(values)
    for key in ("url", "address", "handle"):
        values.pop(key, None)
    e164, reach = values.get("e164", ""), ""
    if need == "number":
        reach = links.reach(values["number"], e164, values.get("abroad", "unknown"))
    other = links.international(e164) if reach in ("yes", "unknown") else ""
    return Channel(display=display, href=href, reach=reach, other=other, where=file.where(place), **values)


def _display(values: Table) -> tuple[str, str]:
    number, e164 = values.get("number", ""), values.get("e164", "")
    match values["type"]:
        case "sms":
            return number, links.sms_href(number, values.get("keyword", ""), e164)
        case "email":
            return values["address"], links.mail_href(values["address"])
        case "chat" | "web":
            return links.web_display(values["url"]), links.web_href(values["url"])
        case "messaging":
            shown = f"{values['app']} {values.get('handle') or number}".strip()
            return shown, links.messaging_href(values["app"], e164)
        case _:
            return number, links.tel_href(number, e164, values.get("abroad", "unknown"))


def _sources(file: _File, place: Place, table: Table) -> tuple[Source, ...]:
    found = []
    for n, item in _tables(file, place, table, "source"):
        before = len(file.findings)
        values = _values(file, (*place, "source", n), item, schema.SOURCE)
        if not errors(file.findings[before:]):
            found.append(Source(**values))
    return tuple(found)


def _tables(file: _File, place: Place, table: Table, key: str) -> list[tuple[int, Table]]:
    value = table.get(key, [])
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return list(enumerate(value))
    header = ".".join([str(part) for part in place if isinstance(part, str)] + [key])
    file.find(
        (*place, key),
        f"{key} is not a list of entries.",
        f"Begin each one with the line [[{header}]], in two brackets.",
    )
    return []


def _values(file: _File, place: Place, table: Table, keys: Mapping[str, schema.Key], tables=()) -> dict[str, Any]:
    """The values of `table` that are as `keys` say; a finding for each that is not."""
    found = {}
    for name, value in table.items():
        if name in tables:
            continue
        if name not in keys:
            file.find((*place, name), f"{name!r} is not a key that is known here.", _closest(name, keys))
        elif wrong := _wrong(keys[name], value):
            what, remedy = wrong
            file.find((*place, name), f"{name} {what}", remedy)
        else:
            found[name] = _plain(keys[name], value)
    for name, key in keys.items():
        if key.required and name not in table:
            file.find(place, f"{name} is missing.", f"Add a line: {name} = …")
    return found


def _plain(key: schema.Key, value: Any) -> Any:
    if key.kind == "date" and isinstance(value, date):
        return value.isoformat()
    return tuple(value) if isinstance(value, list) else value


def _wrong(key: schema.Key, value: Any) -> tuple[str, str] | None:
    """What is wrong with `value` and what to do, or None."""
    match key.kind:
        case "flag":
            return None if isinstance(value, bool) else (f"is {value!r}.", "Write true or false, without quotes.")
        case "day":
            return (
                None if type(value) is date else (f"is {value!r}.", "Write a date without quotes, such as 2026-01-31.")
            )
        case "texts":
            if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
                return f"is {value!r}.", 'Write a list of texts, such as ["one", "two"].'
            unknown = [item for item in value if key.choices and item not in key.choices]
            return (f"has {unknown[0]!r}, which is not known.", _closest(unknown[0], key.choices)) if unknown else None
    if key.kind == "date" and type(value) is date:
        return None
    if not isinstance(value, str):
        if key.kind in ("dial", "e164"):
            return (
                f"is {value!r} without quotes: such a number loses its zeros and signs.",
                'Write it in quotes: "0800 …".',
            )
        return f"is {value!r}, which is not a text.", "Write it in quotes."
    if not value.strip() or value != value.strip():
        return "is empty or has spaces around it.", "Write the text without them, or remove the line."
    if escape_suspicious(value) != value:
        return f"holds an invisible character: {value!r}.", "Type the text anew: such characters can reorder digits."
    if key.choices and value not in key.choices:
        return f"is {value!r}, which is not known.", _closest(value, key.choices)
    return _wrong_text(key.kind, value)


def _wrong_text(kind: schema.Kind, value: str) -> tuple[str, str] | None:
    if kind == "dial" and not links.DIAL.fullmatch(value):
        remedy = "Write digits 0-9 as they are dialled, with spaces or hyphens; for letters, the digits of their keys."
        return f"is {value!r}, which cannot be dialled.", remedy
    if kind == "e164" and not links.E164.fullmatch(value):
        return f"is {value!r}.", "Write + and the international number without spaces, or remove the line."
    if kind == "email" and not links.EMAIL.fullmatch(value):
        return f"is {value!r}, which is not an email address.", "Correct it."
    if kind == "https" and not links.web_href(value):
        return f"is {value!r}; readers are led to https: addresses only.", "Write the whole address with https://."
    if kind == "url" and not value.startswith(("https://", "http://")):
        return f"is {value!r}, which is not a web address.", "Write the whole address of the page."
    if kind == "date":
        try:
            partial_date(value)
        except ValueError:
            return f"is {value!r}.", 'Write a day without quotes (2026-01-31), a month or year in quotes ("2026-01").'
    return None


def _closest(word: str, known) -> str:
    close = difflib.get_close_matches(word, known, 1)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(list(known)[:30])}."
