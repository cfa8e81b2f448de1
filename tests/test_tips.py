"""plainsight.tips"""

import json
from datetime import date
from typing import Any

import pytest

from plainsight.tip_fields import FIELD_NAMES, SHORT
from plainsight.tip_words import ADAPTER_NOTES
from plainsight.tips import TipForm, TipSettings, check_tip_settings, form_action_sources, tip_form

TODAY = date(2026, 6, 1)
COUNTRIES = [("mx", "México"), ("us", "Estados Unidos")]
LANGUAGES = [("ar", "العربية"), ("zh-Hant", "繁體中文")]
DESTINATION = {
    "name": "Hotline of Somewhere",
    "kind": "ngo",
    "reads": ["staff"],
    "must_pass_on": ["danger_to_child"],
    "addresses_logged": "unknown",
    "languages": ["en"],
    "always_open": True,
    "kept_days": 30,
    "last_checked": TODAY,
}
PUBLIC = {"endpoint": "https://tips.hotline.org/tips", "destination": DESTINATION}


def form(**settings: Any) -> TipForm:
    """The Spanish form of `settings`."""
    return tip_form(TipSettings(**settings), tag="es", countries=COUNTRIES, languages=LANGUAGES)


def check(publishing: bool = False, **settings: Any) -> list[str]:
    """The findings about `settings` as text."""
    return [str(found) for found in check_tip_settings(TipSettings(**settings), publishing=publishing, today=TODAY)]


def test_form_without_settings_is_a_preview():
    """Without any setting, the form posts to the endpoint of this computer, and its card says so."""
    shown = form()
    assert (shown.mode, shown.action, shown.enctype) == (
        "post", "http://127.0.0.1:8765/tips", "application/x-www-form-urlencoded",
    )  # fmt: skip
    assert shown.destination.kind == "preview" and check() == []


def test_form_asks_the_standard_questions_in_order():
    """The form asks everything but for a photo, in the contract's order, with the trap."""
    assert [field.name for field in form().fields] == [name for name in FIELD_NAMES if name != "photo"]


def test_chosen_fields_keep_the_order_and_the_trap():
    """Whatever a publisher chooses, order and trap stay."""
    assert [field.name for field in form(fields=("where", "what")).fields] == ["what", "where", "leave_empty"]
    assert [field.name for field in form(fields="short").fields] == [*SHORT, "leave_empty"]


def test_photo_makes_the_form_multipart():
    """A form that asks for a photo is encoded so that the photo is sent."""
    assert form(fields=("what", "photo")).enctype == "multipart/form-data"


def test_countries_and_languages_are_offered_by_name():
    """Countries and languages are offered with names that need no translation; none is chosen, others are possible."""
    fields = {field.name: field for field in form().fields}
    assert [(choice.id, choice.literal) for choice in fields["where_country"].choices] == [
        ("", False), ("MX", True), ("US", True), ("other", False),
    ]  # fmt: skip
    assert [choice.label for choice in fields["reply_language"].choices if choice.literal] == ["العربية", "繁體中文"]
    assert fields["where_country"].default == fields["reply_language"].default == ""


@pytest.mark.parametrize("code", ["us", "US"])
def test_offered_countries_can_be_cut(code: str):
    """A publisher can offer some countries only, in either case."""
    fields = {field.name: field for field in form(countries=(code,)).fields}
    assert [choice.id for choice in fields["where_country"].choices] == ["", "US", "other"]


def test_hidden_inputs_are_the_same_for_every_reader():
    """The form names its edition and version; the random id is empty until a script fills it in."""
    assert form().hidden == (("form_lang", "es"), ("form_version", "1"), ("tip_id", ""))


def test_trial_form_marks_what_it_sends():
    """A trial form says so in its version, and only a trial form does: a marked tip is not routed."""
    made = tip_form(TipSettings(), tag="es", countries=(), languages=(), trial=True)
    assert dict(made.hidden)["form_version"].startswith("test")
    assert not dict(form().hidden)["form_version"].startswith("test")


def test_link_and_phone_have_no_form():
    """In the other modes there are no fields, no hidden inputs, and no origin in the policy."""
    linked, phone = form(mode="link", **PUBLIC), form(mode="phone")
    assert (linked.action, linked.fields, linked.hidden) == (PUBLIC["endpoint"], (), ())
    assert (phone.action, phone.fields) == ("", ())
    assert form_action_sources(TipSettings(mode="link", **PUBLIC)) == ()


def test_receiver_is_named_as_configured():
    """The button can name who receives the tip."""
    assert form(**PUBLIC).receiver == "Hotline of Somewhere"


def test_unnamed_receiver_is_never_invented():
    """A form to an endpoint of which nobody said whose it is says that it is unknown; it is not called a preview."""
    shown = form(endpoint="https://tips.hotline.org/")
    assert (shown.receiver, shown.destination.kind) == ("", "unknown")
    assert [found[:7] for found in check(endpoint="https://tips.hotline.org/")] == ["warning"]


def test_policy_allows_the_endpoint_and_its_redirects_once():
    """A policy names the origins of the endpoint and of its redirect targets, without paths, each once."""
    settings = TipSettings(
        endpoint="https://tips.hotline.org:8443/tips?form=1",
        targets=("https://site.org/en/tip-sent.html", "https://site.org/ar/tip-sent.html"),
    )
    assert form_action_sources(settings) == ("https://tips.hotline.org:8443", "https://site.org")


def test_policy_of_a_preview_follows_the_site_to_any_port():
    """The endpoint of this computer may lead back to the preview, on whatever port that is."""
    assert form_action_sources(TipSettings()) == ("http://127.0.0.1:8765", "http://127.0.0.1:*")


def test_good_settings_can_be_published():
    """A public endpoint with a whole card passes in every mode; calling needs neither."""
    assert check(publishing=True, **PUBLIC) == check(publishing=True, mode="link", **PUBLIC) == []
    assert check(publishing=True, mode="phone") == []


@pytest.mark.parametrize("mode", ["post", "link"])
def test_preview_settings_cannot_be_published(mode: str):
    """Neither the endpoint of this computer nor a missing card is published."""
    text = "\n".join(check(publishing=True, mode=mode))
    assert "TIP_ENDPOINT" in text and "TIP_DESTINATION" in text and "error" in text


@pytest.mark.parametrize(
    "settings, remedy",
    [
        ({"mode": "posts"}, "Did you mean 'post'?"),
        ({"mode": {"post": 1}}, "Use one of"),
        ({"endpoint": "mailto:tips@hotline.org"}, "https:"),
        ({"endpoint": "http://hotline.org/tips"}, "https:"),
        ({"endpoint": "https://hotline.org/tips?sig=x", "destination": DESTINATION}, "relay"),
        ({"targets": ("http://hotline.org/thanks",)}, "https:"),
        ({"targets": "https://hotline.org/thanks"}, "list"),
        ({"fields": ("what", "wher")}, "Did you mean 'where'?"),
        ({"fields": ("where",)}, "Add 'what'"),
        ({"fields": ("what", "contact")}, "contact_safety"),
        ({"fields": "shrt"}, "Did you mean 'short'?"),
        ({"fields": 7}, "Use a list"),
        ({"countries": ("USA",)}, "'GB'"),
        ({"countries": ("xx",)}, "'GB'"),
        ({"countries": "us"}, "list"),
        ({"destination": {"kind": "ngoo"}}, "Did you mean 'ngo'?"),
        ({"destination": ["ngo"]}, "{'name'"),
        ({"mode": "phone", "destination": {"kind": "ngoo"}}, "Did you mean 'ngo'?"),
        ({"mode": "link"}, "Link to the hosted form."),
    ],
)
def test_mistake_is_named_with_its_remedy(settings: dict, remedy: str):
    """Each mistake in the settings is one error with what to write instead."""
    (found,) = check(**settings)
    assert found.startswith("error: pelicanconf.py: TIP_") and remedy in found


def test_all_mistakes_are_said_at_once():
    """A publisher sees every mistake in one go."""
    assert len(check(endpoint="http://a.org/", fields=("wat",), countries=("USA",), destination={"kind": "x"})) == 5


def test_fixed_names_leave_no_answer_without_a_place():
    """A question that the service has no name for is left to the script, which sends it as a line; others have a name."""
    shown = form(adapter="salesforce", endpoint="https://webto.salesforce.com/", options={"hidden": {"orgid": "1"}})
    assert {field.name for field in shown.fields if field.sent_as} == {"what"}
    assert dict(shown.hidden) == {"external": "1", "orgid": "1"}
    (way,) = json.loads(shown.ways).values()
    assert set(way["lines"]) == {name for name in (*FIELD_NAMES,) if name != "what"}
    assert way["names"] == {"what": "description"} and "proof" not in way


def test_lines_are_in_the_language_of_the_receiver():
    """What is appended to the text is labelled for who reads it, not for who writes it."""
    shown = tip_form(
        TipSettings(
            adapter="salesforce", options={"hidden": {"orgid": "1"}}, destination={**DESTINATION, "languages": ["ar"]}
        ),
        tag="es",
        countries=COUNTRIES,
        languages=LANGUAGES,
        speak=lambda languages, message: f"{languages[0]} {message}",
    )
    assert json.loads(shown.ways)[""]["lines"]["where"] == "ar Where is it"


def test_a_form_that_only_encrypts_has_no_field_in_the_open():
    """Where plain text is not allowed, no answer can leave without the script."""
    encrypt = {"recipients": ["age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"]}
    shown = form(encrypt=encrypt)
    assert shown.encrypts and shown.loads_script and not any(field.sent_as for field in shown.fields)
    assert all(field.sent_as for field in form(encrypt={**encrypt, "plain_allowed": True}).fields)
    assert not form().loads_script


def test_a_page_for_a_country_asks_for_none():
    """The form for one country says which, without asking; the form for everywhere offers it, and sends by script."""
    settings = TipSettings(**PUBLIC, countries=("US",), routes={"fr": {"endpoint": "https://tips.hotline.fr/"}})
    everywhere = tip_form(
        settings, tag="es", countries=COUNTRIES, languages=LANGUAGES, country_name=lambda code: "Francia"
    )
    own = tip_form(settings, tag="es", countries=COUNTRIES, languages=LANGUAGES, country="fr")
    (select,) = (field for field in everywhere.fields if field.name == "where_country")
    assert [choice.id for choice in select.choices] == ["", "US", "FR", "other"]
    assert [(route.code, route.name, route.href) for route in everywhere.routes] == [("FR", "Francia", "tip-fr.html")]
    assert set(json.loads(everywhere.ways)) == {"", "FR"}
    assert "where_country" not in {field.name for field in own.fields} and ("where_country", "FR") in own.hidden
    assert (own.action, own.country, set(json.loads(own.ways))) == ("https://tips.hotline.fr/", "FR", {""})


@pytest.mark.parametrize(
    ("adapter", "options", "learns"),
    [
        ("basin", {}, True),
        ("basin", {"send": "native"}, False),
        ("formspree", {"send": "native"}, True),
        ("google_forms", {"names": {"what": "entry.1"}}, False),
        ("contract", {}, False),
    ],
)
def test_the_card_says_which_company_learns_of_the_site(adapter: str, options: dict, learns: bool):
    """A browser tells the name of the site to whom its script sends; a company that runs a form learns it so."""
    shown = form(adapter=adapter, options=options)
    assert (ADAPTER_NOTES["learns_site"] in shown.notes) is learns
