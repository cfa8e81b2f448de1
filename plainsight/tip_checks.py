"""Everything wrong with a publisher's settings about tips, all at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import babel

from plainsight.findings import Finding, errors
from plainsight.tip_adapter_checks import check_adapter
from plainsight.tip_adapters import ADAPTERS
from plainsight.tip_destination import UNKNOWN_DESTINATION, check_destination, suggest
from plainsight.tip_encryption import check_encryption
from plainsight.tip_fields import FIELD_NAMES
from plainsight.tip_settings import (
    FIELD_SETS,
    MODES,
    ROUTE_KEYS,
    TipSettings,
    field_names,
    routes,
    tip_destination,
)
from plainsight.tip_urls import check_address, check_service

MOST_ROUTES = 40


def check_tip_settings(
    settings: TipSettings, *, publishing: bool, today: date, where: str = "pelicanconf.py"
) -> list[Finding]:
    """Everything wrong with `settings` and each of its routes; `where` is the settings file that they are from."""
    findings = _check_way(settings, publishing=publishing, today=today, where=where)
    wrong = _check_routes(settings, where)
    findings += wrong
    if not errors(wrong):
        for code, route in routes(settings).items():
            for finding in _check_way(route, publishing=publishing, today=today, where=where):
                # The finding names the setting; in a route it is the key of the same meaning.
                findings.append(replace(finding, what=f"TIP_ROUTES {code!r}: {finding.what}"))
    return findings


def _check_way(settings: TipSettings, *, publishing: bool, today: date, where: str) -> list[Finding]:
    findings = _check_fields(settings.fields, where) + _check_countries(settings.countries, where)
    asked = () if errors(findings) else field_names(settings)
    if not isinstance(settings.mode, str) or settings.mode not in MODES:
        return [Finding(where, f"TIP_MODE is {settings.mode!r}.", suggest(settings.mode, MODES)), *findings]
    if settings.mode != "phone":
        address = _check_endpoint(settings, where, publishing)
        findings += address
        findings += _check_targets(settings.targets, where, publishing)
        facts = settings.destination if isinstance(settings.destination, Mapping) else {}
        reads = facts.get("reads", ())
        findings += check_adapter(
            settings.adapter,
            settings.options,
            mode=settings.mode,
            endpoint=settings.endpoint,
            fields=asked if settings.mode == "post" else (),
            readers=(reads,) if isinstance(reads, str) else reads if isinstance(reads, list | tuple) else (),
            publishing=publishing and not address,
            where=where,
        )
        told = bool(settings.destination) or publishing
        if not told and not address and tip_destination(settings) is UNKNOWN_DESTINATION:
            what = "TIP_DESTINATION does not say who receives the tips."
            findings.append(Finding(where, what, "Ask the receiver before you publish.", "warning"))
    findings += check_encryption(settings.encrypt, mode=settings.mode, fields=asked, where=where)
    if settings.destination or (publishing and settings.mode != "phone"):
        findings += check_destination(settings.destination, where=where, publishing=publishing, today=today)
    return findings


def _check_endpoint(settings: TipSettings, where: str, publishing: bool) -> list[Finding]:
    adapter = ADAPTERS.get(settings.adapter) if isinstance(settings.adapter, str) else None
    if settings.mode == "post" and adapter and adapter.same_site:
        return []
    found = check_address("TIP_ENDPOINT", settings.endpoint, where=where, publishing=publishing)
    if settings.mode == "post" and not found:
        found += check_service("TIP_ENDPOINT", settings.endpoint, where=where)
    if settings.mode == "link" and not found and not settings.endpoint.startswith("https:"):
        found.append(Finding(where, "TIP_ENDPOINT is not an https: address.", "Link to the hosted form."))
    return found


def _check_routes(settings: TipSettings, where: str) -> list[Finding]:
    given = settings.routes
    if not isinstance(given, Mapping):
        return [Finding(where, f"TIP_ROUTES is {given!r}.", "Write it as {'gb': {'endpoint': …, 'destination': …}}.")]
    findings = _check_countries(tuple(given), where, "TIP_ROUTES")
    if not findings and len({code.lower() for code in given}) < len(given):
        findings.append(Finding(where, "TIP_ROUTES names a country twice.", "Keep one of the two."))
    if len(given) > MOST_ROUTES:
        findings.append(Finding(where, f"TIP_ROUTES has more than {MOST_ROUTES} countries.", "Leave some out."))
    for code, facts in given.items():
        if not isinstance(facts, Mapping):
            findings.append(Finding(where, f"TIP_ROUTES {code!r} is {facts!r}.", "Write a dictionary."))
            continue
        findings += [
            Finding(where, f"TIP_ROUTES {code!r} has {key!r}, which means nothing.", suggest(key, ROUTE_KEYS))
            for key in facts
            if key not in ROUTE_KEYS
        ]
        if facts.get("mode", "post") != "phone" and "endpoint" not in facts:
            adapter = ADAPTERS.get(str(facts.get("adapter", "")))
            if not (adapter and adapter.same_site):
                what = f"TIP_ROUTES {code!r} has no endpoint."
                findings.append(Finding(where, what, "Write where its tips go, or 'mode': 'phone'."))
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


def _check_countries(codes: object, where: str, name: str = "TIP_COUNTRIES") -> list[Finding]:
    if not isinstance(codes, tuple):
        return [Finding(where, f"{name} is {codes!r}.", "Write a list of codes such as ['US', 'MX'].")]
    territories = babel.Locale("en").territories
    known = {code for code in territories if len(code) == 2 and code.isalpha()}
    return [
        Finding(where, f"{name} has {code!r}, which is not a country code.", "Use ISO 3166 codes such as 'GB'.")
        for code in codes
        if not isinstance(code, str) or code.upper() not in known
    ]
