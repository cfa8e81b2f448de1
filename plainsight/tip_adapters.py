"""How the services that hotlines use take a form: names, hidden fields, proof of success, traps. Data and its reading.

What is said here of a service is documented by it or was seen (docs/tip-endpoint.md has the traps and the sources).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

# What an adapter's hidden field may hold: filled in for each edition.
SENT, FORM = "{sent}", "{form}"
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Adapter:
    """How one service takes a tip.

    `names` maps our field names to the service's; where it does not `take_any`, a field that has no name there is
    sent inside `what`, as a labelled line. `hidden` are its own hidden fields, `needs` those whose value only the
    publisher knows. `markers` are JSON names with the values that each prove, in a 2xx answer, that the tip is stored;
    without one nothing can be proved, and the form is sent natively. `confirmation` is who shows the page after
    sending, "site" or "endpoint". `hosts` are endings of the host, "" for any; `path` is a part that the path has.
    """

    label: str
    takes_any: bool = True
    takes_files: bool = False
    names: Mapping[str, str] = field(default_factory=lambda: _NONE)
    hidden: Mapping[str, str] = field(default_factory=lambda: _NONE)
    needs: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: _NONE)
    markers: tuple[tuple[str, Any], ...] = ()
    confirmation: str = "site"
    hosts: tuple[str, ...] = ()
    path: str = ""
    redirects: tuple[str, ...] = ()
    company: bool = False
    scores: bool = False
    wants_referrer: bool = False
    same_site: bool = False
    traps: tuple[str, ...] = ()
    """Names that this service throws a tip away for, or that bring in a third party: never sent."""


ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {
        "contract": Adapter("an endpoint of docs/tip-endpoint.md", takes_files=True, markers=(("ok", True),)),
        "formspree": Adapter(
            "Formspree",
            hidden=MappingProxyType({"_next": SENT}),
            # "confirmation email sent" is a success there that nobody at the hotline will ever read.
            markers=(("ok", True), ("success", "email sent")),
            hosts=("formspree.io",),
            company=True,
            scores=True,
            wants_referrer=True,
            traps=("_gotcha", "_replyto", "email", "_cc", "_format"),
        ),
        "netlify": Adapter(
            "Netlify Forms",
            hidden=MappingProxyType({"form-name": FORM}),
            attributes=MappingProxyType({"name": FORM, "data-netlify": "true"}),
            takes_files=True,
            company=True,
            scores=True,
            same_site=True,
            traps=("netlify-honeypot", "bot-field", "g-recaptcha-response"),
        ),
        "basin": Adapter(
            "Basin",
            markers=(("success", True),),
            confirmation="endpoint",
            hosts=("usebasin.com",),
            path="/f/",
            company=True,
            scores=True,
            traps=("_gotcha", "g-recaptcha-response", "email"),
        ),
        "salesforce": Adapter(
            "Salesforce Web-to-Case",
            takes_any=False,
            # Contact is free text; the standard fields `email` and `phone` refuse what is not one, without a word.
            names=MappingProxyType({"what": "description"}),
            hidden=MappingProxyType({"retURL": SENT, "external": "1"}),
            needs=("orgid",),
            hosts=("salesforce.com", "force.com"),
            path="WebToCase",
            company=True,
            traps=("email", "phone", "captcha_settings", "g-recaptcha-response"),
        ),
        "google_forms": Adapter(
            "Google Forms",
            takes_any=False,
            confirmation="endpoint",
            hosts=("docs.google.com",),
            path="/formResponse",
            company=True,
            traps=("emailAddress", "g-recaptcha-response"),
        ),
        "apps_script": Adapter(
            "Google Apps Script",
            markers=(("ok", True),),
            confirmation="endpoint",
            hosts=("script.google.com",),
            path="/exec",
            # It answers with a redirect to where its output lies; a policy that forbids that hides the answer.
            redirects=("https://script.googleusercontent.com",),
            company=True,
        ),
        "stalwart": Adapter("a Stalwart form", confirmation="endpoint", path="/form", traps=("honeypot",)),
        "mailer": Adapter("a CGI or PHP mailer", confirmation="endpoint", takes_files=True),
    }
)


@dataclass(frozen=True)
class Preset:
    """A hosted form that is linked to, because it belongs on its own page: what its reader must know first."""

    label: str
    needs_script: bool = False
    needs_tor: bool = False


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "globaleaks": Preset("GlobaLeaks", needs_script=True),
        "hushline": Preset("Hush Line"),
        "securedrop": Preset("SecureDrop", needs_tor=True),
        "civicrm": Preset("CiviCRM"),
    }
)

OPTIONS: Mapping[str, type] = MappingProxyType(
    {"names": dict, "hidden": dict, "success": dict, "confirmation": str, "send": str}
)
"""What TIP_ADAPTER_OPTIONS may hold, and of which type."""


@dataclass(frozen=True)
class Sending:
    """How one form sends, with the publisher's options applied: `fetches` where a script can prove success."""

    adapter: Adapter
    names: Mapping[str, str]
    hidden: Mapping[str, str]
    markers: tuple[tuple[str, Any], ...]
    own_page: bool
    fetches: bool

    def name(self, canonical: str) -> str:
        """What `canonical` is called there, "" where the service has no place for it."""
        return self.names.get(canonical, canonical if self.adapter.takes_any else "")


def sending(adapter_id: str, options: Mapping[str, Any], *, sent: str = "", form: str = "tip") -> Sending:
    """How the adapter `adapter_id` sends with checked `options`; `sent` is the address of the confirmation page.

    A hidden field that needs that address is left out where there is none yet, as in a preview.
    """
    adapter = ADAPTERS[adapter_id]
    values = {SENT: sent, FORM: form}
    hidden = {name: values.get(value, value) for name, value in {**adapter.hidden, **options.get("hidden", {})}.items()}
    markers = tuple(options["success"].items()) if "success" in options else adapter.markers
    return Sending(
        adapter,
        MappingProxyType({**adapter.names, **options.get("names", {})}),
        MappingProxyType({name: value for name, value in hidden.items() if value}),
        markers,
        options.get("confirmation", adapter.confirmation) == "endpoint",
        bool(markers) and options.get("send", "script") != "native",
    )
