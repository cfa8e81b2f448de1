"""The directory as open data: what readers of the site may see, for other organisations to build on.

`hotlines.json` holds everything, `hotlines.csv` one row for each way to reach somebody, `hotlines/<id>.vcf` a card for
each hotline. Names are in the source language; ids (category, warning, role …) stay the same in every version.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plainsight import hotline_words as words
from plainsight.hotline_index import region_of
from plainsight.hotline_links import DIAL
from plainsight.hotline_model import Channel, Country, Source
from plainsight.hotline_vcard import vcard
from plainsight.hotlines import ShownLine, shown_lines
from plainsight.site import Site

# Raised by one where a key is renamed or removed, or its meaning changes; new keys do not change it.
SCHEMA_VERSION = 1
JSON, CSV, CARDS = "hotlines.json", "hotlines.csv", "hotlines"
LICENCE = {"name": "CC BY-SA 4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"}
# What begins a formula, in full width too, or is dropped in front of one; "" for an empty text.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_COLUMNS = (
    *(
        "country",
        "country_name",
        "id",
        "name",
        "category",
        "state",
        "last_checked",
        "last_seen",
        "warnings",
        "operator",
    ),
    *("operator_type", "channel", "role", "place", "number", "link", "keyword", "languages", "hours", "licence"),
)
Data = dict[str, Any]


def open_data(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files of open data: path below the output folder, and bytes."""
    countries = {code: _shown(site, country) for code, country in sorted(site.countries.items())}
    names = site.source.locale.babel.territories
    data = hotline_data(site.countries, countries, names)
    yield JSON, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    yield CSV, _csv(data).encode()
    for code, shown in countries.items():
        for item in shown:
            card = vcard(item, names.get(code.upper(), code.upper()), LICENCE["name"])
            yield f"{CARDS}/{item.line.id}.vcf", card.encode()


def _shown(site: Site, country: Country) -> Sequence[ShownLine]:
    settings = site.settings
    return shown_lines(
        country,
        publishing=settings.publishing,
        show_unverified=settings.hotline_show_unverified,
        limit_days=settings.hotline_limit_days,
        today=site.today,
    )


def hotline_data(
    countries: Mapping[str, Country], shown: Mapping[str, Sequence[ShownLine]], names: Mapping[str, str]
) -> Data:
    """The content of `hotlines.json`: `countries` with the hotlines of each that are `shown`, and what the ids mean."""
    return {
        "schema_version": SCHEMA_VERSION,
        "licence": LICENCE,
        "about": "Check a number with its operator before you pass it on. Warnings belong to the number.",
        "words": {
            "category": words.CATEGORIES,
            "operator_type": words.OPERATOR_TYPES,
            "role": words.ROLES,
            "state": words.STATES,
            "warnings": words.WARNINGS,
        },
        "countries": [_country(countries[code], lines, names) for code, lines in shown.items()],
    }


def _country(country: Country, lines: Sequence[ShownLine], names: Mapping[str, str]) -> Data:
    code = country.code.upper()
    return {
        "code": code,
        "name": names.get(code, code),
        "region": region_of(country.code),
        "emergency": [
            {
                "number": entry.number,
                "services": list(entry.services),
                "link": entry.href,
                "sources": _sources(entry.sources),
            }
            for entry in country.emergency
        ],
        "hotlines": [_line(shown) for shown in lines],
    }


def _line(shown: ShownLine) -> Data:
    line, checked = shown.line, shown.state == "verified"
    return {
        "id": line.id,
        "name": line.name,
        "local_name": line.local_name,
        "category": line.category,
        "warnings": list(line.warnings),
        "state": shown.state,
        "last_checked": shown.seen_text or None if checked else None,
        "last_seen": shown.seen_text or None if not checked else None,
        "confidence": line.confidence,
        "operator": line.operator,
        "operator_type": line.operator_type,
        "audience": list(line.audience),
        "languages": list(line.languages),
        "hours": "24/7" if line.is_24_7 else line.opening_hours,
        "timezone": line.timezone,
        "toll_free": line.toll_free,
        "anonymous": line.anonymous,
        "channels": [_channel(channel) for channel in line.channels],
        "sources": _sources(line.sources),
    }


def _channel(channel: Channel) -> Data:
    return {
        "type": channel.type,
        "role": channel.role,
        "place": channel.place,
        "number": channel.number,
        "e164": channel.e164,
        "shown": channel.display,
        "link": channel.href,
        "keyword": channel.keyword,
        "app": channel.app,
        "from_abroad": channel.abroad,
    }


def _sources(sources: Sequence[Source]) -> list[Data]:
    return [{"url": source.url, "kind": source.kind, "date": source.date or None} for source in sources]


def _csv(data: Data) -> str:
    text = io.StringIO()
    # Spreadsheets read UTF-8 only behind this mark.
    text.write("\ufeff")
    rows = csv.DictWriter(text, _COLUMNS, lineterminator="\r\n", extrasaction="ignore")
    rows.writeheader()
    for country in data["countries"]:
        common = {"country": country["code"], "country_name": country["name"], "licence": LICENCE["name"]}
        for entry in country["emergency"]:
            said = {"id": "emergency", "name": ", ".join(entry["services"]), "channel": "phone"}
            rows.writerow(_cells(common | said | {"number": entry["number"], "link": entry["link"]}))
        for line in country["hotlines"]:
            for channel in line["channels"]:
                way = {"channel": channel["type"], **channel, "number": channel["shown"]}
                rows.writerow(_cells(common | line | way | {"name": line["name"]}))
    return text.getvalue()


def _cells(row: Data) -> Data:
    return {name: _cell(row.get(name)) for name in _COLUMNS}


def _cell(value: Any) -> str:
    text = " ".join(value) if isinstance(value, list) else value or ""
    # A spreadsheet takes such a text for a formula; a number with + in front stays as it is dialled.
    return f"'{text}" if text[:1] in _FORMULA and not DIAL.fullmatch(text) else text
