"""The JSON Schema of hotline files says what the reader says."""

import tomllib
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from plainsight.findings import errors
from plainsight.hotline_json_schema import PATH, hotline_json_schema, hotline_json_schema_text
from plainsight.hotline_read import read_country

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "content" / "hotlines").glob("*.toml"))
WHOLE = """\
code = "gb"
notes = ["A note."]

[[emergency]]
number = "999"
services = ["police"]
confidence = "high"

[[line]]
id = "gb-example"
name = "Example"
category = "child"
operator_type = "ngo"
status = "listed"
confidence = "low"
is_24_7 = false
languages = ["en"]
toll_free = "yes"
verified = 2026-05-06
verified_by = "Somebody"
seen = "2024-05"

[[line.channel]]
type = "phone"
number = "#8778"
role = "abroad"

[[line.channel]]
type = "web"
url = "https://example.org/"

[[line.source]]
url = "http://example.org/"
kind = "operator"
date = 2026-05-06
"""


@pytest.fixture(scope="module")
def validator():
    return jsonschema_rs.validator_for(hotline_json_schema())


def as_json(value):
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_schema_in_the_repository_is_that_of_the_model():
    """Whoever changes the model writes the schema anew: python -m plainsight.hotline_json_schema > docs/hotlines.schema.json"""
    assert (ROOT / PATH).read_text(encoding="utf-8") == hotline_json_schema_text()


def test_every_hotline_file_is_as_the_schema_says(validator):
    """An editor marks nothing in a file that the project accepts."""
    assert len(FILES) >= 94
    for path in FILES:
        data = as_json(tomllib.loads(path.read_text(encoding="utf-8")))
        assert [error.message for error in validator.iter_errors(data)] == [], path.name


def accepted(validator, text: str) -> tuple[bool, bool]:
    return validator.is_valid(as_json(tomllib.loads(text))), not errors(read_country(text, "gb.toml")[1])


def test_a_whole_file_is_accepted_by_both(validator):
    """Each kind of key in one file."""
    assert accepted(validator, WHOLE) == (True, True)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('number = "#8778"', 'number = "HELP"'),
        ('number = "#8778"', "number = 8778"),
        ('number = "#8778"\n', ""),
        ('role = "abroad"', 'role = "sailors"'),
        ('url = "https://example.org/"', 'url = "http://example.org/"'),
        ('url = "https://example.org/"', 'number = "123"'),
        ('category = "child"', 'category = "chld"'),
        ('languages = ["en"]', 'languages = ["english"]'),
        ('languages = ["en"]', 'languages = "en"'),
        ("is_24_7 = false", 'is_24_7 = "no"'),
        ("verified = 2026-05-06", 'verified = "May"'),
        ('seen = "2024-05"', 'seen = "2024-5"'),
        ('kind = "operator"', 'kind = "friend"'),
        ('url = "http://example.org/"', 'url = "ftp://example.org/"'),
        ('services = ["police"]\n', ""),
        ('name = "Example"', 'nmae = "Example"'),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(validator, right, wrong):
    """A mistake is marked while it is typed, and refused by the build."""
    assert right in WHOLE
    assert accepted(validator, WHOLE.replace(right, wrong, 1)) == (False, False)
