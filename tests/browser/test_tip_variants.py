"""Forms as publishers may set them up: with a photo, with telephones by country, with everything at once."""

import pytest

from plainsight.tips import TipSettings
from tests.browser.tip_site import open_page, press, tip_site
from tests.html_checker import check_html
from tests.twins.services import contract
from tests.twins.twin import Answer, running

KEY = "age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])


@SCRIPT
def test_a_photo_arrives_whole(browser, tmp_path, script):
    """Where a photo is asked for it goes along, byte for byte, and the words with it."""
    photo = bytes(range(256)) * 40
    with (
        running(contract) as twin,
        tip_site(tmp_path, TipSettings(endpoint=f"{twin.origin}/tips", fields=("what", "photo"))) as site,
    ):
        with open_page(browser, f"{site.address}/en/tip.html", script=script) as page:
            page.locator("#f-what").fill("words")
            page.locator("input[type=file]").set_input_files(
                {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo}
            )
            press(page)
            page.wait_for_url("**/en/tip-sent.html" if script else "**/sent")
        [sent] = twin.sent
        assert sent.headers["content-type"].startswith("multipart/form-data")
        assert photo in sent.body and b'name="photo"; filename="a.jpg"' in sent.body and b"words" in sent.body


def test_a_photo_stays_chosen_when_it_was_too_big(browser, tmp_path):
    """A 413, even one that says no more, becomes a message beside the text, and nothing that was chosen is lost."""
    too_large = Answer(413, "<h1>Too large</h1>", cors=True)
    with running(lambda twin, sent: too_large) as twin:
        tip = TipSettings(endpoint=f"{twin.origin}/tips", fields=("what", "photo"))
        with tip_site(tmp_path, tip) as site, open_page(browser, f"{site.address}/en/tip.html") as page:
            page.locator("#f-what").fill("words")
            page.locator("input[type=file]").set_input_files(
                {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x"}
            )
            press(page)
            page.locator(".tip-form__say").wait_for()
            assert "This is too big. Make it shorter." in page.locator(".tip-form__say").inner_text()
            assert page.locator("input[type=file]").evaluate("input => input.files.length") == 1
            assert page.locator("#f-what").input_value() == "words"


@SCRIPT
def test_a_telephone_first_and_forms_for_some_countries(browser, tmp_path, script):
    """A site may have no form of its own, and forms for the countries whose hotline takes tips."""
    with running(contract) as twin:
        tip = TipSettings(mode="phone", routes={"mx": {"endpoint": f"{twin.origin}/tips"}, "gb": {"mode": "phone"}})
        with tip_site(tmp_path, tip) as site, open_page(browser, f"{site.address}/en/tip.html", script=script) as page:
            assert page.locator("form").count() == 0 and page.locator('main a[href^="tel:"]').count() > 0
            assert "Do not write here" not in page.locator("main").inner_text(), "nobody can write here"
            page.locator('.tip-routes a[href="tip-mx.html"]').click()
            page.locator("#f-what").fill("words")
            press(page)
            page.wait_for_url("**/en/tip-sent.html" if script else "**/sent")
        assert twin.kept[0].first("where_country") == "MX"


@pytest.mark.html_checker
def test_every_kind_of_form_is_valid_html(tmp_path):
    """The Nu HTML checker finds nothing in a form that routes, encrypts, and uses services."""
    routes = {
        "mx": {"endpoint": "http://127.0.0.1:1/f/a", "adapter": "formspree"},
        "gb": {"endpoint": "http://127.0.0.1:1/", "encrypt": {"recipients": [KEY]}},
        "de": {"mode": "link", "endpoint": "https://safe.hotline-de.org/", "adapter": "securedrop"},
        "ph": {"adapter": "netlify", "endpoint": ""},
        "ua": {"adapter": "google_forms", "endpoint": "http://127.0.0.1:1/", "options": {"names": {"what": "entry.1"}}},
    }
    encrypt = {"recipients": [KEY], "plain_allowed": True}
    with tip_site(tmp_path, TipSettings(encrypt=encrypt, routes=routes)) as site:
        pages = sorted((site.built.output / "en").glob("tip*.html")) + sorted(
            (site.built.output / "ar").glob("tip*.html")
        )
        assert len(pages) == 14
        assert check_html(pages) == []
