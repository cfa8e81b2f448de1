"""A build that would write what stands there already is told so at once, and only then."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest

from plainsight.build import build
from plainsight.settings import load_settings
from plainsight.unchanged import Before
from tests.conftest import ROOT

TODAY = date(2026, 1, 2)


@pytest.fixture
def settings(project):
    """The settings of a project that has just been built."""
    found = load_settings(project / "pelicanconf.py", output=project.parent / "site")
    result = build(found, today=TODAY)
    assert Before(found, TODAY).again() == replace(result, written=replace(result.written, changed=0))
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda project, site: (project / "content/pages/safety.md").open("a").write("\nOne more sentence.\n"),
        lambda project, site: (project / "theme/base.css").open("a").write("\n.x { color: red }\n"),
        lambda project, site: next(site.rglob("help.html")).write_text("damaged"),
        lambda project, site: next(site.rglob("help.html")).unlink(),
    ],
    ids=["page", "theme", "damage", "loss"],
)
def test_whatever_changes_is_a_reason_to_build(settings, project, change):
    """A source or a written file that has changed is never taken for the same."""
    change(project, settings.output)
    assert Before(settings, TODAY).again() is None


def test_another_day_is_a_reason_to_build(settings):
    """What a page says of a hotline depends on the day."""
    assert Before(settings, TODAY + timedelta(days=1)).again() is None


def test_a_project_that_was_never_built_has_changed(project):
    """Without a last build there is nothing to compare with."""
    assert Before(load_settings(project / "pelicanconf.py", output=project.parent / "site"), TODAY).again() is None


def test_nothing_is_started_for_nothing(project, tmp_path):
    """A build without a change needs neither Pelican nor the templates."""
    build = "from plainsight import commands; commands.build(output='site')"
    told = f"{build}\nimport sys\nprint('loaded:', [name for name in ('pelican', 'jinja2') if name in sys.modules])"
    environment = {"PYTHONPATH": str(ROOT)}
    said = [
        subprocess.run([sys.executable, "-c", told], cwd=project, env=environment, capture_output=True, text=True)
        for _ in range(2)
    ]
    assert "loaded: ['jinja2']" in said[0].stdout, said[0].stderr
    assert "loaded: []" in said[1].stdout and "0 changed" in said[1].stdout.replace("\n", " "), said[1].stderr
