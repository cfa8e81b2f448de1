"""The schema of hotline files as JSON Schema, for editors that check a file while it is typed.

Made from the tables of `hotline_schema` that the reader follows, so it cannot say anything else. A TOML date counts
as a text in the form of a date, as editors for TOML take it.
After a change of the model: python -m plainsight.hotline_json_schema > docs/hotlines.schema.json
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from plainsight import hotline_schema as schema
from plainsight.hotline_links import DIAL, E164, EMAIL

# Where the schema is kept, below the project's folder.
PATH = "docs/hotlines.schema.json"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
# What a text of each kind looks like; "flag" and "texts" are no texts.
_PATTERNS: dict[str, str] = {
    "text": r"\S",
    "dial": f"^(?:{DIAL.pattern})$",
    "e164": f"^(?:{E164.pattern})$",
    "email": f"^(?:{EMAIL.pattern})$",
    "https": r"^https://\S+$",
    "url": r"^https?://",
    "date": rf"^(?:[0-9]{{4}}|[0-9]{{4}}-[0-9]{{2}}|{_DAY})$",
    "day": f"^{_DAY}$",
}
Schema = dict[str, Any]


def hotline_json_schema() -> Schema:
    """The JSON Schema (2020-12) of one hotline file."""
    source = _table(schema.SOURCE)
    channel = _table(schema.CHANNEL) | {
        "allOf": [
            {"if": {"properties": {"type": {"const": kind}}}, "then": {"required": [need]}}
            for kind, need in schema.CHANNEL_NEEDS.items()
        ]
    }
    emergency = _table(schema.EMERGENCY, source=source)
    line = _table(schema.LINE, channel=channel, source=source)
    line["properties"]["id"] |= {"pattern": "^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$"}
    country = _table(schema.COUNTRY, emergency=emergency, line=line)
    country["properties"]["code"] |= {"enum": sorted(schema.COUNTRIES)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Hotlines of one country"} | country


def hotline_json_schema_text() -> str:
    """The file at `PATH`."""
    return json.dumps(hotline_json_schema(), ensure_ascii=False, indent=1) + "\n"


def _table(keys: Mapping[str, schema.Key], **lists: Schema) -> Schema:
    properties = {name: _value(key) for name, key in keys.items()}
    properties |= {name: {"type": "array", "items": item} for name, item in lists.items()}
    required = [name for name, key in keys.items() if key.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _value(key: schema.Key) -> Schema:
    if key.kind == "flag":
        return {"type": "boolean"}
    text: Schema = {"type": "string"}
    text |= (
        {"enum": list(key.choices)}
        if key.choices
        else {"pattern": _PATTERNS[key.kind if key.kind != "texts" else "text"]}
    )
    return {"type": "array", "items": text} if key.kind == "texts" else text


if __name__ == "__main__":
    sys.stdout.write(hotline_json_schema_text())
