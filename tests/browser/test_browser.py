"""What the browser tests share: a tab that closes, whatever it is doing."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import TimeoutError

from tests.browser.browser import CLOSINGS, close_page, open_tab


class Busy:
    """A page that has closed only when it was told so `times` times, as one does that moves on meanwhile."""

    url = "http://127.0.0.1/busy.html"

    def __init__(self, times: int) -> None:
        self.left = times

    def is_closed(self) -> bool:
        return self.left <= 0

    @contextmanager
    def expect_event(self, event: str, timeout: float):
        yield
        if not self.is_closed():
            raise TimeoutError(f"no {event} within {timeout} ms")

    def close(self, run_before_unload: bool) -> None:
        assert run_before_unload, "without, Playwright waits for ever"
        self.left -= 1


def test_a_page_that_moves_on_is_told_again():
    """A page that has not closed, because it was moving on, is told again until it has."""
    page = Busy(3)
    close_page(page)
    assert page.is_closed()


def test_a_page_that_never_closes_is_named():
    """A page that does not close at all fails its test with its address, and does not hold up the rest."""
    with pytest.raises(RuntimeError, match=r"busy\.html"):
        close_page(Busy(CLOSINGS + 1))


def test_all_that_a_tab_opened_closes(browser):
    """At the end of a tab nothing of it is left, what it has opened included."""
    before = len(browser.contexts)
    with open_tab(browser) as page:
        other = page.context.new_page()
        assert len(browser.contexts) == before + 1
    assert page.is_closed() and other.is_closed() and len(browser.contexts) == before
