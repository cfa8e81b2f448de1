"""The tip form of an edition: which questions it asks, where it posts them, who receives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import babel

from plainsight.findings import Finding
from plainsight.tip_destination import (
    PREVIEW_DESTINATION,
    UNKNOWN_DESTINATION,
    Destination,
    check_destination,
    make_destination,
    suggest,
)
from plainsight.tip_fields import (
    EMPTY_CHOICE,
    FIELD_NAMES,
    FIELDS,
    FORM_VERSION,
    OTHER_COUNTRY,
    OTHER_LANGUAGE,
    SHORT,
    STANDARD,
    Choice,
    Field,
)
from plainsight.tip_urls import check_address, is_loopback, origin

LOCAL_ENDPOINT = "http://127.0.0.1:8765/tips"
MODES = {
    "post": "the form posts to TIP_ENDPOINT",
    "link": "the page links to the hosted form at TIP_ENDPOINT",
    "phone": "no form, only ways to call or write",
}
FIELD_SETS: Mapping[str, tuple[str, ...]] = MappingProxyType({"standard": STANDARD, "short": SHORT})
_URLENCODED, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass(frozen=True)
class TipSettings:
    """What a publisher has decided about tips, as written in the settings file; `check_tip_settings` says if it holds.

    `targets` are the addresses that the endpoint redirects to. `fields` is a name of `FIELD_SETS` or field names;
    `countries` are ISO 3166 codes to offer, none for all that the site knows.
    """

    mode: str = "post"
    endpoint: str = LOCAL_ENDPOINT
    targets: tuple[str, ...] = ()
    destination: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    fields: str | tuple[str, ...] = "standard"
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class TipForm:
    """The tip form of one edition, ready for its template.

    In mode `post`, `action` and `enctype` are the form's (its method is always post) and `hidden` its hidden inputs as
    (name, value); in mode `link`, `action` is where the link leads; in mode `phone` it is "". `fields` is empty but in
    mode `post`. `receiver` is the name of who gets the tip, "" where nobody has told us.
    """

    mode: str
    action: str
    enctype: str
    fields: tuple[Field, ...]
    hidden: tuple[tuple[str, str], ...]
    receiver: str
    destination: Destination


def tip_form(
    settings: TipSettings,
    *,
    tag: str,
    countries: Iterable[tuple[str, str]],
    languages: Iterable[tuple[str, str]],
    trial: bool = False,
) -> TipForm:
    """The tip form of the edition `tag`, from checked `settings`.

    `countries` are (ISO 3166 code, name in this edition) and `languages` (language tag, own name), in the order to
    show. A `trial` form marks what it sends as a test: endpoints that keep the contract do not route such tips.
    """
    destination = tip_destination(settings)
    if settings.mode != "post":
        action = settings.endpoint if settings.mode == "link" else ""
        return TipForm(settings.mode, action, _URLENCODED, (), (), destination.name, destination)
    names = {*field_names(settings), "leave_empty"}
    options = {
        "where_country": _country_choices(settings.countries, countries),
        "reply_language": _choices(languages, OTHER_LANGUAGE),
    }
    fields = tuple(
        replace(field, choices=options[field.name]) if field.name in options else field
        for field in FIELDS
        if field.name in names
    )
    version = f"test-{FORM_VERSION}" if trial else FORM_VERSION
    return TipForm(
        mode="post",
        action=settings.endpoint,
        enctype=_MULTIPART if "photo" in names else _URLENCODED,
        fields=fields,
        # tip_id stays empty without script: a value in the page would be the same for every reader.
        hidden=(("form_lang", tag), ("form_version", version), ("tip_id", "")),
        receiver=destination.name,
        destination=destination,
    )


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


def form_action_sources(settings: TipSettings) -> tuple[str, ...]:
    """The origins that a page with the form must allow in its policy: the endpoint and where it redirects to.

    Both, because browsers differ on whether they check the redirect of a form. Empty where there is no form. A preview
    may be served on any port of this computer, so its endpoint may redirect to any.
    """
    if settings.mode != "post":
        return ()
    origins = [origin(url) for url in (settings.endpoint, *settings.targets)]
    if is_loopback(settings.endpoint):
        origins.append("http://127.0.0.1:*")
    return tuple(dict.fromkeys(found for found in origins if found))


def check_tip_settings(
    settings: TipSettings, *, publishing: bool, today: date, where: str = "pelicanconf.py"
) -> list[Finding]:
    """Everything wrong with `settings`, all at once; `where` is the settings file that they are from."""
    findings = _check_fields(settings.fields, where) + _check_countries(settings.countries, where)
    if not isinstance(settings.mode, str) or settings.mode not in MODES:
        return [Finding(where, f"TIP_MODE is {settings.mode!r}.", suggest(settings.mode, MODES)), *findings]
    if settings.mode != "phone":
        address = check_address("TIP_ENDPOINT", settings.endpoint, where=where, publishing=publishing)
        if settings.mode == "link" and not address and not settings.endpoint.startswith("https:"):
            address.append(Finding(where, "TIP_ENDPOINT is not an https: address.", "Link to the hosted form."))
        findings += address
        findings += _check_targets(settings.targets, where, publishing)
        told = bool(settings.destination) or publishing
        if not told and not address and tip_destination(settings) is UNKNOWN_DESTINATION:
            what = "TIP_DESTINATION does not say who receives the tips."
            findings.append(Finding(where, what, "Ask the receiver before you publish.", "warning"))
    if settings.destination or (publishing and settings.mode != "phone"):
        findings += check_destination(settings.destination, where=where, publishing=publishing, today=today)
    return findings


def _check_targets(targets: object, where: str, publishing: bool) -> list[Finding]:
    if not isinstance(targets, tuple):
        return [Finding(where, f"TIP_ENDPOINT_TARGETS is {targets!r}.", "Write a list of addresses.")]
    named = ((f"TIP_ENDPOINT_TARGETS[{number}]", url) for number, url in enumerate(targets))
    return [found for name, url in named for found in check_address(name, url, where=where, publishing=publishing)]


def _check_fields(chosen: object, where: str) -> list[Finding]:
    if isinstance(chosen, str):
        if chosen in FIELD_SETS:
            return []
        return [Finding(where, f"TIP_FIELDS is {chosen!r}.", suggest(chosen, FIELD_SETS))]
    if not isinstance(chosen, tuple):
        return [Finding(where, f"TIP_FIELDS is {chosen!r}.", f"Use a list, or one of: {', '.join(FIELD_SETS)}.")]
    findings = [
        Finding(where, f"TIP_FIELDS has {name!r}, which is not a field.", suggest(name, FIELD_NAMES))
        for name in chosen
        if name not in FIELD_NAMES
    ]
    if "what" not in chosen:
        findings.append(Finding(where, "TIP_FIELDS leaves out 'what', the one thing a tip needs.", "Add 'what'."))
    if "contact" in chosen and "contact_safety" not in chosen:
        what = "TIP_FIELDS asks for 'contact' but not how contact is safe: an answer at the wrong time can harm."
        findings.append(Finding(where, what, "Add 'contact_safety', or leave out 'contact'."))
    return findings


def _check_countries(codes: object, where: str) -> list[Finding]:
    if not isinstance(codes, tuple):
        return [Finding(where, f"TIP_COUNTRIES is {codes!r}.", "Write a list of codes such as ['US', 'MX'].")]
    territories = babel.Locale("en").territories
    known = {code for code in territories if len(code) == 2 and code.isalpha()}
    return [
        Finding(where, f"TIP_COUNTRIES has {code!r}, which is not a country code.", "Use ISO 3166 codes such as 'GB'.")
        for code in codes
        if not isinstance(code, str) or code.upper() not in known
    ]


def _country_choices(offered: Iterable[str], countries: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    codes = {code.upper() for code in offered}
    named = ((code.upper(), name) for code, name in countries)
    return _choices(((code, name) for code, name in named if not codes or code in codes), OTHER_COUNTRY)


def _choices(named: Iterable[tuple[str, str]], other: Choice) -> tuple[Choice, ...]:
    return (EMPTY_CHOICE, *(Choice(id, name, literal=True) for id, name in named), other)
