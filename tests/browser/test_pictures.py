"""A picture of a page: a Chromium that is busy is asked again, and nothing else is passed over."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Error

from tests.browser.browser import open_tab
from tests.browser.pictures import NO_FRAME, PAUSE, TIMES, whole_picture


class Refusing:
    """A page whose browser answers the given errors first, and then a white picture."""

    def __init__(self, *errors: str) -> None:
        self.errors, self.paused = list(errors), []

    def screenshot(self, full_page: bool) -> bytes:
        if self.errors:
            raise Error(self.errors.pop(0))
        written = io.BytesIO()
        Image.new("L", (4, 8 if full_page else 4), 255).save(written, "png")
        return written.getvalue()

    def wait_for_timeout(self, milliseconds: int) -> None:
        self.paused.append(milliseconds)


REFUSED = f"Page.screenshot: Protocol error (Page.captureScreenshot): {NO_FRAME}"


def test_a_busy_browser_is_asked_again():
    """A browser that has no frame yet does not fail a test: it is asked again, after a pause."""
    page = Refusing(*[REFUSED] * (TIMES - 1))
    assert whole_picture(page).size == (4, 8)
    assert page.paused == [PAUSE] * (TIMES - 1)


@pytest.mark.parametrize("errors", [[REFUSED] * TIMES, ["Page.screenshot: Target crashed"]])
def test_a_broken_browser_is_told(errors):
    """A browser that never has a frame, and any other error, fail the test with what the browser said."""
    with pytest.raises(Error, match=errors[0].rpartition(":")[2].strip()):
        whole_picture(Refusing(*errors))


def test_a_page_is_shown_to_its_end(browser):
    """A picture goes on below the window, to the end of the page."""
    with open_tab(browser, viewport={"width": 200, "height": 300}) as page:
        page.set_content("<body style='margin: 0'><div style='height: 900px'></div>")
        assert whole_picture(page).size == (200, 900)
