"""The tip form against a twin of each service: with script and without, past the traps that the service documents."""

from contextlib import contextmanager
from dataclasses import replace

import pytest

from plainsight.tips import TipSettings
from tests.browser.tip_site import open_page, press, tip_site
from tests.twins import services
from tests.twins.twin import running

SITE = "https://safe-site.org"
KEEP = "Three people sleep in the shop 😟\nsecond line"
ORG = {"hidden": {"orgid": "00D000000000001"}}
ENTRIES = {"names": {"what": "entry.1001", "where": "entry.1002"}}
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


@contextmanager
def service(tmp_path, name, path, **tip):
    """A site whose form uses the adapter `name`, and the twin of that service."""
    with (
        running(getattr(services, name)) as twin,
        tip_site(tmp_path, TipSettings(adapter=name, endpoint=f"{twin.origin}{path}", **tip)) as site,
    ):
        yield site.address, twin


def fill(page, script: bool) -> None:
    """Answer what the form asks; what only a script can send is there only with one."""
    page.locator('[data-field="what"] textarea').fill(KEEP)
    for name, act in {
        "where": lambda box: box.locator("input").fill("Καφέ «Ω»"),
        "told_others": lambda box: box.locator("input[value=no]").check(),
        "contact": lambda box: box.locator("input").fill("by the back door"),
    }.items():
        box = page.locator(f'[data-field="{name}"]')
        if script or box.is_visible():
            act(box)


TAKES_ANY = {
    "formspree": ("/f/abc", {}),
    "basin": ("/f/abc", {}),
    "apps_script": ("/macros/s/abc/exec", {}),
    "stalwart": ("/form", {}),
    "mailer": ("/cgi-bin/tip.pl", {}),
}


@SCRIPT
@pytest.mark.parametrize("name", TAKES_ANY)
def test_a_service_that_takes_any_name_gets_every_answer(browser, tmp_path, name, script):
    """Every answer arrives under its own name, byte for byte, and the sender sees that it did."""
    path, options = TAKES_ANY[name]
    with service(tmp_path, name, path, options=options) as (address, twin):
        with open_page(browser, f"{address}/en/tip.html", script=script) as page:
            fill(page, script)
            press(page)
            page.wait_for_url(lambda url: not url.endswith("/tip.html"))
            assert "?" not in page.url
        [kept] = twin.kept
        assert kept.first("what") == KEEP.replace("\n", "\r\n")
        assert (kept.first("where"), kept.first("told_others")) == ("Καφέ «Ω»", "no")
        assert kept.first("form_lang") == "en" and bool(kept.first("tip_id")) is script
        assert not {"_gotcha", "email", "_replyto", "honeypot"} & {name for name, _ in kept.answers}


@SCRIPT
@pytest.mark.parametrize(
    ("name", "path", "options", "what"),
    [
        ("salesforce", "/servlet/servlet.WebToCase?encoding=UTF-8", ORG, "description"),
        ("google_forms", "/forms/d/e/abc/formResponse", ENTRIES, "entry.1001"),
    ],
)
def test_a_service_with_fixed_names_loses_nothing(browser, tmp_path, name, path, options, what, script):
    """What the service has no name for is a labelled line of the text; without script such a question is not asked."""
    with service(tmp_path, name, path, options=options) as (address, twin):
        with open_page(browser, f"{address}/es/tip.html", script=script) as page:
            assert page.locator('[data-field="told_others"]').is_visible() is script
            fill(page, script)
            press(page)
            page.wait_for_url(lambda url: not url.endswith("/tip.html"))
        [kept] = twin.kept
        text = kept.first(what)
        assert text.startswith(KEEP.replace("\n", "\r\n"))
        if script:
            assert (
                "\r\nHave you told anyone else: no" in text
                and "\r\nA safe way to reach you (optional): by the back door" in text
            )
            assert "\r\ntip_id: " in text
        # Whatever was typed is somewhere in what the service kept.
        whole = " ".join(value for _, value in kept.answers)
        assert ("Καφέ «Ω»" in whole) is (script or name == "google_forms")
        allowed = {what, "entry.1002", "orgid", "retURL", "external"}
        assert {key for key, _ in twin.sent[0].answers} <= allowed
        if name == "google_forms":
            assert kept.first("entry.1002") == "Καφέ «Ω»" and "Where is it" not in text


def test_netlify_gets_its_form_name_from_the_page_as_deployed(browser, tmp_path):
    """The form is written as Netlify looks for it at deploy, and every name that is sent was in that page."""
    with running(services.netlify) as twin, tip_site(tmp_path, TipSettings(adapter="netlify", endpoint="")) as site:
        for script in (True, False):
            with open_page(browser, f"{site.address}/en/tip.html", script=script) as page:
                form = page.locator("form.tip-form")
                assert form.get_attribute("data-netlify") == "true" and form.get_attribute("action") == "tip-sent.html"
                assert (
                    page.locator('input[name="form-name"]').get_attribute("value")
                    == form.get_attribute("name")
                    == "tip"
                )
                names = set(page.locator(".tip-form [name]").evaluate_all("all => all.map(one => one.name)"))
                page.route("**/en/tip-sent.html", lambda route: route.fallback())
                posted = []
                page.on(
                    "request",
                    lambda request, posted=posted: posted.append(request) if request.method == "POST" else None,
                )
                fill(page, script)
                press(page)
                page.wait_for_url("**/en/tip-sent.html")
                sent = {part.partition("=")[0] for part in posted[0].post_data.split("&")}
                assert sent <= names and "form-name" in sent
        assert twin.sent == []


def test_formspree_gets_its_referrer_and_no_path(browser, tmp_path):
    """The service that refuses without a Referer gets the name of the site, and the page does not tell it more."""
    with service(tmp_path, "formspree", "/f/abc") as (address, twin):
        for script in (True, False):
            with open_page(browser, f"{address}/en/tip.html", script=script) as page:
                assert "learns that you write from this site" in page.locator(".destination-card").inner_text()
                fill(page, script)
                press(page)
                page.wait_for_url(lambda url: not url.endswith("/tip.html"))
        origin = address.rpartition("/")[0]
        assert [sent.headers["referer"] for sent in twin.sent] == [f"{origin}/", f"{origin}/"]


@pytest.mark.parametrize("path, said", [("/f/quota", "It did not arrive."), ("/f/unconfirmed", "We are not sure")])
def test_formspree_is_believed_only_when_the_mail_was_sent(browser, tmp_path, path, said):
    """A full quota answers 200, and a form that nobody confirmed answers "success": neither is shown as sent."""
    with service(tmp_path, "formspree", path) as (address, twin), open_page(browser, f"{address}/en/tip.html") as page:
        fill(page, True)
        press(page)
        page.locator(".tip-form__say").wait_for()
        assert said in page.locator(".tip-form__say").inner_text() and twin.kept == []
        assert page.locator('[data-field="what"] textarea').input_value() == KEEP


def test_a_filled_trap_is_not_the_trap_of_a_service(browser, tmp_path):
    """Who fills in the box for machines by mistake is not dropped: the service gets it under our name."""
    with (
        service(tmp_path, "formspree", "/f/abc") as (address, twin),
        open_page(browser, f"{address}/en/tip.html") as page,
    ):
        fill(page, True)
        page.evaluate("document.getElementById('f-leave_empty').value = 'filled by a password program'")
        press(page)
        page.wait_for_url("**/tip-sent.html")
        assert twin.kept[0].first("leave_empty") == "filled by a password program"


@pytest.mark.parametrize("name", ["basin", "google_forms", "stalwart", "mailer"])
def test_a_page_of_the_service_is_announced_before_sending(browser, tmp_path, name):
    """Whoever will land on a page of somebody else is told before they send."""
    path, options = TAKES_ANY.get(name) or ("/forms/d/e/abc/formResponse", ENTRIES)
    with (
        service(tmp_path, name, path, options=options) as (address, _),
        open_page(browser, f"{address}/en/tip.html") as page,
    ):
        assert "After that you see a page of another website" in page.locator(".tip-form").inner_text()


def test_services_without_proof_are_never_asked_by_script(browser, tmp_path):
    """Where nothing can prove success the form is sent natively, once, whatever the service answers."""
    with (
        service(tmp_path, "mailer", "/cgi-bin/tip.pl") as (address, twin),
        open_page(browser, f"{address}/en/tip.html") as page,
    ):
        fill(page, True)
        page.locator(".tip-form button").evaluate("button => { button.click(); button.click() }")
        page.wait_for_url("**/cgi-bin/tip.pl")
        assert "application/json" not in twin.sent[-1].headers["accept"]
        assert len(twin.sent) == 1


def test_a_publisher_can_switch_the_script_off(browser, tmp_path):
    """An endpoint without answers for scripts gets native forms only."""
    with service(tmp_path, "contract", "/tips", options={"send": "native"}) as (address, twin):
        with open_page(browser, f"{address}/en/tip.html") as page:
            fill(page, True)
            press(page)
            page.wait_for_url("**/sent")
            assert "connect-src" not in page.content()
        assert "application/json" not in twin.sent[0].headers["accept"]


def test_the_confirmation_page_of_the_edition_goes_along(tmp_path):
    """Services that lead back to the site are told to which page, in the language of the form."""
    with running(services.salesforce) as twin:
        tip = TipSettings(adapter="salesforce", endpoint=f"{twin.origin}/servlet/servlet.WebToCase", options=ORG)
        with tip_site(tmp_path, replace(tip, site_url=SITE)) as site:
            for tag in ("en", "ar"):
                page = (site.built.output / tag / "tip.html").read_text(encoding="utf-8")
                assert (
                    f'name="retURL" value="{SITE}/{tag}/tip-sent.html"' in page
                    and SITE in page.partition("form-action")[2]
                )
