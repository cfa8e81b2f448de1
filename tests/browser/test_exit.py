"""The quick exit, as far as a browser lets it hold."""

import pytest

NEUTRAL = "<!doctype html><title>Neutral</title><h1>Neutral page</h1>"


@pytest.fixture
def tab(browser, address):
    """A tab in which every address outside of the site is a neutral page."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.route(
        lambda url: not url.startswith("http://127.0.0.1"),
        lambda route: route.fulfill(status=200, content_type="text/html", body=NEUTRAL),
    )
    yield context.new_page()
    context.close()


def test_back_after_the_exit_never_shows_the_site_again(tab, address):
    """After the exit, Back and Back again lead to neutral pages only; a new tab opens the site normally."""
    tab.goto("https://start.example/")
    tab.goto(f"{address}/en/index.html")
    tab.goto(f"{address}/en/happening.html")
    tab.locator("a.exit__link").click()
    tab.wait_for_selector("text=Neutral page")
    for _ in range(2):
        tab.go_back()
        tab.wait_for_selector("text=Neutral page")
        assert "127.0.0.1" not in tab.url
    other = tab.context.new_page()
    other.goto(f"{address}/en/index.html")
    assert other.locator("h1").is_visible()


def test_shift_three_times_leaves_also_from_a_text_box(tab, address):
    """Somebody who types a tip can leave without looking for the button, and what they typed is gone."""
    tab.goto(f"{address}/en/tip.html")
    tab.locator("textarea[name=what]").fill("secret")
    tab.locator("textarea[name=what]").focus()
    for _ in range(3):
        tab.keyboard.press("Shift")
    tab.wait_for_selector("text=Neutral page")


def test_capital_letters_do_not_leave(tab, address):
    """Shift as part of typing is not the exit."""
    tab.goto(f"{address}/en/tip.html")
    tab.locator("textarea[name=what]").focus()
    for letter in "ABCD":
        tab.keyboard.press(f"Shift+{letter}")
    tab.wait_for_timeout(300)
    assert tab.locator("textarea[name=what]").input_value() == "ABCD"


def test_the_exit_is_first_and_stays_in_view(tab, address):
    """The exit is the first stop of the keyboard, and stays on the screen wherever a reader scrolls."""
    tab.goto(f"{address}/en/safety.html")
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
    tab.wait_for_selector("text=Neutral page")
    other = tab.context.new_page()
    other.goto(f"{address}/en/index.html")
    assert other.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert tab.context.cookies() == []
