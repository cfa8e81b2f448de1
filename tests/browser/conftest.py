"""One Chromium for all browser tests, and the built site behind a plain web server."""

import functools
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.browser import PHONE, open_browser, open_tab
from tests.tools import find_chromium


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments) -> None:
        pass


def serve_folder(folder: Path) -> ThreadingHTTPServer:
    """A plain static server of `folder` on a free port of this computer; call `shutdown` when done."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium. Without one the tests fail: a browser test is never left out."""
    path = find_chromium()
    if path is None:
        raise RuntimeError("No Chromium was found: run python -m tests.tools")
    return path


@pytest.fixture(scope="session")
def playwright(chromium) -> Iterator[Playwright]:
    """The one Playwright of the session: there cannot be two at a time."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright, chromium) -> Iterator[Browser]:
    with open_browser(playwright, chromium) as running:
        yield running


@pytest.fixture(scope="session")
def address(built) -> Iterator[str]:
    """Where the built site is served, below a sub-path, as on a shared host."""
    server = serve_folder(built.output.parent)
    yield f"http://127.0.0.1:{server.server_port}/{built.output.name}"
    server.shutdown()


@pytest.fixture
def open_page(browser, address):
    """Opens a page of the site in a tab of its own, with the options of Playwright."""
    tabs = ExitStack()

    def open_it(path: str, **options):
        page = tabs.enter_context(open_tab(browser, **{"viewport": PHONE, **options}))
        page.goto(f"{address}/{path}")
        return page

    with tabs:
        yield open_it
