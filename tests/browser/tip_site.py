"""A small site with a tip form, built for one test: the golden pages with the tip settings that the test is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, Page

from plainsight.settings import load_settings
from plainsight.tips import TipSettings
from tests.browser.browser import PHONE, open_tab
from tests.browser.conftest import serve_folder
from tests.conftest import ROOT, Built, build_into


@dataclass(frozen=True)
class TipSite:
    """Where the site is served, and what was built."""

    address: str
    built: Built


@contextmanager
def tip_site(folder: Path, tip: TipSettings, **settings: object) -> Iterator[TipSite]:
    """The golden site in `folder` with the settings `tip`, served on a free port."""
    server = serve_folder(folder)
    address = f"http://127.0.0.1:{server.server_port}/site"
    try:
        loaded = load_settings(ROOT / "tests" / "golden" / "pelicanconf.py")
        yield TipSite(address, build_into(replace(loaded, tip=tip, **settings), folder / "site"))
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def open_page(browser: Browser, url: str, *, script: bool = True) -> Iterator[Page]:
    """The page `url` on a phone, in a tab of its own."""
    with open_tab(browser, viewport=PHONE, java_script_enabled=script) as page:
        page.goto(url)
        yield page


def press(page: Page) -> None:
    """Press the button of the form."""
    page.locator(".tip-form button").click()
