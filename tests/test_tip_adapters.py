"""plainsight.tip_adapters and plainsight.tip_adapter_checks"""

from typing import Any

import pytest

from plainsight.tip_adapter_checks import check_adapter
from plainsight.tip_adapters import ADAPTERS, PRESETS, sending
from plainsight.tip_fields import STANDARD
from tests.twins import services

ORG = {"hidden": {"orgid": "00D1"}}
PLACES = {
    "contract": "https://tips.hotline.org/v1",
    "formspree": "https://formspree.io/f/abc",
    "netlify": "",
    "basin": "https://usebasin.com/f/abc",
    "salesforce": "https://webto.salesforce.com/servlet/servlet.WebToCase?encoding=UTF-8",
    "google_forms": "https://docs.google.com/forms/d/e/abc/formResponse",
    "apps_script": "https://script.google.com/macros/s/abc/exec",
    "stalwart": "https://mail.hotline.org/form",
    "mailer": "https://hotline.org/cgi-bin/tip.pl",
}
GOOD = {"salesforce": ORG, "google_forms": {"names": {"what": "entry.1"}}}


def check(adapter: Any = "contract", options: Any = None, **changed: Any) -> list[str]:
    """The findings about `adapter` as text."""
    facts = {
        "mode": "post",
        "endpoint": PLACES.get(str(adapter), ""),
        "fields": STANDARD,
        "readers": ("staff", "form_company"),
        "publishing": True,
        "where": "publishconf.py",
    }
    options = GOOD.get(str(adapter), {}) if options is None else options
    return [str(found) for found in check_adapter(adapter, options, **{**facts, **changed})]


def test_every_adapter_has_a_twin():
    """No service is offered that the tests do not have a local twin of."""
    assert set(PLACES) == set(ADAPTERS)
    assert all(callable(getattr(services, name)) for name in ADAPTERS)


@pytest.mark.parametrize("name", ADAPTERS)
def test_a_service_with_good_options_is_accepted(name: str):
    """Each service can be published with what its publisher knows of it."""
    assert check(name) == []


def test_only_what_proves_success_is_asked_by_script():
    """A script sends only where an answer can prove that the tip is stored; elsewhere the form is native."""
    proving = {name for name in ADAPTERS if sending(name, {}).fetches}
    assert proving == {"contract", "formspree", "basin", "apps_script"}
    assert not sending("contract", {"send": "native"}).fetches
    assert not sending("contract", {"success": {}}).fetches
    assert sending("mailer", {"success": {"stored": True}}).markers == (("stored", True),)


def test_names_are_the_services_or_none():
    """A field is sent under the service's name; where there is no place for it, under none."""
    any_name, fixed = sending("stalwart", {"names": {"what": "message"}}), sending("salesforce", ORG)
    assert (any_name.name("what"), any_name.name("where")) == ("message", "where")
    assert (fixed.name("what"), fixed.name("where"), fixed.name("tip_id")) == ("description", "", "")


def test_hidden_fields_lead_back_to_the_site():
    """The confirmation page goes along where the service asks for it, and not while nobody knows its address."""
    assert sending("formspree", {}, sent="https://a.org/en/tip-sent.html").hidden == {
        "_next": "https://a.org/en/tip-sent.html"
    }
    assert sending("formspree", {}).hidden == {}
    assert sending("salesforce", ORG).hidden == {"external": "1", "orgid": "00D1"}


@pytest.mark.parametrize("name", ADAPTERS)
def test_no_adapter_sends_into_the_trap_of_its_service(name: str):
    """No field is called what the service throws a tip away for."""
    adapter = ADAPTERS[name]
    assert not set(adapter.traps) & {*adapter.names.values(), *adapter.hidden, *STANDARD}


@pytest.mark.parametrize(
    ("adapter", "options", "said"),
    [
        ("formspre", {}, "Did you mean 'formspree'?"),
        (["formspree"], {}, "Did you mean"),
        ("globaleaks", {}, "TIP_MODE = 'link'"),
        ("contract", [], "{'names'"),
        ("contract", {"hiden": {}}, "Did you mean 'hidden'?"),
        ("contract", {"hidden": "x"}, "Write a dictionary."),
        ("contract", {"names": {"what": 7}}, "texts in quotes"),
        ("contract", {"names": {"wat": "x"}}, "Did you mean 'what'?"),
        ("contract", {"confirmation": "sight"}, "Did you mean 'site'?"),
        ("contract", {"send": "script "}, "Did you mean 'script'?"),
        ("contract", {"hidden": {"g-recaptcha-response": "x"}}, "CAPTCHA"),
        ("contract", {"hidden": {"cf-turnstile-response": "x"}}, "CAPTCHA"),
        ("contract", {"hidden": {"what": "x"}}, "the form sends itself"),
        ("contract", {"names": {"what": "a", "where": "a"}}, "uses 'a' twice"),
        ("formspree", {"hidden": {"_gotcha": ""}}, "texts in quotes"),
        ("formspree", {"names": {"leave_empty": "_gotcha"}}, "throw a tip away unseen"),
        ("salesforce", {}, "leaves out 'orgid'"),
        ("salesforce", {**ORG, "names": {"contact": "email"}}, "throw a tip away unseen"),
        ("google_forms", {}, "does not say how 'what' is called"),
        ("google_forms", {"names": {"what": "message"}}, "entry. and digits"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(adapter, options, said):
    """Each mistake is one error that says what to write instead."""
    (found,) = check(adapter, options, publishing=False)
    assert found.startswith("error: publishconf.py: TIP_ADAPTER") and said in found


def test_an_address_of_another_service_is_refused_at_publishing():
    """A form in the dialect of one service is not published with the address of another."""
    (found,) = check("formspree", endpoint="https://usebasin.com/f/abc")
    assert "does not look like Formspree" in found
    (found,) = check("google_forms", endpoint="https://docs.google.com/forms/d/e/abc/viewform")
    assert "/formResponse" in found
    assert check("formspree", endpoint="https://formspree.io.evil.org/f/abc")


def test_a_photo_goes_only_where_it_is_taken():
    """A form never asks for a photo that makes its service refuse the whole tip."""
    (found,) = check("formspree", fields=("what", "photo"))
    assert "takes none" in found
    assert check("contract", fields=("what", "photo")) == []


def test_the_card_must_name_the_company_in_between():
    """Where a company can read tips, the card that leaves it out is not published."""
    (found,) = check("basin", readers=("staff",))
    assert "form_company" in found
    assert check("basin", readers=("staff",), publishing=False) == []


def test_presets_are_for_links():
    """GlobaLeaks, Hush Line, SecureDrop and CiviCRM are linked to, and never posted to."""
    assert set(PRESETS) == {"globaleaks", "hushline", "securedrop", "civicrm"}
    for name in (*PRESETS, "", "contract"):
        assert check(name, mode="link") == []
    (found,) = check("formspree", mode="link")
    assert "TIP_MODE = 'post'" in found
