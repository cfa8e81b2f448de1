"""Chromium for the browser tests: the machine's own, started by Playwright, that asks nobody anything by itself."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, TimeoutError

# Whatever a page asks for must be the page's doing.
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
# Windows of a common phone and of the smallest one, in CSS pixels.
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 640}
CLOSINGS = 30
"""How often a page is told to close, a second apart, before it counts as one that never does."""
WCAG_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@contextmanager
def open_browser(playwright: Playwright, path: str, *, keeps_pages: bool = False) -> Iterator[Browser]:
    """The Chromium at `path`, to be shared by many tests; each opens its own tab in it.

    With `keeps_pages` it has its back/forward cache, as for readers; Playwright otherwise turns that off.
    """
    # Chromium's sandbox cannot be used by root, and protects from pages that are not ours.
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    dropped = ["--disable-back-forward-cache"] if keeps_pages else []
    browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox], ignore_default_args=dropped)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def open_tab(browser: Browser, **options: object) -> Iterator[Page]:
    """An empty page that shares nothing with others, with the `options` of Playwright's contexts; closed at the end with
    whatever it has opened.
    """
    context = browser.new_context(**options)
    try:
        yield context.new_page()
    finally:
        for page in context.pages:
            close_page(page)
        context.close()


def close_page(page: Page) -> None:
    """Close `page`, even where it is just moving on to another one.

    Chromium then says that it has closed a page, and has not (crbug 536385539, playwright #42068): Playwright alone would
    wait for ever. Asked again it does.
    """
    for _ in range(CLOSINGS):
        if page.is_closed():
            return
        with suppress(TimeoutError), page.expect_event("close", timeout=1000):
            page.close(run_before_unload=True)
    raise RuntimeError(f"{page.url} was told {CLOSINGS} times to close, and is still there.")


def accessibility_violations(page: Page) -> list[str]:
    """What axe finds on `page` against WCAG 2.2 A and AA, and AAA for contrast, a line each: `rule: what to do (selector)`.

    It looks from the top of the page: further down, the exit covers a part of whatever has been scrolled below it.
    """
    contrast = {"color-contrast-enhanced": {"enabled": True}}
    here = page.evaluate("scrollY")
    page.evaluate("scrollTo(0, 0)")
    found = _violations(page, runOnly={"type": "tag", "values": list(WCAG_AA)}, rules=contrast)
    page.evaluate("here => scrollTo(0, here)", here)
    return [f"{rule['id']}: {rule['help']} ({_place(node)})" for rule, node in found]


def dull_texts(page: Page) -> list[str]:
    """What has a contrast of less than 7:1 on `page`, as axe sees it now, a line each as above."""
    # The second rule leaves what is below 4.5:1 to the first.
    rules = ["color-contrast", "color-contrast-enhanced"]
    found = _violations(page, runOnly={"type": "rule", "values": rules})
    return [f"{node['any'][0]['message']} ({_place(node)})" for _, node in found]


def _violations(page: Page, **options: object) -> list[tuple[dict, dict]]:
    """What axe finds by `options`, as (rule, node). What passes is not listed, which would take longer."""
    results = Axe().run(page, options={**options, "resultTypes": ["violations"]})
    return [(rule, node) for rule in results.response["violations"] for node in rule["nodes"]]


def _place(node: dict) -> str:
    return " ".join(str(part) for part in node["target"])


@contextmanager
def held(page: Page, selector: str, states: Sequence[str]) -> Iterator[int]:
    """Hold all elements of `selector` in `states` ("hover", "active", …), as a reader's finger does; gives their number."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    for node in nodes:
        session.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": list(states)})
    try:
        yield len(nodes)
    finally:
        session.detach()


def scrolls_sideways(page: Page) -> int:
    """By how many pixels `page` is wider than its window; 0 is what a reader needs."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
