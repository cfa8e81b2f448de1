"""What is wrong with an adapter's settings: findings for the publisher, before a tip can be lost."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from plainsight.findings import Finding
from plainsight.tip_adapters import ADAPTERS, OPTIONS, PRESETS, Adapter
from plainsight.tip_destination import suggest
from plainsight.tip_fields import FIELD_NAMES

_META = ("form_lang", "form_version", "tip_id")
_CAPTCHA = re.compile(r"captcha|turnstile", re.IGNORECASE)


def check_adapter(
    adapter_id: object,
    options: object,
    *,
    mode: str,
    endpoint: object,
    fields: Iterable[str],
    readers: Iterable[Any],
    publishing: bool,
    where: str,
) -> list[Finding]:
    """Everything wrong with TIP_ADAPTER `adapter_id` and its `options`, for the questions `fields`.

    `readers` are what the destination card says of who reads the tips, none where there is no card yet.
    """
    known = PRESETS if mode == "link" else ADAPTERS
    if mode == "link" and adapter_id in ("", "contract"):
        return []
    if not isinstance(adapter_id, str) or adapter_id not in known:
        return [
            Finding(
                where, f"TIP_ADAPTER is {adapter_id!r}.", _other_mode(adapter_id, mode) or suggest(adapter_id, known)
            )
        ]
    if mode == "link":
        return []
    if not isinstance(options, Mapping):
        return [Finding(where, f"TIP_ADAPTER_OPTIONS is {options!r}.", "Write it as {'names': {…}, 'hidden': {…}}.")]
    adapter, findings = ADAPTERS[adapter_id], _check_options(options, where)
    if findings:
        return findings
    findings = _check_hidden(adapter, options, where) + _check_names(adapter, adapter_id, options, where)
    if publishing and isinstance(endpoint, str):
        findings += _check_place(adapter, endpoint, where)
    if "photo" in fields and not adapter.takes_files:
        what = f"TIP_FIELDS asks for a photo, and {adapter.label} takes none: the whole tip could be refused."
        findings.append(Finding(where, what, "Leave out 'photo'."))
    readers = tuple(readers)
    if publishing and adapter.company and readers and "form_company" not in readers:
        what = (
            f"TIP_DESTINATION reads leaves out 'form_company', and {adapter.label} is run by a company that can read."
        )
        findings.append(Finding(where, what, "Add 'form_company', so that the card says so."))
    return findings


def _other_mode(adapter_id: object, mode: str) -> str:
    if not isinstance(adapter_id, str):
        return ""
    if mode == "post" and adapter_id in PRESETS:
        return f"{PRESETS[adapter_id].label} has its own page: set TIP_MODE = 'link'."
    if mode == "link" and adapter_id in ADAPTERS:
        return "Set TIP_MODE = 'post', or remove it."
    return ""


def _check_options(options: Mapping[str, Any], where: str) -> list[Finding]:
    findings = []
    for key, value in options.items():
        name = f"TIP_ADAPTER_OPTIONS {key!r}"
        if key not in OPTIONS:
            findings.append(Finding(where, f"{name} means nothing.", suggest(key, OPTIONS)))
        elif not isinstance(value, Mapping if OPTIONS[key] is dict else str):
            shape = "a dictionary" if OPTIONS[key] is dict else "a text"
            findings.append(Finding(where, f"{name} is {value!r}.", f"Write {shape}."))
        elif key in ("names", "hidden") and not all(
            isinstance(item, str) and item for pair in value.items() for item in pair
        ):
            findings.append(Finding(where, f"{name} holds what is not a text.", "Write texts in quotes on both sides."))
    for key, values in {"confirmation": ("site", "endpoint"), "send": ("script", "native")}.items():
        if key in options and isinstance(options[key], str) and options[key] not in values:
            what = f"TIP_ADAPTER_OPTIONS {key!r} is {options[key]!r}."
            findings.append(Finding(where, what, suggest(options[key], values)))
    return findings


def _check_hidden(adapter: Adapter, options: Mapping[str, Any], where: str) -> list[Finding]:
    hidden = options.get("hidden", {})
    findings = [
        Finding(where, f"TIP_ADAPTER_OPTIONS 'hidden' leaves out {name!r}: {adapter.label} needs it.", "Add it.")
        for name in adapter.needs
        if name not in hidden
    ]
    for name in (*hidden, *options.get("names", {}).values()):
        if _CAPTCHA.search(name):
            what = f"TIP_ADAPTER_OPTIONS has {name!r}: another company would see everyone who writes."
            findings.append(Finding(where, what, "Switch the CAPTCHA off at the service, or use another endpoint."))
        elif name in adapter.traps:
            what = f"TIP_ADAPTER_OPTIONS has {name!r}, for which {adapter.label} can throw a tip away unseen."
            findings.append(Finding(where, what, "Remove it."))
    for name in sorted(set(hidden) & {*FIELD_NAMES, *_META}):
        what = f"TIP_ADAPTER_OPTIONS 'hidden' has {name!r}, which the form sends itself."
        findings.append(Finding(where, what, "Remove it."))
    return findings


def _check_names(adapter: Adapter, adapter_id: str, options: Mapping[str, Any], where: str) -> list[Finding]:
    names = {**adapter.names, **options.get("names", {})}
    findings = [
        Finding(where, f"TIP_ADAPTER_OPTIONS 'names' has {name!r}, which is not a field.", suggest(name, FIELD_NAMES))
        for name in names
        if name not in (*FIELD_NAMES, *_META)
    ]
    if not adapter.takes_any and "what" not in names:
        what = f"TIP_ADAPTER_OPTIONS 'names' does not say how 'what' is called at {adapter.label}."
        findings.append(
            Finding(where, what, "Look at the service's own form: add 'what' with the name of its long text.")
        )
    taken = [*names.values(), *options.get("hidden", {})]
    if twice := sorted({name for name in taken if taken.count(name) > 1}):
        what = f"TIP_ADAPTER_OPTIONS uses {twice[0]!r} twice: one answer would take the other's place."
        findings.append(Finding(where, what, "Give each one its own name."))
    if adapter_id == "google_forms":
        findings += [
            Finding(where, f"TIP_ADAPTER_OPTIONS 'names' has {name!r}.", "Google's names are entry. and digits.")
            for name in names.values()
            if not re.fullmatch(r"entry\.\d+", name)
        ]
    return findings


def _check_place(adapter: Adapter, endpoint: str, where: str) -> list[Finding]:
    if adapter.same_site:
        return []
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    fits = not adapter.hosts or any(host == known or host.endswith(f".{known}") for known in adapter.hosts)
    if fits and adapter.path in parts.path:
        return []
    where_it_is = f"{adapter.hosts[0] if adapter.hosts else '…'} with {adapter.path!r} in its path"
    what = f"TIP_ENDPOINT does not look like {adapter.label}."
    return [Finding(where, what, f"Its address is at {where_it_is}. Correct TIP_ENDPOINT or TIP_ADAPTER.")]
