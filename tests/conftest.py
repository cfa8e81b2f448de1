"""What tests share: the repository's own site, built once with every locale and pseudo-locale."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plainsight.build import Job, run_job
from plainsight.locales import PSEUDO
from plainsight.settings import Settings, load_settings
from plainsight.site import Site, load_site
from tests.tools import find_html_checker

ROOT = Path(__file__).parent.parent
NOT_CHECKED = "The HTML checker did not run, because Java or the npm package vnu-jar is missing: install both and run again."


def pytest_collection_modifyitems(config, items) -> None:
    """Without the HTML checker its test cannot run; the summary then says so. No other test is ever left out."""
    if find_html_checker() is None:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("html_checker")])
        items[:] = [item for item in items if not item.get_closest_marker("html_checker")]


def pytest_terminal_summary(terminalreporter, config) -> None:
    """Say in one sentence what did not run."""
    if find_html_checker() is None:
        terminalreporter.write_line(NOT_CHECKED)


@dataclass(frozen=True)
class Built:
    """A built site: its settings, what was read, and the folder that was written."""

    settings: Settings
    site: Site
    output: Path

    def pages(self) -> list[str]:
        """The path of every written page below the output folder."""
        return sorted(path.relative_to(self.output).as_posix() for path in self.output.rglob("*.html"))


def build_into(settings: Settings, output: Path) -> Built:
    """Build the site of `settings` into `output`, without Pelican around it."""
    settings = replace(settings, output=output)
    job = Job(settings)
    run_job(job)
    return Built(settings, load_site(settings, job.today), output)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Built:
    """The repository's site, each edition and each pseudo-locale."""
    settings = load_settings(ROOT / "pelicanconf.py")
    locales = tuple(dict.fromkeys((*settings.locales, *PSEUDO)))
    return build_into(replace(settings, locales=locales), tmp_path_factory.mktemp("built") / "output")


@pytest.fixture(scope="session")
def golden(tmp_path_factory) -> Built:
    """The golden site: small, with a right-to-left edition and one that is deliberately unfinished."""
    settings = load_settings(ROOT / "tests" / "golden" / "pelicanconf.py")
    return build_into(settings, tmp_path_factory.mktemp("golden") / "output")


@pytest.fixture
def project(tmp_path) -> Path:
    """A copy of the golden site with the theme, as a publisher's project that a test may spoil."""
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "golden", folder)
    shutil.copytree(ROOT / "theme", folder / "theme")
    for name in ("babel.cfg", "tasks.py"):
        shutil.copy(ROOT / name, folder)
    conf = folder / "pelicanconf.py"
    conf.write_text(conf.read_text().replace('"../../theme"', '"theme"'))
    return folder
