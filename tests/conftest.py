"""What tests share: the repository's own site, built once with every locale and pseudo-locale."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from plainsight.build import build
from plainsight.locales import PSEUDO
from plainsight.settings import Settings, load_settings
from plainsight.site import Site, load_site
from tests import packages
from tests.screenshots import WRITTEN
from tests.tools import find_firefox, find_html_checker, find_php, missing_catalog_tools

ROOT = Path(__file__).parent.parent
# No test asserts a time: a busy machine is no defect.
hypothesis_settings.register_profile("ours", deadline=None)
hypothesis_settings.load_profile("ours")
# What a test may need that cannot be had everywhere: whether it is there, and what is said where it is not.
NEEDED = {
    "html_checker": (
        lambda: find_html_checker() is not None,
        "The HTML checker did not run, because Java or the npm package vnu-jar is missing: install both and run again.",
    ),
    "commonmark": (
        packages.has_commonmark,
        "The CommonMark specification was not used: install npm and run again.",
    ),
    "markdown_tests": (
        packages.has_markdown_tests,
        "Python-Markdown's own tests were not used: connect to the network and run again.",
    ),
    "gettext": (
        lambda: "gettext" not in missing_catalog_tools(),
        "GNU gettext did not read the catalogs: install it (msgfmt, msgmerge) and run again.",
    ),
    "i18nspector": (
        lambda: "i18nspector" not in missing_catalog_tools(),
        "i18nspector did not read the catalogs: it is a package of Debian and Ubuntu.",
    ),
    "text_browser": (
        lambda: shutil.which("w3m") is not None,
        "No text browser read the pages: install w3m and run again.",
    ),
    "firefox": (
        lambda: find_firefox() is not None,
        "The exit, the tip form and printing were not tried in Firefox: install it, or set PLAINSIGHT_FIREFOX to its path, and run again.",
    ),
    "php": (
        lambda: find_php() is not None,
        "The reference handler for PHP was not tried: install PHP 8.1 or newer and run again.",
    ),
}


def pytest_addoption(parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the pictures of pages as they are now for references")


def _missing() -> set[str]:
    return {mark for mark, (is_there, _) in NEEDED.items() if not is_there()}


def pytest_collection_modifyitems(config, items) -> None:
    """What is not on this machine cannot be used; the summary then says so. No other test is ever left out."""
    missing = _missing()
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in missing)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter, config) -> None:
    """Say in one sentence each what did not run, and where pictures of pages are."""
    for mark in sorted(_missing()):
        terminalreporter.write_line(NEEDED[mark][1])
    if WRITTEN.is_dir():
        terminalreporter.write_line(f"Pictures of pages: {WRITTEN}")


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
    """Build the site of `settings` into `output`."""
    settings = replace(settings, output=output)
    build(settings)
    return Built(settings, load_site(settings, date.today()), output)


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
