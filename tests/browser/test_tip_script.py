"""The script of the tip form: success only where it is proved, and never a lost word."""

import json
from pathlib import Path

import pytest

from plainsight.tips import TipSettings
from tests.browser.browser import accessibility_violations
from tests.browser.tip_site import open_page, press, tip_site
from tests.twins.services import contract
from tests.twins.twin import Answer, running

NOT_SURE, REFUSED = "We are not sure that it arrived.", "It did not arrive."


@pytest.fixture(scope="module")
def hotline(tmp_path_factory):
    """A site and the twin of an endpoint that keeps the contract; a test may make it answer otherwise."""
    with (
        running(contract) as twin,
        tip_site(tmp_path_factory.mktemp("script"), TipSettings(endpoint=f"{twin.origin}/tips")) as site,
    ):
        yield site.address, twin


@pytest.fixture
def tip(browser, hotline):
    """The open form with something written in it, and its twin with nothing kept."""
    address, twin = hotline
    twin.behave = contract
    twin.sent.clear()
    twin.kept.clear()
    with open_page(browser, f"{address}/en/tip.html") as page:
        page.locator("textarea[name=what]").fill("secret words")
        page.locator("input[name=where]").fill("the shop")
        yield page, twin
    twin.go.set()


def text_is_kept(page) -> bool:
    return (
        page.locator("textarea[name=what]").input_value() == "secret words"
        and page.locator("input[name=where]").input_value() == "the shop"
    )


def shown(page) -> str:
    page.locator(".tip-form__say").wait_for()
    return page.locator(".tip-form__say").inner_text()


def test_proved_success_leads_to_the_confirmation_and_back_is_empty(tip):
    """Only an explicit yes leads on; the address tells nothing, and whoever goes back finds an empty form."""
    page, twin = tip
    press(page)
    page.wait_for_url("**/en/tip-sent.html")
    assert len(twin.kept) == 1 and twin.kept[0].first("what") == "secret words"
    assert twin.sent[0].headers["accept"] == "application/json"
    assert "referer" not in twin.sent[0].headers and "cookie" not in twin.sent[0].headers
    page.go_back()
    page.wait_for_url("**/en/tip.html")
    assert page.locator("textarea[name=what]").input_value() == ""


UNKNOWN = {
    "a redirect to another page of the endpoint": Answer(303, headers={"Location": "/sent"}, cors=True),
    "a redirect of the whole tip": Answer(307, headers={"Location": "/elsewhere"}, cors=True),
    "no content": Answer(204, cors=True),
    "half a word": Answer(201, '{"ok": tr', cors=True),
    "a page of a Wi-Fi login": Answer(200, "<h1>Welcome to our Wi-Fi</h1>", cors=True),
    "json without the marker": Answer(200, '{"status": "ok"}', cors=True),
    "the marker of another type": Answer(200, '{"ok": "true"}', cors=True),
    "created without a word": Answer(201, "", cors=True),
    "no permission to read": Answer(201, '{"ok": true}'),
    "a redirect to a page without permission": Answer(303, headers={"Location": "/thanks"}, cors=True),
    "a broken connection": Answer(0),
    "a gateway that gave up": Answer(504, "<h1>Time-out</h1>", cors=True),
    "a page that is gone": Answer(404, "<h1>Not found</h1>", cors=True),
}


@pytest.mark.parametrize("answer", UNKNOWN.values(), ids=UNKNOWN)
def test_what_proves_nothing_is_not_called_success_or_failure(tip, answer):
    """Whatever does not prove success is unknown: the page says so, keeps every word, and shows whom to call."""
    page, twin = tip
    twin.behave = lambda _, sent: answer
    press(page)
    said = shown(page)
    assert NOT_SURE in said and text_is_kept(page)
    assert page.locator('.tip-form__say a[href="help.html"]').is_visible()
    assert page.evaluate("document.activeElement.className").startswith("tip-form__say")
    assert page.title().startswith("There is a problem: ")
    first = twin.sent[-1].first("tip_id")
    twin.behave = contract
    press(page)
    page.wait_for_url("**/en/tip-sent.html")
    assert len(first) > 20 and twin.kept[-1].first("tip_id") == first


FAILED = {
    "an error inside of a 200": Answer(200, '{"error": "form over quota"}', cors=True),
    "success and an error": Answer(200, '{"ok": true, "error": "quota"}', cors=True),
    "not stored": Answer(503, '{"errors": [{"field": "", "code": "not_stored"}]}', cors=True),
    "an explicit no": Answer(200, '{"ok": false}', cors=True),
    "nothing about an answer": Answer(400, '{"errors": [{"field": "", "code": "unreadable"}, null, 7]}', cors=True),
    "an answer that nobody can change": Answer(
        422, '{"errors": [{"field": "leave_empty", "code": "spam"}]}', cors=True
    ),
    "an error without a list": Answer(400, '{"error": "bad"}', cors=True),
}


@pytest.mark.parametrize("answer", FAILED.values(), ids=FAILED)
def test_a_failure_that_was_told_is_told(tip, answer):
    """Where the endpoint says that it did not store the tip, the page says so, and every word stays."""
    page, twin = tip
    twin.behave = lambda _, sent: answer
    press(page)
    assert REFUSED in shown(page) and text_is_kept(page)
    assert page.locator(".tip-form__say li, .tip-form__error").count() == 0


def test_a_hanging_endpoint_is_unknown_after_a_minute(browser, hotline):
    """A sender is not left before a page that waits forever."""
    address, twin = hotline
    twin.behave = contract
    with open_page(browser, f"{address}/en/signs.html") as page:
        page.clock.install()
        page.goto(f"{address}/en/tip.html")
        page.locator("textarea[name=what]").fill("secret words")
        page.locator("input[name=where]").fill("the shop")
        twin.go.clear()
        press(page)
        page.locator(".tip-form__busy").wait_for()
        assert "Sending" in page.locator("[role=status]").last.inner_text()
        page.clock.fast_forward(61_000)
        assert NOT_SURE in shown(page) and text_is_kept(page)
        twin.go.set()


def test_nothing_is_sent_on_to_where_a_redirect_leads(tip):
    """Wherever an endpoint redirects to, a script does not follow: what it would find there proves nothing."""
    page, twin = tip

    def behave(running, sent):
        return (
            Answer(307, headers={"Location": "/tips/"}, cors=True) if sent.path == "/tips" else contract(running, sent)
        )

    twin.behave = behave
    press(page)
    assert NOT_SURE in shown(page) and [sent.path for sent in twin.sent] == ["/tips"]


def test_what_is_added_while_it_is_sent_is_not_lost(tip):
    """While a tip is on its way nothing can be typed that would not be sent; afterwards it can again."""
    page, twin = tip
    twin.go.clear()
    twin.behave = lambda _, sent: Answer(503, "{}", cors=True)
    press(page)
    page.locator(".tip-form__busy").wait_for()
    assert page.locator("[data-field=what]").evaluate("field => field.inert")
    twin.go.set()
    shown(page)
    assert not page.locator("[data-field=what]").evaluate("field => field.inert")


def test_an_answer_for_a_form_that_was_left_changes_nothing(tip):
    """Whoever leaves while a tip is sent, and comes back, finds an empty form that no late answer touches."""
    page, twin = tip
    twin.go.clear()
    press(page)
    page.locator(".tip-form__busy").wait_for()
    for name in ("pagehide", "pageshow"):
        page.evaluate("name => dispatchEvent(new PageTransitionEvent(name))", name)
    page.locator("textarea[name=what]").fill("new words")
    with page.expect_response("**/tips"):
        twin.go.set()
    page.wait_for_timeout(200)
    assert page.locator("textarea[name=what]").input_value() == "new words" and page.url.endswith("/tip.html")
    assert not page.locator(".tip-form__say").is_visible()


def test_offline_is_noticed_before_sending(tip):
    """Without a network nothing is tried: the page says that nothing was sent, and sends when asked again."""
    page, twin = tip
    page.context.set_offline(True)
    press(page)
    assert "Nothing was sent." in shown(page) and text_is_kept(page) and twin.sent == []
    page.context.set_offline(False)
    press(page)
    page.wait_for_url("**/en/tip-sent.html")
    assert len(twin.kept) == 1


def test_two_presses_send_one_tip(tip):
    """A nervous finger sends one tip."""
    page, twin = tip
    twin.go.clear()
    press(page)
    page.locator(".tip-form__busy").wait_for()
    press(page)
    page.locator("input[name=where]").press("Enter")
    twin.go.set()
    page.wait_for_url("**/en/tip-sent.html")
    assert len(twin.sent) == 1


def test_too_many_at_once_waits_as_told(tip):
    """After a 429 nothing is sent before the time that was named; then it is sent by itself, under the same id."""
    page, twin = tip
    busy = Answer(429, '{"errors": [{"field": "", "code": "busy"}]}', {"Retry-After": "2"}, cors=True)
    twin.behave = lambda _, sent: busy
    press(page)
    assert "it will be sent again by itself" in shown(page) and text_is_kept(page)
    press(page)
    assert len(twin.sent) == 1
    twin.behave = contract
    page.wait_for_url("**/en/tip-sent.html")
    assert len(twin.sent) == 2 and len({sent.first("tip_id") for sent in twin.sent}) == 1


@pytest.mark.parametrize("wait", [None, "", "0", "soon", "-5", "Fri, 01 Jan 1999 00:00:00 GMT"])
def test_a_busy_endpoint_is_asked_less_and_less_often(browser, hotline, wait):
    """Whatever the endpoint says or does not say of how long, nobody hammers at it, and nobody waits without an end."""
    address, twin = hotline
    twin.sent.clear()
    headers = {} if wait is None else {"Retry-After": wait}
    with open_page(browser, f"{address}/en/signs.html") as page:
        page.clock.install()
        page.goto(f"{address}/en/tip.html")
        page.locator("textarea[name=what]").fill("secret words")
        twin.behave = lambda _, sent: Answer(429, "{}", headers, cors=True)
        with page.expect_response("**/tips"):
            press(page)
        page.locator("[data-say=wait]").wait_for()
        asked = 1
        for _ in range(4):
            page.clock.run_for(200)
            page.wait_for_timeout(50)
            assert len(twin.sent) == asked
            with page.expect_response("**/tips"):
                page.clock.run_for(31_000)
            page.locator("[data-say=wait]").wait_for()
            page.wait_for_timeout(50)
            assert len(twin.sent) > asked
            asked = len(twin.sent)
        assert asked < 12
    twin.behave = contract


@pytest.mark.parametrize("wait", ["7200", "99999999999999999999", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_long_wait_is_not_waited_for(tip, wait):
    """Where the endpoint takes nothing for hours, the page says to call."""
    page, twin = tip
    twin.behave = lambda _, sent: Answer(429, "{}", {"Retry-After": wait}, cors=True)
    press(page)
    assert "they take no more for now. Call." in shown(page) and text_is_kept(page)
    press(page)
    page.wait_for_timeout(200)
    assert len(twin.sent) == 1


def test_refused_answers_are_listed_with_links_to_them(tip):
    """A 422 becomes an error summary in the sender's language, the same words beside each answer, and no word is lost."""
    page, twin = tip
    errors = [
        {"field": "what", "code": "required"},
        {"field": "what", "code": "required"},
        {"field": "about", "code": "<b>odd</b>"},
        {"field": "where", "code": ["odd"], "more": 1},
        {"field": 'x"]', "code": "odd"},
        {"code": "too_large"},
        None,
    ]
    twin.behave = lambda _, sent: Answer(422, json.dumps({"errors": errors}), cors=True)
    press(page)
    assert "There is a problem" in shown(page) and text_is_kept(page)
    links = page.locator(".tip-form__say li a")
    required = "Write what you saw or heard. A few words are enough."
    odd = "They did not take this answer. Change it, or leave it empty."
    assert links.all_inner_texts() == [
        f"What is happening? – {required}",
        f"What is this about? – {odd}",
        f"Where is it? – {odd}",
    ]
    assert page.locator(".tip-form__error").all_inner_texts() == [odd, required, odd]
    text = page.locator("textarea[name=what]")
    assert text.get_attribute("aria-invalid") == "true"
    assert required in page.locator("#" + text.get_attribute("aria-describedby")).inner_text()
    links.first.click()
    assert page.evaluate("document.activeElement.name") == "what" and "#" not in page.url
    links.nth(1).click()
    assert page.evaluate("document.activeElement.name") == "about"
    assert accessibility_violations(page) == []
    twin.behave = contract
    press(page)
    page.wait_for_url("**/en/tip-sent.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_sending_can_be_read_by_day_and_by_night(tip, scheme):
    """While a tip is sent, and whatever comes of it, each word meets WCAG AA, and AAA in contrast."""
    page, twin = tip
    page.emulate_media(color_scheme=scheme)
    twin.go.clear()
    twin.behave = lambda _, sent: Answer(200, '{"ok": false}', cors=True)
    press(page)
    page.locator(".tip-form__busy").wait_for()
    assert accessibility_violations(page) == []
    # Axe leaves out what is inert, and readers do not.
    assert page.evaluate("[...document.querySelectorAll('main *')].every(one => getComputedStyle(one).opacity === '1')")
    twin.go.set()
    refused = json.dumps({"errors": [{"field": "what", "code": "required"}, {"field": "about", "code": "odd"}]})
    wait = Answer(429, "{}", {"Retry-After": "60"}, cors=True)
    for answer, state in (
        (None, "refused"),
        (Answer(0), "unknown"),
        (Answer(422, refused, cors=True), "answers"),
        (wait, "wait"),
    ):
        if answer:
            twin.behave = lambda _, sent, answer=answer: answer
            press(page)
        page.locator(".tip-form__error" if state == "answers" else f"[data-say={state}]").first.wait_for()
        assert accessibility_violations(page) == [], state


def test_an_empty_form_is_not_sent(browser, hotline):
    """A press by mistake sends nothing; one answer of any kind is enough."""
    address, twin = hotline
    twin.behave = contract
    with open_page(browser, f"{address}/en/tip.html") as page:
        before = len(twin.sent)
        press(page)
        assert "A few words are enough." in shown(page) and len(twin.sent) == before
        page.locator("input[name=signs]").first.check()
        press(page)
        page.wait_for_url("**/en/tip-sent.html")


def test_nothing_is_stored_and_leaving_empties_the_form(tip):
    """No word is left on the device: not in storage, and not in the page that a tab restores."""
    page, twin = tip
    twin.behave = lambda _, sent: Answer(0)
    press(page)
    assert NOT_SURE in shown(page)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.locator("textarea[name=what]").input_value() == ""
    assert not page.locator(".tip-form__say").is_visible()


def test_about_me_shows_help_before_the_form(browser, hotline):
    """Somebody to whom it happens sees whom to talk to before they write, with script and without."""
    address, _ = hotline
    for script in (True, False):
        with open_page(browser, f"{address}/en/tip.html", script=script) as page:
            assert not page.locator(".tip-form__me").is_visible()
            page.locator("input[name=about][value=me]").check()
            assert page.locator('.tip-form__me a[href="help.html"]').is_visible()
            page.locator("input[name=about][value=saw]").check()
            assert not page.locator(".tip-form__me").is_visible()


def test_the_policy_lets_the_page_send_to_the_endpoint_only(browser, hotline, tmp_path: Path):
    """Even a script that got into the page could send nowhere else."""
    address, _ = hotline
    with running(contract) as other, open_page(browser, f"{address}/en/tip.html") as page:
        outcome = page.evaluate(
            "url => fetch(url, {mode: 'no-cors'}).then(() => 'sent', () => 'blocked')", other.origin
        )
        assert outcome == "blocked" and other.asked == other.sent == []
