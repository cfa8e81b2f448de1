"""A build that is told that nothing has changed writes what a build from nothing writes."""

import random
import re
import shutil
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from plainsight import build as builder
from plainsight import catalogs, last_build
from plainsight.render import Renderer
from plainsight.settings import load_settings
from plainsight.targets import Target
from plainsight.unchanged import Result
from tests.conftest import ROOT
from tests.test_build import tree


def build(project: Path, name: str, today: date = date(2026, 1, 2)) -> Result:
    return builder.build(load_settings(project / "pelicanconf.py", output=project.parent / name), today=today)


def edit(project: Path, chance: random.Random) -> None:
    kind = chance.choice(
        [
            "page",
            "page",
            "theme",
            "catalog",
            "words",
            "title",
            "hotline",
            "setting",
            "nothing",
            "new",
            "touch",
            "unsafe",
        ]
    )
    if kind == "page":
        path = project / "content" / "pages" / "safety.md"
        path.write_text(path.read_text() + f"\nSentence {chance.random()}.\n")
    elif kind == "theme":
        path = project / "theme" / "base.css"
        path.write_text(path.read_text() + f"\n.x{chance.randrange(99)} {{ color: red }}\n")
    elif kind == "catalog":
        path = chance.choice(sorted((project / "translations").rglob("*.po")))
        path.write_text(path.read_text() + f'\nmsgid "Sentence"\nmsgstr "{chance.choice("abc")}"\n')
    elif kind == "words":
        # Takes a translation away, or gives it back: how much of a page is translated is in the menus of all editions.
        path = chance.choice(sorted((project / "translations").rglob("*.po")))
        text = path.read_text()
        places = [match.end() for match in re.finditer('msgstr "', text)][1:]
        at = chance.choice(places)
        path.write_text(text[:at] + text[text.index('"', at) :])
    elif kind == "unsafe":
        # Is refused from then on, however often other files are edited.
        path = chance.choice(sorted((project / "translations").rglob("*.po")))
        text = path.read_text()
        at = chance.choice([match.end() for match in re.finditer('msgstr "', text)][1:])
        path.write_text(text[:at] + chance.choice(["Call 999. ", "<b>Now</b> ", "www.example.com "]) + text[at:])
    elif kind == "title":
        path = project / "content" / "pages" / f"{chance.choice(['safety', 'help'])}.md"
        path.write_text(re.sub(r'(?m)^title = ".*"$', f'title = "Title {chance.randrange(9)}"', path.read_text()))
    elif kind == "hotline":
        path = chance.choice(sorted((project / "content" / "hotlines").glob("*.toml")))
        path.write_text(path.read_text() + f"# {chance.random()}\n")
    elif kind == "setting":
        path = project / "pelicanconf.py"
        path.write_text(path.read_text() + f'\nEXIT_URL = "https://example.org/{chance.randrange(3)}"\n')
    elif kind == "new":
        path = project / "content" / "pages" / f"new-{chance.randrange(5)}.md"
        path.unlink() if path.exists() else path.write_text('+++\ntitle = "New"\n+++\n\nText.\n')
    elif kind == "touch":
        for path in (project / "content").rglob("*.md"):
            path.touch()


@pytest.mark.parametrize("seed", range(6))
def test_after_random_edits_the_same_bytes_as_from_nothing(project, seed):
    """Whatever was edited, in whatever order: the bytes, the manifest and the report are those of a new build."""
    chance = random.Random(seed)
    for number in range(6):
        edit(project, chance)
        again, fresh = build(project, "again"), build(project, f"fresh-{number}")
        assert tree(project.parent / "again") == tree(project.parent / f"fresh-{number}")
        assert set(again.findings) == set(fresh.findings)
        shutil.rmtree(project.parent / f"fresh-{number}")


@pytest.fixture
def rendered(monkeypatch) -> list[str]:
    """The paths of the pages that are rendered while a test runs."""
    paths, blocks = [], Renderer.blocks

    def noted(self: Renderer, target: Target) -> list[str]:
        paths.append(target.path)
        return blocks(self, target)

    monkeypatch.setattr(Renderer, "blocks", noted)
    return paths


def test_one_edited_page_is_rendered_alone(project, rendered):
    """Its text is on no other page, so no other page is rendered or written."""
    build(project, "out")
    rendered.clear()
    path = project / "content" / "pages" / "safety.md"
    path.write_text(path.read_text() + "\nOne more sentence.\n")
    result = build(project, "out")
    assert sorted(rendered) == ["ar/safety.html", "de/safety.html", "en/safety.html", "es/safety.html"]
    assert result.written.changed == 4
    assert b"One more sentence." in (project.parent / "out" / "en" / "safety.html").read_bytes()


def test_one_edited_catalog_renders_its_edition_alone(project, rendered):
    """A corrected word is in one edition, unless another one shows it."""
    build(project, "out")
    rendered.clear()
    path = project / "translations" / "es" / "LC_MESSAGES" / "content.po"
    path.write_text(path.read_text().replace("Usted tiene derechos", "Tiene derechos", 1))
    build(project, "out")
    assert rendered and {name.partition("/")[0] for name in rendered} == {"es"}


def test_an_edited_page_has_no_catalog_checked_again(project, rendered, monkeypatch):
    """The catalogs are read for the new sentence, and what was surely fine in them is so still."""
    build(project, "output")
    catalogs.forget_files()
    monkeypatch.setattr(catalogs, "unsure", lambda pairs, locale_id: pytest.fail("checked again"))
    path = project / "content" / "pages" / "safety.md"
    path.write_text(path.read_text() + "\nOne more sentence.\n")
    rendered.clear()
    build(project, "output")
    assert len(rendered) == 4


def test_an_edition_that_shows_the_words_of_another_is_rendered_with_it(project, rendered, monkeypatch):
    """What a page asks another edition for is noted, whichever part of the theme or the package asks."""
    render = Renderer._blocks

    def asks_spanish(self, target):
        if target.edition.locale.id == "ar":
            next(found for found in self._alone.editions if found.locale.id == "es").content_text("Your rights")
        return render(self, target)

    monkeypatch.setattr(Renderer, "_blocks", asks_spanish)
    build(project, "out")
    rendered.clear()
    path = project / "translations" / "es" / "LC_MESSAGES" / "content.po"
    path.write_text(path.read_text() + "\n# A note.\n")
    build(project, "out")
    assert {name.partition("/")[0] for name in rendered} == {"es", "ar"}


def test_no_page_can_show_the_text_of_another(project, monkeypatch):
    """It would be kept when that text changes: so it cannot be reached."""
    render = Renderer._blocks

    def shows_another(self, target):
        self._alone.pages["home"].body.render()
        return render(self, target)

    monkeypatch.setattr(Renderer, "_blocks", shows_another)
    with pytest.raises(TypeError, match="0045"):
        build(project, "out")


def test_a_build_in_which_nothing_changed_renders_nothing(project, monkeypatch):
    """The second build reads, compares and ends; what it reports is what the first one did, with nothing changed."""
    first = build(project, "out")
    monkeypatch.setattr("plainsight.build.load_site", None)
    second = build(project, "out")
    assert second.written.changed == 0 and second.findings == first.findings


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


def test_a_new_release_of_a_library_that_makes_pages_builds_anew():
    """Each library that the package uses is among the inputs, save those of tasks and of the preview, which make no page."""
    no_page = {"anyio", "invoke", "python-multipart", "rich", "starlette", "uvicorn", "watchfiles"}
    required = {line for line in (ROOT / "requirements/runtime.in").read_text().split("\n") if line[:1].isalpha()}
    assert required - no_page == set(last_build._LIBRARIES)


def test_a_preview_reads_no_catalog_again(project, monkeypatch):
    """What the server of a preview has read for one build is there for the next, in which a sentence was edited."""
    read: list[str] = []
    read_quickly = catalogs.read_quickly
    monkeypatch.setattr(catalogs, "read_quickly", lambda text: read.append(text) or read_quickly(text))
    catalogs.forget_files()

    def preview() -> None:
        thread = threading.Thread(target=build, args=(project, "output"))
        thread.start()
        thread.join()

    preview()
    assert read
    read.clear()
    path = project / "content" / "pages" / "safety.md"
    path.write_text(path.read_text() + "\nOne more sentence.\n")
    preview()
    assert not read
    assert b"One more sentence." in (project.parent / "output" / "en" / "safety.html").read_bytes()
