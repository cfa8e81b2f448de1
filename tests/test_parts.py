"""Parts that are built apart and merged are the site that one machine builds, byte for byte."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from plainsight import build as builder
from plainsight.findings import Refused
from plainsight.parts import PART, find_parts
from plainsight.settings import load_settings
from plainsight.unchanged import Result
from tests.test_build import tree

TODAY = date(2026, 1, 2)


def build(project: Path, output: Path, **work) -> Result:
    settings = load_settings(project / "pelicanconf.py", output=output, site_url="https://example.org/")
    return builder.build(settings, today=TODAY, **work)


@pytest.fixture
def parts(project, tmp_path) -> Path:
    """A folder with three parts of the golden site, built in two checkouts; one edition is not complete."""
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project, elsewhere)
    build(project, tmp_path / "parts" / "one", part=("en", "es"))
    build(elsewhere, tmp_path / "parts" / "two", part=("ar",))
    build(project, tmp_path / "parts" / "three", part=("de",))
    return tmp_path / "parts"


def test_merged_parts_are_the_site_of_one_machine(project, parts, tmp_path):
    """Pages, language menus, sitemap, the page of languages, list of files and warnings: nothing differs."""
    merged = build(project, tmp_path / "merged", merge=tuple(find_parts(parts)))
    whole = build(project, tmp_path / "whole")
    assert tree(tmp_path / "merged") == tree(tmp_path / "whole")
    assert set(merged.findings) == set(whole.findings)
    assert build(project, tmp_path / "merged").written.changed == 0


def test_a_part_holds_its_editions_alone(parts):
    """What belongs to all editions is made by the merge; what is needed for it lies in the part."""
    assert {path.name for path in (parts / "two").iterdir()} == {"ar", "files.sha256", PART}


def test_a_damaged_part_is_named(project, parts, tmp_path):
    """Nothing is written of a part whose files are not as it was built."""
    (parts / "two" / "ar" / "help.html").write_text("x")
    with pytest.raises(Refused, match="two: is damaged"):
        build(project, tmp_path / "merged", merge=tuple(find_parts(parts)))
    assert not (tmp_path / "merged").exists()


def test_parts_of_different_sources_are_not_mixed(project, parts, tmp_path):
    """A part of an older commit is named, whichever comes first."""
    page = project / "content" / "pages" / "safety.md"
    page.write_text(page.read_text() + "\nMore.\n")
    build(project, parts / "two", part=("ar",))
    with pytest.raises(Refused, match="other sources"):
        build(project, tmp_path / "merged", merge=tuple(find_parts(parts)))


def test_a_missing_part_is_built_by_the_merge(project, parts, tmp_path):
    """A machine that failed costs time, and no edition."""
    shutil.rmtree(parts / "three")
    build(project, tmp_path / "merged", merge=tuple(find_parts(parts)))
    build(project, tmp_path / "whole")
    assert tree(tmp_path / "merged") == tree(tmp_path / "whole")


def test_a_folder_without_parts_and_an_unknown_locale_are_named(project, tmp_path):
    """Both say what to do."""
    with pytest.raises(Refused, match="holds no part"):
        find_parts(tmp_path)
    with pytest.raises(Refused, match="does not name xx"):
        build(project, tmp_path / "part", part=("xx",))
