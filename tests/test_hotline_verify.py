"""Verifying a hotline: the file says who checked what and when, and nothing else of it changes."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from plainsight.findings import Refused
from plainsight.hotline_verify import verify_hotline
from plainsight.hotlines import load_hotlines

TODAY = date(2026, 11, 24)
SOURCE = "https://example.org/contact"
FILE = """\
# A comment at the top.
code = "gb"

[[emergency]]
number = "999"
services = ["police"]
confidence = "high"
notes = ["An example."]

# About the first.
[[line]]
id = "gb-first"
name = "First"  # its name
category = "child"
operator_type = "ngo"
status = "listed"
confidence = "low"
seen = "2024-05"
notes = [
    "verified = 2020-01-01",
]

[[line.channel]]
type = "phone"
number = "020 7946 0123"

[[line.source]]
url = "http://example.org/call"
kind = "operator"

# About the second.
[[line]]
id = "gb-second"
name = "Second"
category = "child"
operator_type = "ngo"
status = "listed"
confidence = "low"
verified = 2025-01-02 # by letter
verified_by = "Old # name" # of the house

[[line.channel]]
type = "phone"
number = "020 7946 0124"

[[line.source]]
url = "http://example.org/call"
kind = "operator"
# The end.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "hotlines"
    folder.mkdir(parents=True)
    (folder / "gb.toml").write_text(FILE, encoding="utf-8")
    return folder


def verify(folder: Path, line_id: str, **changes: str):
    return verify_hotline(folder, line_id, today=TODAY, **({"by": 'A "B" C', "source": SOURCE} | changes))


def after(folder: Path) -> str:
    return (folder / "gb.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("line_id", ["gb-first", "gb-second"])
def test_the_line_says_who_when_and_where(folder, line_id):
    """The line has the day, the name, and a source with that day; the other line is as it was."""
    before = {line["id"]: line for line in tomllib.loads(FILE)["line"]}
    assert verify(folder, line_id) == []
    lines = {line["id"]: line for line in tomllib.loads(after(folder))["line"]}
    line = lines.pop(line_id)
    assert (line["verified"], line["verified_by"]) == (TODAY, 'A "B" C')
    assert line["source"][-1] == {"url": SOURCE, "kind": "operator", "date": TODAY, "note": 'checked by A "B" C'}
    assert line["source"][:-1] == before[line_id]["source"]
    assert {**line, "source": 0, "verified": 0, "verified_by": 0} == before[line_id] | dict.fromkeys(
        ("source", "verified", "verified_by"), 0
    )
    del before[line_id]
    assert lines == before


def test_comments_and_order_stay(folder):
    """Only added lines differ: every line of the file is there, in its order."""
    verify(folder, "gb-first")
    rest = iter(after(folder).splitlines())
    assert all(line in rest for line in FILE.splitlines())
    assert after(folder).splitlines()[17:19] == ["verified = 2026-11-24", 'verified_by = "A \\"B\\" C"']
    assert after(folder).index("checked by") < after(folder).index("# About the second.")


def test_comments_on_a_changed_line_stay(folder):
    """An older check is replaced, and what somebody wrote beside it is kept."""
    verify(folder, "gb-second")
    assert "verified = 2026-11-24 # by letter\n" in after(folder)
    assert 'verified_by = "A \\"B\\" C" # of the house\n' in after(folder)
    assert after(folder).count("verified_by") == 1
    assert after(folder).endswith("\n# The end.\n")


def test_a_verified_line_is_read_as_verified(folder):
    """The directory takes the file as it is then."""
    verify(folder, "gb-first")
    countries, findings = load_hotlines(folder)
    assert findings == [] and countries["gb"].lines[0].verified == TODAY


@pytest.mark.parametrize("line_id", ["gb-frist", "", "us-first", "gb"])
def test_an_unknown_hotline_is_refused(folder, line_id):
    """A wrong id changes nothing; the finding names the closest one."""
    with pytest.raises(Refused) as refused:
        verify(folder, line_id)
    assert "Did you mean gb-first?" in str(refused.value) or line_id in ("", "us-first", "gb")
    assert after(folder) == FILE


@pytest.mark.parametrize(
    "changes", [{"by": " "}, {"by": "A\nB"}, {"source": "by phone"}, {"source": "javascript:x"}, {"kind": "friend"}]
)
def test_a_check_without_name_or_page_is_refused(folder, changes):
    """Nobody has verified a hotline who cannot be named, or who cannot show where."""
    with pytest.raises(Refused):
        verify(folder, "gb-first", **changes)
    assert after(folder) == FILE


def test_a_line_that_is_out_of_use_is_not_verified(folder):
    """Its entry has to be corrected first."""
    path = folder / "gb.toml"
    path.write_text(FILE.replace('status = "listed"', 'status = "stale"', 1), encoding="utf-8")
    with pytest.raises(Refused, match="stale"):
        verify(folder, "gb-first")


def test_every_line_of_the_repository_can_be_verified(tmp_path):
    """However a file is written: one day and one source are added, and every other value stays."""
    folder = tmp_path / "content" / "hotlines"
    folder.mkdir(parents=True)
    for path in sorted((Path(__file__).parent.parent / "content" / "hotlines").glob("*.toml")):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        before = tomllib.loads(path.read_text(encoding="utf-8"))
        for line in before["line"][-1:]:
            if line["status"] in ("stale", "number_missing"):
                continue
            verify(folder, line["id"])
            edited = tomllib.loads((folder / path.name).read_text(encoding="utf-8"))
            assert edited["line"][:-1] == before["line"][:-1] and edited["emergency"] == before["emergency"]
            assert edited["line"][-1]["channel"] == line["channel"]
            assert edited["line"][-1]["source"][:-1] == line["source"]
        (folder / path.name).unlink()
