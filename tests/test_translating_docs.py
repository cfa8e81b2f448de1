"""docs/translating.md tells translators the truth: each example of what is refused is refused."""

import re

import pytest

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Message
from plainsight.directives import DIRECTIVES
from plainsight.findings import errors
from plainsight.markdown_page import MarkdownPage
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "translating.md").read_text(encoding="utf-8")
TABLE = TEXT.partition("| refused | source | not this |\n|---|---|---|\n")[2].partition("\n\n")[0]
ROWS = re.findall(r"^\| ([^|`]+) \| (`+) ?([^|]+?) ?\2 \| (`+) ?([^|]+?) ?\4 \|$", TABLE, re.MULTILINE)


def text_of(written: str) -> str:
    """What an example stands for: `<U+202E>` is that character, `⏎` a line break."""
    return re.sub(r"<U\+([0-9A-F]{4,5})>", lambda match: chr(int(match[1], 16)), written).replace("⏎", "\n")


def test_each_row_is_an_example():
    """No row of the table escapes the test below."""
    assert len(ROWS) == len(TABLE.splitlines()) > 20


@pytest.mark.parametrize("name, source, refused", [(row[0], text_of(row[2]), text_of(row[4])) for row in ROWS])
def test_what_is_said_to_be_refused_is_refused(name, source, refused):
    """Each example is refused, and by itself: the source in its place is not."""
    domain = "interface" if "%(" in source else "content"
    for text, is_refused in ((refused, True), (source, False)):
        message = Message(None, source, msgstrs=(text,))
        found = errors(check_message(message, domain=domain, locale_id="es", nplurals=1, where="x"))
        assert bool(found) is is_refused, (name, text, found)


def test_every_directive_is_described():
    """Authors find each directive, written as the table has it, and it works."""
    examples = re.findall(r"^\| `(<!-- (\w+).*? -->)` \|", TEXT, re.MULTILINE)
    assert {name for _, name in examples} == set(DIRECTIVES)
    for comment, _ in examples:
        page = MarkdownPage(f"{comment}\nText")
        assert page.faults == [] and page.render() == "<p>Text</p>"
