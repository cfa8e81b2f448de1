"""The quick exit, as far as a browser lets it hold."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error

from tests.browser.browser import PHONE, open_browser, open_tab
from tests.browser.firefox import open_firefox
from tests.conftest import ROOT

NEUTRAL = "<!doctype html><title>Neutral</title><h1>Neutral page</h1>"
NO_SITE = "document.title === 'Neutral'"
SHIFT = "\ue008"  # as WebDriver calls it


@pytest.fixture(scope="module")
def keeping_browser(playwright, chromium):
    """A Chromium that keeps the pages one has left, as those of readers do."""
    with open_browser(playwright, chromium, keeps_pages=True) as running:
        yield running


@pytest.fixture
def tab(keeping_browser):
    """A tab in which every address outside of the site is a neutral page."""
    with open_tab(keeping_browser, viewport=PHONE) as page:
        page.context.route(lambda url: not url.startswith("http://127.0.0.1"), _neutral)
        yield page


@pytest.fixture(scope="module")
def running_firefox(tmp_path_factory):
    """One Firefox for all of these tests: it takes seconds to start."""
    with open_firefox(tmp_path_factory.mktemp("firefox") / "profile", NEUTRAL) as running:
        yield running


@pytest.fixture
def firefox(running_firefox):
    """A new tab of Firefox in which every https: address is a neutral page."""
    running_firefox.renew()
    return running_firefox


def _neutral(route) -> None:
    route.fulfill(status=200, content_type="text/html", body=NEUTRAL)


def _until(tab, expression: str) -> None:
    """Wait until `expression` is true in whatever page `tab` shows; Playwright's own way to wait is against our policy."""
    for _ in range(300):
        with contextlib.suppress(Error):  # the page went away while it was asked
            if tab.evaluate(expression):
                return
        tab.wait_for_timeout(100)
    raise AssertionError(f"never became true: {expression}")


def _hidden(tab) -> bool:
    return tab.evaluate("getComputedStyle(document.documentElement).display") == "none"


def test_back_after_the_exit_never_shows_the_site_again(tab, address):
    """After the exit, Back and Back again lead to neutral pages only; a new tab opens the site normally."""
    tab.goto("https://start.example/")
    tab.goto(f"{address}/en/index.html")
    tab.goto(f"{address}/en/happening.html")
    tab.locator("a.exit__link").click()
    _until(tab, NO_SITE)
    for _ in range(2):
        tab.go_back(wait_until="commit")
        _until(tab, NO_SITE)
        assert "127.0.0.1" not in tab.url
    other = tab.context.new_page()
    other.goto(f"{address}/en/index.html")
    assert other.locator("h1").is_visible()


def test_the_browser_of_these_tests_keeps_pages(tab, address):
    """What holds here, holds although Chromium brings back whole pages from memory; without the exit they are shown."""
    tab.goto(f"{address}/en/index.html")
    tab.evaluate("addEventListener('pageshow', event => { window.kept = event.persisted })")
    tab.goto(f"{address}/en/happening.html")
    tab.go_back(wait_until="commit")
    _until(tab, "window.kept")
    assert tab.locator("h1").is_visible()


def test_nothing_is_seen_where_the_neutral_page_does_not_come(tab, address):
    """Where the network is slow or fails, the site is hidden from the press on, also after Back: blank, without a title."""
    tab.goto("https://start.example/")
    tab.goto(f"{address}/en/index.html")
    tab.goto(f"{address}/en/happening.html")
    tab.context.unroute_all()
    # An answer without a page leaves the browser where it is, as a network does that has not answered yet.
    tab.context.route(lambda url: not url.startswith("http://127.0.0.1"), lambda route: route.fulfill(status=204))
    tab.locator("a.exit__link").click(no_wait_after=True)
    _until(tab, "document.title === '\\u200b'")
    assert _hidden(tab)
    tab.evaluate("setTimeout(() => history.back())")
    _until(tab, "document.title === '\\u200b' && location.pathname.endsWith('/en/index.html')")
    assert _hidden(tab)


@pytest.mark.parametrize("way", ["click", "Shift"])
def test_the_exit_works_while_the_page_still_loads(tab, built, way):
    """Nobody has to wait for the rest of a page before they can leave it."""
    page = (built.output / "en" / "happening.html").read_bytes()
    with _half_served(page[: page.index(b"<main")]) as url:
        tab.goto(url, wait_until="commit")
        tab.locator(".band-name").wait_for()
        assert tab.evaluate("document.readyState") == "loading"
        if way == "click":
            tab.locator("a.exit__link").click(no_wait_after=True)
        else:
            for _ in range(3):
                tab.keyboard.press("Shift")
        _until(tab, NO_SITE)


@contextlib.contextmanager
def _half_served(content: bytes) -> Iterator[str]:
    """An address whose page begins with `content` and never ends."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n"
    held = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            held.append(connection)
            connection.recv(65536)
            connection.sendall(head + content)

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/en/happening.html"
        for connection in held:
            connection.close()


def test_shift_three_times_leaves_also_from_a_text_box(tab, address):
    """Somebody who types a tip can leave without looking for the button, and what they typed is gone."""
    tab.goto(f"{address}/en/contact.html")
    tab.locator("textarea[name=what]").fill("secret")
    tab.locator("textarea[name=what]").focus()
    for _ in range(3):
        tab.keyboard.press("Shift")
    _until(tab, NO_SITE)


def test_the_form_is_emptied_when_one_leaves(tab, address):
    """What was typed is removed before the page goes, so that no browser can bring it back."""
    tab.goto(f"{address}/en/contact.html")
    tab.locator("textarea[name=what]").fill("secret")
    left = []
    tab.expose_function("report", lambda word: left.append(word))
    tab.evaluate("addEventListener('pagehide', () => report(document.querySelector('textarea').value))")
    tab.evaluate("document.querySelector('form').addEventListener('reset', () => report('emptied'))")
    tab.locator("a.exit__link").click()
    _until(tab, NO_SITE)
    assert left[0] == "emptied"
    assert "secret" not in left


def test_each_press_of_shift_is_announced(tab, address):
    """Who cannot see the dots hears how many presses are left; after another key the count begins anew."""
    tab.goto(f"{address}/en/contact.html")
    status = tab.locator(".exit [role=status]")
    tab.keyboard.press("Shift")
    assert status.text_content() == "Press Shift two more times to leave this site."
    tab.keyboard.press("Shift")
    assert status.text_content() == "Press Shift one more time to leave this site."
    tab.keyboard.press("x")
    assert status.text_content() == ""


@pytest.mark.parametrize("other", ["Shift+A", "Alt+Shift", "Shift+Alt", "Control+Shift"])
def test_shift_with_another_key_does_not_leave(tab, address, other):
    """Capital letters and the keys that change the keyboard's language, common in Arabic and Thai, are not the exit."""
    tab.goto(f"{address}/en/contact.html")
    tab.locator("textarea[name=what]").focus()
    for _ in range(4):
        tab.keyboard.press(other)
    assert tab.locator(".exit [role=status]").text_content() == ""
    assert tab.locator("textarea[name=what]").is_visible()


def test_selecting_with_shift_and_the_mouse_does_not_leave(tab, address):
    """Shift held for a click selects text; it does not count."""
    tab.goto(f"{address}/en/privacy.html")
    for number in range(3):
        tab.keyboard.down("Shift")
        tab.locator("main p").nth(number).click()
        tab.keyboard.up("Shift")
    assert tab.locator(".exit [role=status]").text_content() == ""
    assert tab.locator("h1").is_visible()


def test_escape_does_nothing(tab, address):
    """Escape stops a page that loads and closes dialogs; it is not the exit."""
    tab.goto(f"{address}/en/contact.html")
    for _ in range(4):
        tab.keyboard.press("Escape")
    assert tab.locator("h1").is_visible()


def test_the_exit_is_first_and_stays_in_view(tab, address):
    """The exit is the first stop of the keyboard, and stays on the screen, uncovered, wherever a reader scrolls."""
    tab.goto(f"{address}/en/privacy.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.classList.contains('exit__link')")
    tab.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    assert tab.locator("a.exit__link").bounding_box()["y"] < 740
    assert tab.evaluate(
        """() => { const box = document.querySelector('a.exit__link').getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return !!top.closest('.exit__link') }"""
    )


def test_only_the_flag_of_the_tab_is_ever_stored(tab, address):
    """Leaving stores one mark in the tab, and nothing else anywhere."""
    tab.goto(f"{address}/en/index.html")
    tab.locator("a.exit__link").click()
    _until(tab, NO_SITE)
    other = tab.context.new_page()
    other.goto(f"{address}/en/index.html")
    assert other.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert tab.context.cookies() == []


def test_every_edition_leads_to_its_own_neutral_page(built):
    """The exit is in the reader's language and asks for nothing: https, and the address that the settings name."""
    for edition in built.site.editions:
        page = (built.output / edition.locale.tag / "index.html").read_text(encoding="utf-8")
        wanted = built.settings.exit_urls.get(edition.locale.id, built.settings.exit_url)
        assert f'class="exit__link" data-exit href="{wanted}" rel="nofollow noreferrer"' in page


@pytest.mark.firefox
def test_back_after_the_exit_never_shows_the_site_again_in_firefox(firefox, address):
    """Firefox cannot read the flag in a page that it kept, so it must keep none: Back leads to neutral pages only."""
    firefox.open("https://start.example/")
    firefox.open(f"{address}/en/index.html")
    firefox.open(f"{address}/en/happening.html")
    firefox.click("a.exit__link")
    firefox.wait_for(NO_SITE)
    for _ in range(2):
        firefox.go_back()
        firefox.wait_for(NO_SITE)


@pytest.mark.firefox
def test_shift_three_times_leaves_in_firefox(firefox, address):
    """The keyboard works in Firefox too, from a text box, and Back does not return to the form."""
    firefox.open("https://start.example/")
    firefox.open(f"{address}/en/contact.html")
    firefox.evaluate("document.querySelector('textarea').focus()")
    firefox.press("s", *[SHIFT] * 3)
    firefox.wait_for(NO_SITE)
    firefox.go_back()
    firefox.wait_for(NO_SITE)


@pytest.mark.firefox
def test_each_press_of_shift_is_announced_in_firefox(firefox, address):
    """In Firefox too who cannot see the dots hears how many presses are left; a capital letter is none of them."""
    firefox.open(f"{address}/en/contact.html")
    firefox.evaluate("document.querySelector('textarea').focus()")
    said = "document.querySelector('.exit [role=status]').textContent"
    for key, wanted in (
        (SHIFT, "Press Shift two more times to leave this site."),
        (SHIFT, "Press Shift one more time to leave this site."),
        ("x", ""),
        (SHIFT, "Press Shift two more times to leave this site."),
    ):
        firefox.press(key)
        assert firefox.evaluate(said) == wanted
    for _ in range(3):
        firefox.hold(SHIFT, "A")
    assert firefox.evaluate(said) == "" and firefox.evaluate("document.querySelector('textarea').value") == "xAAA"


@pytest.mark.firefox
@pytest.mark.parametrize("way", ["click", "Shift"])
def test_the_exit_works_while_the_page_still_loads_in_firefox(firefox, built, way):
    """Firefox runs what stands in the head before the rest has come, so nobody waits there either."""
    page = (built.output / "en" / "happening.html").read_bytes()
    with _half_served(page[: page.index(b"<main")]) as url:
        firefox.open(url, wait="none")
        firefox.wait_for("!!document.querySelector('.band-name')")
        assert firefox.evaluate("document.readyState") == "loading"
        if way == "click":
            firefox.click("a.exit__link")
        else:
            firefox.press(*[SHIFT] * 3)
        firefox.wait_for(NO_SITE)


def test_the_limits_of_the_exit_are_said_to_readers():
    """The page about safety says what the exit does not do, and in which case Back may still return."""
    text = (Path(ROOT) / "content" / "pages" / "safety.md").read_text(encoding="utf-8")
    for limit in (
        "In some browsers it still may.",
        "The button does not remove this site from your history.",
        "When scripts are switched off, the button is an ordinary link, and Back returns here.",
        "To open the site again, open a new tab.",
    ):
        assert limit in text
