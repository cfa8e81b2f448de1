"""Imports research data (JSON, one file for all countries) into hotline files, one a country, to be edited by hand.

Numbers are copied, never written: what the data says is what the file says. What was only remembered (`unverified`)
is not imported. What a reader must not be led to, or cannot use, becomes a note for the editor.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from plainsight.findings import Finding, Refused
from plainsight.hotline_import_words import CLDR_LANGUAGES, WARNINGS, role_and_place
from plainsight.hotline_links import DIAL, dialled, web_href
from plainsight.hotline_write import write_country

Data = Mapping[str, Any]
_KEYWORD = re.compile(r"[A-Za-z0-9]+")
_KEYWORDS = re.compile(r"([A-Za-z0-9]+)(?:(?:, | or )[A-Za-z0-9]+)*")
# Hours in a name go out of date unseen; they are a field of their own.
_HOURS_IN_NAME = re.compile(r" \(24 h\)|\b24-hour ")


def import_hotlines(source_json: Path, folder: Path, countries: Iterable[str] | None = None) -> list[Finding]:
    """Write `<folder>/<code>.toml` for each of `countries` (ISO codes, any case; None: all in the data).

    Running it again changes nothing. A file that differs from what would be written is left as it is, because it may
    hold somebody's corrections and checks; the finding says so. Raises `Refused` if the data cannot be used.
    """
    try:
        data = json.loads(source_json.read_text(encoding="utf-8"))
        found = {country["code"].lower(): country for country in data["countries"]}
        compiled = data["compiled"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused([_unusable(source_json, error)]) from error
    wanted = sorted(found) if countries is None else [code.lower() for code in countries]
    missing = [code for code in wanted if code not in found]
    if missing:
        what = f"has no country {', '.join(missing)}."
        raise Refused([Finding(source_json.name, what, "Use two-letter codes of ISO 3166 that the data has.")])
    findings: list[Finding] = []
    try:
        texts = {code: _text(found[code], compiled, findings) for code in wanted}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Refused([_unusable(source_json, error)]) from error
    folder.mkdir(parents=True, exist_ok=True)
    for code, text in texts.items():
        path = folder / f"{code}.toml"
        if not path.exists():
            path.write_text(text, encoding="utf-8", newline="\n")
        elif path.read_text(encoding="utf-8") != text:
            what = "differs from what the import would write, so it was left as it is."
            where = f"{folder.parent.name}/{folder.name}/{path.name}"
            findings.append(Finding(where, what, "Remove it to import it anew.", "warning"))
    return findings


def _unusable(source_json: Path, error: Exception) -> Finding:
    what = f"cannot be imported: {type(error).__name__}: {error}."
    return Finding(source_json.name, what, "Give the JSON file of hotline research.")


def _text(country: Data, compiled: str, findings: list[Finding]) -> str:
    return write_country(country_data(country, compiled, findings), country["name_en"])


def country_data(country: Data, compiled: str, findings: list[Finding]) -> dict[str, Any]:
    """The content of the hotline file of `country`, as `hotline_write` takes it; appends to `findings`."""
    notes, lines = list(country["notes"]), []
    for line in country["lines"]:
        entry = line_data(line, compiled, findings)
        if entry["channel"]:
            lines.append(entry)
        else:
            notes.append(f"{line['id']} ({line['name_en']}) has no channel, so it is not a line here.")
            notes += entry["notes"]
    # Where sources contradict each other, the data names no primary number: none is then shown.
    primary = country["primary_emergency_number"]
    numbers = sorted(country["emergency_numbers"], key=lambda entry: entry["number"] != primary)
    emergency = [
        {
            "number": entry["number"],
            "services": entry["services"],
            "confidence": entry["confidence"],
            "conflicting": True if primary is None else None,
            "notes": _texts(entry["note"]),
            "source": [_source(item) for item in entry["sources"]],
        }
        for entry in numbers
    ]
    return {"code": country["code"].lower(), "notes": notes, "emergency": emergency, "line": lines}


def line_data(line: Data, compiled: str, findings: list[Finding]) -> dict[str, Any]:
    """The content of one line's tables; what cannot be a key stands in its notes."""
    notes = _texts(line["notes"], *line["discrepancies"])
    if line["languages_note"]:
        notes.append(f"Languages: {line['languages_note']}")
    hours = line["hours"]
    if hours["text"]:
        notes.append(f"Hours as read: {hours['text']}")
    if line["recheck"]["reasons"]:
        notes.append(f"Check again ({line['recheck']['priority']}): {', '.join(line['recheck']['reasons'])}")
    operator = line["operator"] if line["operator_type"] != "unknown" else None
    if operator and " since " in operator:
        notes.append(f"Operator: {operator}")
        operator = operator.partition(" since ")[0]
    channels = _channels(line, notes, findings)
    return {
        "id": line["id"],
        "name": short_name(line),
        "local_name": line["name_local"],
        "category": line["category"],
        "operator": operator,
        "operator_type": line["operator_type"],
        "status": line["status"],
        "confidence": line["confidence"],
        "is_24_7": hours["is_24_7"],
        "opening_hours": hours["opening_hours"],
        "timezone": hours["timezone"],
        "languages": [CLDR_LANGUAGES.get(code, code) for code in line["languages_claimed"]],
        "toll_free": _known(line["toll_free"]),
        "anonymous": _known(line["anonymous_calls"]),
        "audience": line["audience"],
        "warnings": list(WARNINGS.get(line["id"], ())),
        "seen": line["latest_dated_source"] or compiled,
        "seen_from": "source" if line["latest_dated_source"] else "compiled",
        "notes": notes,
        "channel": channels,
        "source": [_source(item) for item in line["sources"]],
    }


def short_name(line: Data) -> str:
    """The English name of `line` without its own numbers and hours, so that no translator writes either."""
    name = _HOURS_IN_NAME.sub("", line["name_en"])
    printed = [phone["as_dialled_locally"] for phone in line["phones"]] + [text["number"] for text in line["sms"]]
    pieces = {piece.strip() for number in printed for piece in re.split(r"[()]", number)} - {""}
    pieces |= {dialled(piece) for piece in pieces if dialled(piece)}
    for piece in sorted(pieces, key=len, reverse=True):
        name = re.sub(rf"(?<![\w#]){re.escape(piece)}(?!\w)", "", name)
    name = re.sub(r"\(\s*\)|\s+(?=\))|(?<=\()\s+", "", name)
    name = re.sub(r"\s+", " ", name).strip()
    name = re.sub(r" via$", "", name)
    return name[:1].upper() + name[1:] if name else line["name_en"]


def _channels(line: Data, notes: list[str], findings: list[Finding]) -> list[dict[str, Any]]:
    channels = [_phone(line, phone, findings) for phone in line["phones"]]
    for text in line["sms"]:
        entry = {"type": "sms", "number": text["number"], "note": text["note"]}
        keyword = text["keyword"]
        if keyword and (match := _KEYWORDS.fullmatch(keyword)):
            entry["keyword"] = match[1]
        if keyword and not _KEYWORD.fullmatch(keyword):
            entry["note"] = "; ".join(_texts(f"text to send, as read: {keyword}", text["note"]))
        channels.append(entry)
    for item in line["messaging"]:
        if item["handle"]:
            channels.append(_messaging(line, item))
        else:
            notes.append(f"Also offered, address not read: {'; '.join(_texts(item['app'], item['note']))}")
    for item in line["web"]:
        kind = "chat" if item["type"] == "chat" else "web"
        role = {"report": "form", "info": "info"}.get(item["type"])
        if web_href(item["url"]):
            channels.append({"type": kind, "url": item["url"], "role": role})
        else:
            notes.append(f"Web address without https, so not a channel: {item['url']}")
    channels += [{"type": "email", "address": address} for address in line["email"]]
    for item in line["tty"]:
        if DIAL.fullmatch(item):
            channels.append({"type": "tty", "number": item})
        else:
            notes.append(f"For people who cannot hear: {item}")
    return channels


def _phone(line: Data, phone: Data, findings: list[Finding]) -> dict[str, Any]:
    printed, note = phone["as_dialled_locally"], _texts(phone["note"])
    number = printed
    if not DIAL.fullmatch(printed):
        # "800 SAVE (800 7283)": of two printed forms the one in digits can be dialled on every phone.
        pieces = [piece.strip() for piece in re.split(r"[()]", printed)]
        number = next((piece for piece in pieces if DIAL.fullmatch(piece)), printed)
        note.append(f"printed as {printed}")
    role, place, known = role_and_place(phone["role"])
    if not known:
        note.append(f"for: {phone['role']}")
        what = f"{line['id']}: no role is known for {phone['role']!r}; it became 'other'."
        findings.append(Finding("import", what, "Choose a role of hotline_words.ROLES in the file.", "warning"))
    return {
        "type": "phone",
        "number": number,
        "e164": phone["e164"],
        "role": role,
        "place": place,
        "toll_free": _known(phone["toll_free"]),
        "abroad": _known(phone["reachable_from_abroad"]),
        "note": "; ".join(note),
    }


def _messaging(line: Data, item: Data) -> dict[str, Any]:
    entry = {"type": "messaging", "app": item["app"], "note": item["note"]}
    if not DIAL.fullmatch(item["handle"]):
        return entry | {"handle": item["handle"]}
    digits = dialled(item["handle"])
    same = [phone["e164"] for phone in line["phones"] if dialled(phone["as_dialled_locally"]) == digits]
    return entry | {"number": item["handle"], "e164": digits if digits.startswith("+") else next(iter(same), None)}


def _source(item: Data) -> dict[str, Any]:
    return {"url": item["url"], "kind": item["kind"], "date": item["page_date"], "note": item["note"]}


def _known(answer: str) -> str | None:
    return None if answer == "unknown" else answer


def _texts(*texts: str | None) -> list[str]:
    return [text for text in texts if text]
