"""What people write is read, or the finding says in which line to correct what."""

from pathlib import Path

import pytest

from plainsight.source_files import parse_toml, read_text, read_toml


def test_a_byte_order_mark_is_no_text(tmp_path):
    """Some editors put it in front; nobody means it."""
    (tmp_path / "a.toml").write_bytes(b'\xef\xbb\xbfa = "b"\n')
    assert read_text(tmp_path / "a.toml", "a.toml") == ('a = "b"\n', [])


def test_what_is_no_utf_8_is_found_in_its_line(tmp_path):
    """A file of an old program says where its first strange letter is."""
    (tmp_path / "a.md").write_bytes(b"one\ntwo\ncaf\xe9\n")
    text, (finding,) = read_text(tmp_path / "a.md", "content/a.md")
    assert text is None and finding.where == "content/a.md:3" and finding.remedy == "Save the file as UTF-8."


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path):
    """A missing file stops nothing halfway."""
    text, (finding,) = read_text(tmp_path / "none.md", "none.md")
    assert text is None and finding.where == "none.md" and "cannot be read" in finding.what


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1\nb = x\n", 2),
        ("a = 1\na = 2\n", 2),
        ("[[term]", 1),
        ("a = 1\nb = [\n\n", 4),
        ('a = "\n', 1),
        ("\n\n=", 3),
    ],
)
def test_what_is_no_toml_is_found_in_its_line(text, line):
    """The line is that of the file, also where the TOML begins further down."""
    for first in (1, 2):
        data, (finding,) = parse_toml(text, "a.toml", first)
        assert data is None and finding.where == f"a.toml:{line + first - 1}"
        assert finding.what.startswith("is not valid TOML: ") and "at line" not in finding.what
    assert parse_toml("a = 1", "a.toml") == ({"a": 1}, [])


def test_a_toml_file_is_read_with_its_text(tmp_path):
    """Whoever names lines needs both; of a file that is no text there is neither."""
    path = tmp_path / "a.toml"
    path.write_text('a = "b"\n')
    assert read_toml(path, "a.toml") == ('a = "b"\n', {"a": "b"}, [])
    path.write_bytes(b"\xe9")
    text, data, findings = read_toml(path, "a.toml")
    assert text is None and data is None and [finding.what for finding in findings] == ["is not UTF-8 text."]
