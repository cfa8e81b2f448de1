"""A picture of a page, from a Chromium that is busy."""

import io

from PIL import Image
from playwright.sync_api import Error, Page

# Chromium's answer while its compositor has no frame to give (puppeteer #5341, robotframework-browser #5237), which
# says nothing about the page. Any other error does.
NO_FRAME = "Unable to capture screenshot"
TIMES = 4
PAUSE = 500
"""Milliseconds before it is asked again."""


def whole_picture(page: Page) -> Image.Image:
    """What the whole of `page` looks like, however far down it goes.

    Where Chromium has no frame, it is asked up to `TIMES` times. Raises Playwright's `Error` where it still has none.
    """
    return Image.open(io.BytesIO(_shot(page, TIMES)))


def _shot(page: Page, times: int) -> bytes:
    try:
        return page.screenshot(full_page=True)
    except Error as error:
        if NO_FRAME not in error.message or times == 1:
            raise
    page.wait_for_timeout(PAUSE)
    return _shot(page, times - 1)
