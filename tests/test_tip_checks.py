"""plainsight.tip_checks and plainsight.tip_settings: routes, services, policies."""

from datetime import date

import pytest

from plainsight.tip_checks import check_tip_settings
from plainsight.tip_settings import TipSettings, connect_sources, every_way, form_action_sources, page_policies, routes
from tests.test_tips import DESTINATION, PUBLIC, TODAY

KEY = "age1ltj9x78ysxsmchw2p4nwhdvrzz4setkkwnvukxjqtp2zxe0udpgsk2wczz"
ROUTE = {"endpoint": "https://tips.hotline.mx/v1", "destination": DESTINATION}


def check(publishing: bool = True, **settings) -> list[str]:
    """The findings about `settings`, published if not said otherwise, as text."""
    whole = TipSettings(**{**PUBLIC, **settings})
    return [
        str(found) for found in check_tip_settings(whole, publishing=publishing, today=TODAY, where="publishconf.py")
    ]


def test_good_routes_can_be_published():
    """Several hotlines, each with its card, pass; so does a country that has a telephone only."""
    assert check(routes={"MX": ROUTE, "de": {"mode": "phone"}}) == []


def test_a_route_inherits_nothing_that_is_about_somebody_else():
    """The card, the keys and the names of one hotline are never taken for another's."""
    settings = TipSettings(
        **PUBLIC, fields="short", encrypt={"recipients": [KEY]}, routes={"MX": {"endpoint": "https://m.mx/"}}
    )
    (way,) = routes(settings).values()
    assert (way.destination, way.encrypt, way.options, way.fields) == ({}, {}, {}, "short")
    assert list(every_way(settings)) == ["", "mx"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["mx"], "{'gb'"),
        ({"mexico": ROUTE}, "not a country code"),
        ({"MX": ROUTE, "mx": ROUTE}, "a country twice"),
        ({"mx": "https://tips.hotline.mx/"}, "Write a dictionary."),
        ({"mx": {**ROUTE, "endpont": "x"}}, "Did you mean 'endpoint'?"),
        ({"mx": {"destination": DESTINATION}}, "has no endpoint"),
        ({"mx": {**ROUTE, "endpoint": "http://tips.hotline.mx/"}}, "anyone on the way"),
        ({"mx": {**ROUTE, "adapter": "formspre"}}, "Did you mean 'formspree'?"),
        ({"mx": {**ROUTE, "encrypt": {"recipients": ["age1x"]}}}, "not an age recipient"),
        ({"mx": {**ROUTE, "fields": ["where"]}}, "Add 'what'"),
        ({"mx": {**ROUTE, "destination": {**DESTINATION, "last_checked": date(2020, 1, 1)}}}, "more than 180 days"),
    ],
)
def test_a_mistake_in_a_route_is_named(given, said):
    """What is wrong with one country's way is said with that country, before anything is published."""
    (found,) = check(routes=given)
    assert "TIP_ROUTES" in found and said in found


def test_a_route_without_its_card_is_not_published():
    """No reader chooses a country and sends to somebody of whom nothing is said."""
    assert any(
        "TIP_ROUTES 'mx': TIP_DESTINATION leaves out" in found
        for found in check(routes={"mx": {"endpoint": "https://m.mx/"}})
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://hooks.slack.com/services/T0/B0/xyz", "its address is its password"),
        ("https://discord.com/api/webhooks/1/abc", "its address is its password"),
        ("https://api.telegram.org/bot1:abc/sendMessage", "its address is its password"),
        ("https://prod-1.westeurope.logic.azure.com/workflows/1/triggers", "its address is its password"),
        ("https://a.blob.core.windows.net/tips?sv=1&sig=abc", "looks like a secret"),
        ("https://hotline.org/tips?apiKey=1", "looks like a secret"),
        ("https://tips.hushline.app/to/hotline", "TIP_MODE = 'link'"),
        ("https://demo.globaleaks.org/api/submission", "TIP_MODE = 'link'"),
        ("https://hotline.org/civicrm/contact", "TIP_MODE = 'link'"),
        ("https://abcdefghijklmnop.onion/submit", "TIP_MODE = 'link'"),
        ("http://hotline.org/tips", "https: address"),
        ("mailto:tips@hotline.org", "https: address"),
    ],
)
def test_an_endpoint_that_would_leak_or_lose_tips_is_refused(url, said):
    """Secrets in addresses, forms that belong elsewhere, http: and mail are refused, in preview too."""
    (found,) = check(False, endpoint=url)
    assert said in found and "xyz" not in found and "bot1" not in found


def test_a_hosted_form_may_be_linked_to():
    """What cannot be posted to can be linked to."""
    assert check(mode="link", adapter="hushline", endpoint="https://tips.hushline.app/to/hotline") == []


def test_netlify_needs_no_endpoint():
    """A form of the site's own host is sent to the site, and its policy allows just that."""
    destination = {**DESTINATION, "reads": ["staff", "form_company"]}
    assert check(adapter="netlify", endpoint="", destination=destination) == []
    policy = page_policies(TipSettings(adapter="netlify", endpoint=""))["tip.html"]
    assert (policy.action, policy.form_action, policy.connect) == ("tip-sent.html", ("'self'",), ())


def test_each_page_may_reach_only_whom_it_sends_to():
    """The page for everywhere may reach every hotline that it sends to by script; a country's page its own only."""
    settings = TipSettings(
        **PUBLIC,
        site_url="https://safe-site.org",
        routes={
            "mx": {"endpoint": "https://formspree.io/f/a", "adapter": "formspree"},
            "gb": {"endpoint": "https://tips.hotline.uk/", "encrypt": {"recipients": [KEY]}},
            "de": {"mode": "phone"},
        },
    )
    policies = page_policies(settings)
    assert set(policies) == {"tip.html", "tip-mx.html", "tip-gb.html"}
    assert policies["tip.html"].connect == (
        "https://tips.hotline.org",
        "https://tips.hotline.uk",
        "https://formspree.io",
    )
    assert policies["tip-gb.html"].connect == policies["tip-gb.html"].form_action == ("https://tips.hotline.uk",)
    assert policies["tip-mx.html"].form_action == ("https://formspree.io", "https://safe-site.org")
    assert [policies[name].referrer for name in sorted(policies)] == ["no-referrer", "origin", "no-referrer"]
    assert [bool(policies[name].scripts) for name in sorted(policies)] == [True, False, True]


def test_redirects_of_a_service_are_allowed():
    """Apps Script answers from another host: a policy without it would hide every success."""
    settings = TipSettings(adapter="apps_script", endpoint="https://script.google.com/macros/s/a/exec")
    assert connect_sources(settings) == form_action_sources(settings)
    assert connect_sources(settings)[1] == "https://script.googleusercontent.com"
