"""What a publisher has decided about tips: one way to send, and others for the countries named in TIP_ROUTES."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from plainsight.tip_adapters import ADAPTERS, Sending, sending
from plainsight.tip_destination import PREVIEW_DESTINATION, UNKNOWN_DESTINATION, Destination, make_destination
from plainsight.tip_encryption import recipients, script_sources
from plainsight.tip_fields import SHORT, STANDARD
from plainsight.tip_urls import is_loopback, origin

LOCAL_ENDPOINT = "http://127.0.0.1:8765/tips"
MODES = {
    "post": "the form posts to TIP_ENDPOINT",
    "link": "the page links to the hosted form at TIP_ENDPOINT",
    "phone": "no form, only ways to call or write",
}
FIELD_SETS: Mapping[str, tuple[str, ...]] = MappingProxyType({"standard": STANDARD, "short": SHORT})
_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class TipSettings:
    """What a publisher has decided about tips, as written in the settings file; `tip_checks` says if it holds.

    `targets` are the addresses that the endpoint redirects to. `fields` is a name of `FIELD_SETS` or field names;
    `countries` are ISO 3166 codes to offer, none for all that the site knows. `adapter` is a key of
    `tip_adapters.ADAPTERS` (in mode link of `PRESETS`), `options` what the publisher says about it. `encrypt` holds
    `recipients` and `plain_allowed`. `routes` are other settings by country, with the names of these attributes.
    `site_url` is the address of the site, "" where it is not known yet; `form` and `sent` are the files of the page of
    the form and of the confirmation in each edition's folder, which a site takes from its pages.
    """

    mode: str = "post"
    endpoint: str = LOCAL_ENDPOINT
    targets: tuple[str, ...] = ()
    destination: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    fields: str | tuple[str, ...] = "standard"
    countries: tuple[str, ...] = ()
    adapter: str = "contract"
    options: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    encrypt: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    routes: Mapping[str, Any] = field(default_factory=lambda: _NONE)
    site_url: str = ""
    form: str = "tip.html"
    sent: str = "tip-sent.html"

    def form_of(self, code: str) -> str:
        """The file of the form for the country `code`; for everywhere where that is ""."""
        return f"{self.form.removesuffix('.html')}-{code.lower()}.html" if code else self.form


ROUTE_KEYS = ("mode", "endpoint", "targets", "destination", "fields", "adapter", "options", "encrypt")
"""What a route may say; what it leaves out is as if nobody had set it, save the fields, which are the site's."""


def routes(settings: TipSettings) -> dict[str, TipSettings]:
    """The settings of each route of checked `settings`, by country code in lower case, in alphabetical order."""
    found = {}
    for code, facts in sorted(settings.routes.items()):
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}
        values.setdefault("fields", settings.fields)
        found[code.lower()] = TipSettings(**values, site_url=settings.site_url, form=settings.form, sent=settings.sent)
    return found


def every_way(settings: TipSettings) -> dict[str, TipSettings]:
    """`settings` and its routes, by country code; "" is for everywhere else."""
    return {"": replace(settings, routes=_NONE), **routes(settings)}


def field_names(settings: TipSettings) -> tuple[str, ...]:
    """The names of the questions that `settings` asks for; their order is always that of `FIELDS`."""
    chosen = settings.fields
    return FIELD_SETS[chosen] if isinstance(chosen, str) else tuple(chosen)


def tip_destination(settings: TipSettings) -> Destination:
    """Who receives tips: as written in the settings, else this computer's preview, else unknown."""
    if settings.destination:
        return make_destination(settings.destination)
    local = settings.mode == "post" and is_loopback(settings.endpoint)
    return PREVIEW_DESTINATION if local else UNKNOWN_DESTINATION


def tip_sending(settings: TipSettings, tag: str = "") -> Sending:
    """How the form of `settings` sends in the edition `tag`, whose confirmation page the endpoint leads to."""
    sent = f"{settings.site_url.rstrip('/')}/{tag}/{settings.sent}" if settings.site_url and tag else ""
    if settings.mode != "post":
        return sending("contract", {})
    return sending(settings.adapter, settings.options, sent=sent)


def form_action(settings: TipSettings) -> str:
    """Where the form posts to, as its page writes it; "" where there is no form."""
    if settings.mode != "post":
        return ""
    return settings.sent if ADAPTERS[settings.adapter].same_site else settings.endpoint


def form_action_sources(settings: TipSettings) -> tuple[str, ...]:
    """The origins that a page with the form must allow in its policy: the endpoint and where it redirects to.

    Both, because browsers differ on whether they check the redirect of a form. Empty where there is no form. A preview
    may be served on any port of this computer, so its endpoint may redirect to any.
    """
    if settings.mode != "post":
        return ()
    adapter = ADAPTERS[settings.adapter]
    if adapter.same_site:
        return ("'self'",)
    urls = [settings.endpoint, *settings.targets, *adapter.redirects]
    if "{sent}" in adapter.hidden.values():
        urls.append(settings.site_url)
    origins = [origin(url) for url in urls]
    if is_loopback(settings.endpoint):
        origins.append("http://127.0.0.1:*")
    return tuple(dict.fromkeys(found for found in origins if found))


def connect_sources(settings: TipSettings) -> tuple[str, ...]:
    """Where the script of the form may send by itself: the endpoint, and nothing where it cannot prove success."""
    if settings.mode != "post" or not tip_sending(settings).fetches:
        return ()
    urls = (settings.endpoint, *ADAPTERS[settings.adapter].redirects)
    return tuple(dict.fromkeys(found for url in urls if (found := origin(url))))


def referrer_policy(settings: TipSettings) -> str:
    """What the endpoint is told of where a tip comes from: nothing, unless it refuses whoever says nothing."""
    return "origin" if ADAPTERS[settings.adapter].wants_referrer else "no-referrer"


@dataclass(frozen=True)
class FormPolicy:
    """What the form of one page may do: post to `action`, send to `form_action`, connect by script, load a script."""

    action: str
    form_action: tuple[str, ...]
    connect: tuple[str, ...]
    scripts: tuple[str, ...]
    referrer: str


def page_policies(settings: TipSettings) -> dict[str, FormPolicy]:
    """The policy of each page that has a form, by its file name in an edition's folder.

    The page for everywhere sends, by script, also to the endpoints of the countries that have their own page.
    """
    found = {}
    posting = {code: way for code, way in every_way(settings).items() if way.mode == "post"}
    for code, way in posting.items():
        reached = [way] if code else list(posting.values())
        found[settings.form_of(code)] = FormPolicy(
            form_action(way),
            _joined(map(form_action_sources, reached)),
            _joined(map(connect_sources, reached)),
            script_sources(settings.site_url) if any(recipients(one.encrypt) for one in reached) else (),
            referrer_policy(way),
        )
    return found


def _joined(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for group in groups for source in group))
