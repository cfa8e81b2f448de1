"""A build that is told that nothing has changed writes what a build from nothing writes."""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from plainsight.build import Job, run_job
from plainsight.settings import load_settings
from tests.test_build import tree


def build(project: Path, name: str, today: date = date(2026, 1, 2)) -> Job:
    job = Job(load_settings(project / "pelicanconf.py", output=project.parent / name), today=today)
    run_job(job)
    return job


def edit(project: Path, chance: random.Random) -> None:
    kind = chance.choice(["page", "theme", "catalog", "setting", "nothing", "new", "touch"])
    if kind == "page":
        path = project / "content" / "pages" / "safety.md"
        path.write_text(path.read_text() + f"\nSentence {chance.random()}.\n")
    elif kind == "theme":
        path = project / "theme" / "base.css"
        path.write_text(path.read_text() + f"\n.x{chance.randrange(99)} {{ color: red }}\n")
    elif kind == "catalog":
        path = chance.choice(sorted((project / "translations").rglob("*.po")))
        path.write_text(path.read_text() + f'\nmsgid "Sentence"\nmsgstr "{chance.choice("abc")}"\n')
    elif kind == "setting":
        path = project / "pelicanconf.py"
        path.write_text(path.read_text() + f'\nEXIT_URL = "https://example.org/{chance.randrange(3)}"\n')
    elif kind == "new":
        path = project / "content" / "pages" / f"new-{chance.randrange(5)}.md"
        path.unlink() if path.exists() else path.write_text('+++\ntitle = "New"\n+++\n\nText.\n')
    elif kind == "touch":
        for path in (project / "content").rglob("*.md"):
            path.touch()


@pytest.mark.parametrize("seed", range(3))
def test_after_random_edits_the_same_bytes_as_from_nothing(project, seed):
    """Whatever was edited, in whatever order: the bytes, the manifest and the report are those of a new build."""
    chance = random.Random(seed)
    for number in range(6):
        edit(project, chance)
        again, fresh = build(project, "again"), build(project, f"fresh-{number}")
        assert tree(project.parent / "again") == tree(project.parent / f"fresh-{number}")
        assert set(again.result.findings) == set(fresh.result.findings)
        shutil.rmtree(project.parent / f"fresh-{number}")


def test_a_build_in_which_nothing_changed_renders_nothing(project, monkeypatch):
    """The second build reads, compares and ends; what it reports is what the first one did, with nothing changed."""
    first = build(project, "out")
    monkeypatch.setattr("plainsight.build.load_site", None)
    second = build(project, "out")
    assert second.result.written.changed == 0 and second.result.findings == first.result.findings


def test_a_damaged_output_is_built_again(project):
    """A file that somebody changed or removed is put right, whatever its time stamp says."""
    build(project, "out")
    before = tree(project.parent / "out")
    path = project.parent / "out" / "en" / "help.html"
    path.write_bytes(path.read_bytes().replace(b"911", b"912"))
    (project.parent / "out" / "es" / "help.html").unlink()
    build(project, "out")
    assert tree(project.parent / "out") == before


def test_another_day_is_another_build(project, monkeypatch):
    """Warnings about old hotlines depend on the day."""
    build(project, "out")
    monkeypatch.setattr("plainsight.build.load_site", None)
    with pytest.raises(TypeError):
        build(project, "out", today=date(2026, 1, 2) + timedelta(days=1))
