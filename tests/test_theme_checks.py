"""What is wrong with a theme is named, with its file and line."""

import shutil
from pathlib import Path

import pytest

from plainsight import templates, theme_checks
from plainsight.palette import TOKENS
from plainsight.parallel import shared
from plainsight.theme_checks import COMPONENTS, TEMPLATES, check_theme

THEME = Path(__file__).parent.parent / "theme"
BAD = Path(__file__).parent / "bad" / "theme"


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the theme, to be spoilt."""
    return Path(shutil.copytree(THEME, tmp_path / "theme"))


def test_the_theme_has_no_finding():
    """The theme that we ship is whole."""
    assert check_theme(THEME) == []


@pytest.mark.parametrize(
    "name",
    [
        TOKENS,
        "base.css",
        *(f"templates/{name}.html" for name in TEMPLATES),
        *(f"components/{n}/{n}.html" for n in COMPONENTS),
    ],
)
def test_a_missing_file_is_named(copy, name):
    """A template or component that pages need is never missing silently."""
    (copy / name).unlink()
    assert ("error", f"theme/{name}") in {(finding.level, finding.where) for finding in check_theme(copy)}


@pytest.mark.parametrize("bad", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_file_is_named(copy, bad):
    """A file that cannot be used, or would fetch something, is named with what is wrong."""
    place = {".html": "templates/page.html", ".css": "base.css", ".js": "components/exit/exit.head.js"}[bad.suffix]
    shutil.copy(bad, copy / place)
    wrong = bad.name.partition(".")[0].replace("-", " ")
    findings = check_theme(copy)
    assert [finding.where.partition(":")[0] for finding in findings] == [f"theme/{place}"]
    assert wrong in findings[0].what.replace("'", "")
    assert findings[0].level == "error" and findings[0].remedy


def test_a_template_that_is_not_valid_is_named_with_its_line(copy):
    """Whoever broke a template is sent to the line."""
    (copy / "templates/home.html").write_text("{% extends 'base.html' %}\n\n{% blok content %}\n")
    assert [finding.where for finding in check_theme(copy)] == ["theme/templates/home.html:3"]


def test_a_theme_checked_by_several_processes_is_the_same(copy, monkeypatch):
    """The same findings in the same order; and what another process has compiled is what this one would."""
    (copy / "templates" / "home.html").write_text("{% if %}", encoding="utf-8")
    (copy / "base.css").write_text("@import 'x';", encoding="utf-8")
    monkeypatch.setattr(theme_checks, "compiles", lambda: True)
    alone = check_theme(copy)
    codes = dict(templates._CODES.codes)
    templates._CODES.codes.clear()
    assert check_theme(copy, shared) == alone and len(alone) == 2
    assert templates._CODES.codes.keys() <= codes.keys() and len(templates._CODES.codes) > 30
    assert all(code == codes[key] for key, code in templates._CODES.codes.items())


def test_a_component_is_a_whole_folder(copy):
    """A component without examples, with a stray file, or whose style could reach no page, is a finding."""
    folder = copy / "components" / "call"
    (folder / "call.toml").unlink()
    (folder / "old.css").write_text("a { color: red; }")
    (folder / "call.html").write_text("{% macro call(href) %}<a>x</a>{% endmacro %}")
    found = {(finding.where.rpartition("/")[2], finding.what.partition(" ")[0]) for finding in check_theme(copy)}
    assert found == {("call.toml", "is"), ("old.css", "is"), ("call.html", "gives")}
