"""Writes a hotline file as a person would: one key a line, in the order of the schema, nothing that says nothing."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from plainsight import hotline_schema as schema
from plainsight.hotline_model import partial_date

Table = Mapping[str, Any]
_HEAD = """\
# Hotlines: {name}. Each number stands in quotes, as it is dialled.
# Whoever has checked a line with its operator adds to it: verified = (the day, without quotes) and verified_by = "…"
# Notes are for editors and are never published.
"""
_WIDTH = 110


def write_country(data: Table, name: str) -> str:
    """The hotline file for `data`: keys of `hotline_schema`, with lists of tables under emergency, line and below."""
    blocks = [_HEAD.format(name=name) + _keys(data, schema.COUNTRY)]
    for entry in data.get("emergency", ()):
        blocks.append("[[emergency]]\n" + _keys(entry, schema.EMERGENCY))
        blocks += ["[[emergency.source]]\n" + _keys(item, schema.SOURCE) for item in entry.get("source", ())]
    for line in data.get("line", ()):
        blocks.append("[[line]]\n" + _keys(line, schema.LINE))
        blocks += ["[[line.channel]]\n" + _keys(item, schema.CHANNEL) for item in line.get("channel", ())]
        blocks += ["[[line.source]]\n" + _keys(item, schema.SOURCE) for item in line.get("source", ())]
    return "\n".join(blocks)


def _keys(table: Table, keys: Mapping[str, schema.Key]) -> str:
    lines = []
    for name, key in keys.items():
        value = table.get(name)
        if value in (None, "", []):
            continue
        lines.append(f"{name} = {_date(value) if key.kind == 'date' else toml_value(value)}\n")
    return "".join(lines)


def _date(value: str) -> str:
    # A whole day is a TOML date; a month or a year alone is not one, so it is a text.
    return partial_date(value).isoformat() if len(value) == 10 else toml_value(value)


def toml_value(value: Any) -> str:
    """`value` as TOML: a text, flag, day or list of them."""
    match value:
        case bool():
            return str(value).lower()
        case date():
            return value.isoformat()
        case list() | tuple():
            items = [toml_value(item) for item in value]
            flat = f"[{', '.join(items)}]"
            return flat if len(flat) <= _WIDTH else "[\n" + "".join(f"    {item},\n" for item in items) + "]"
        case _:
            # A JSON string is a TOML basic string, but for DEL, which JSON leaves as it is.
            return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
