"""A whole build: the same bytes each time, whole or not at all, every mistake named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plainsight.build import build
from plainsight.output import MANIFEST
from plainsight.settings import load_settings
from tests.conftest import ROOT


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def invoke(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "random"}
    command = [sys.executable, "-m", "invoke", *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_two_builds_are_identical(project, tmp_path):
    """The same input gives the same bytes, in another process and another folder."""
    assert invoke(project, "build", "--output", str(tmp_path / "one")).returncode == 0
    assert invoke(project, "build", "--output", str(tmp_path / "two")).returncode == 0
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    assert MANIFEST in tree(tmp_path / "one")


def test_the_golden_site_is_whole(golden):
    """Each edition has each page, in its direction; the languages page lists them all."""
    tags = {edition.locale.tag: edition.locale.direction for edition in golden.site.editions}
    assert tags == {"en": "ltr", "es": "ltr", "ar": "rtl", "de": "ltr"}
    for tag, direction in tags.items():
        assert f'<html lang="{tag}" dir="{direction}"' in (golden.output / tag / "help.html").read_text()
    languages = (golden.output / "index.html").read_text()
    assert all(f'href="{tag}/index.html"' in languages for tag in tags)


def test_the_unfinished_edition_falls_back_text_by_text(golden):
    """What has no translation is shown in the source language, marked; a refused one as well."""
    html = (golden.output / "de" / "index.html").read_text()
    assert "Sie haben Rechte" in html
    mark = 'dir="ltr" lang="en"'
    assert f"<li {mark}>Read on <strong>another</strong> phone.</li>" in html
    assert f'<p {mark}>Find <a href="help.html">a hotline</a>' in html, "the German one has lost a link"
    assert "Suchen Sie" not in html


def test_a_refused_translation_is_reported_and_stops_nothing(project):
    """The build goes on without it and says so; the check exits 1."""
    done = invoke(project, "build")
    assert done.returncode == 0
    assert "warning: translations/de/LC_MESSAGES/content.po:" in done.stdout
    invoke(project, "extract")
    checked = invoke(project, "check")
    assert checked.returncode == 1
    assert "error: translations/de/LC_MESSAGES/content.po:" in checked.stdout
    assert "other links than the source" in checked.stdout


BAD = {
    "unknown setting": (
        "pelicanconf.py",
        'HOME_COUNTRY = "us"',
        'HOME_COUNTRY = "us"\nLOCALS = []',
        "Did you mean LOCALES?",
    ),
    "unknown locale": ("pelicanconf.py", '"de"]', '"xx"]', "'xx' is not a locale"),
    "no catalogs": ("pelicanconf.py", '"de"]', '"fr"]', "invoke new-locale fr"),
    "missing template": (
        "content/pages/safety.md",
        "nav = 3",
        'nav = 3\ntemplate = "none"',
        "there is no template 'none'",
    ),
    "page without title": ("content/pages/safety.md", 'title = "Using this site"', "", "has no title"),
    "link to nowhere": ("content/pages/home.md", "(tip.md)", "(tips.md)", "leads to tips.md"),
    "anchor to nowhere": ("content/pages/home.md", "#history)", "#histories)", "histories"),
    "bad number": ("content/hotlines/us.toml", '"911"', "911", "content/hotlines/us.toml:5"),
    "bad TOML": ("content/hotlines/us.toml", 'code = "us"', 'code = "us', "content/hotlines/us.toml:2"),
    "template with a mistake": (
        "theme/templates/base.html",
        "<body>",
        "<body>{{ nothing }}",
        "theme/templates/base.html:",
    ),
    "template with bad syntax": ("theme/templates/base.html", "<body>", "<body>{% if %}", "base.html:"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_mistake_is_named_and_the_last_good_output_stays(project, name):
    """Exit status 1, one line that says where, what and what to do, no stack trace, and the site as it was."""
    path, old, new, expected = BAD[name]
    assert invoke(project, "build").returncode == 0
    before = tree(project / "output")
    replace(project / path, old, new)
    done = invoke(project, "build")
    assert done.returncode == 1, done.stdout
    assert expected in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "error: " in done.stdout
    assert tree(project / "output") == before


def test_a_page_that_cannot_be_read_is_named(project):
    """A page in another encoding is named with its line."""
    (project / "content" / "pages" / "safety.md").write_bytes('+++\ntitle = "Café"\n+++\n'.encode("latin-1"))
    done = invoke(project, "build")
    assert done.returncode == 1 and "content/pages/safety.md:2: is not UTF-8" in done.stdout


def test_pelican_itself_builds_the_same_site(project, tmp_path):
    """Somebody who knows Pelican gets the same site, with the same checks and the same exit status."""
    invoke(project, "build", "--output", str(tmp_path / "ours"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(tmp_path / "theirs")]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "theirs") == tree(tmp_path / "ours")
    replace(project / "content" / "pages" / "safety.md", 'title = "Using this site"', "")
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "has no title" in done.stdout + done.stderr


def test_one_page_is_parsed_once(monkeypatch, tmp_path):
    """However many editions there are, a source page is parsed once."""
    from plainsight import markdown_page

    parsed = []
    real = markdown_page.MarkdownPage
    monkeypatch.setattr(markdown_page, "MarkdownPage", lambda body: parsed.append(body) or real(body))
    markdown_page.read_body.cache_clear()
    settings = load_settings(ROOT / "tests" / "golden" / "pelicanconf.py", output=tmp_path / "output")
    result = build(settings)
    assert len(parsed) == 6 and len(result.editions) == 4
