"""Ids of locales: what people, browsers and other tools call a locale, and what it is called here."""

import re
from collections.abc import Sequence
from pathlib import Path

import babel
from babel.core import get_global

# Former codes, of which CLDR keeps some as names of their own.
_FORMER = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "no": "nb", "sh": "sr_Latn", "tl": "fil"}
# Modifiers of POSIX names that say a script; any other one but those of _VARIANTS says nothing about a text.
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
_VARIANTS = {"valencia": "VALENCIA"}
_NAME = re.compile(
    r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_]([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))?"
    r"(?:\.[\w-]{1,20})?(?:@(\w{1,20}))?"
)


def canonical_id(name: str) -> str:
    """The id of the locale that `name` means, a language tag (`pt-br`) or a POSIX name (`zh_TW.UTF-8`, `sr@latin`).

    Former codes (`iw`) become today's (`he`). CLDR need not know the language. Raises `ValueError` for no such name.
    """
    match = _NAME.fullmatch(name)
    if not match:
        raise ValueError(f"{name!r} is not a locale")
    language, script, territory, variant, modifier = match.groups()
    language, modifier = language.lower(), (modifier or "").lower()
    today = today_of(language)
    if today:
        language, _, likely = today.partition("_")
        script, territory = (likely, territory) if len(likely) == 4 and not script else (script, territory or likely)
        territory = None if territory == script else territory
    script = script or _SCRIPTS.get(modifier)
    variant = variant or _VARIANTS.get(modifier)
    parts = [language, script and script.title(), territory and territory.upper(), variant and variant.upper()]
    locale_id = "_".join(part for part in parts if part)
    try:
        known = str(babel.Locale.parse(locale_id))
    except (babel.UnknownLocaleError, ValueError):
        return locale_id
    # CLDR adds the script that a territory writes in; it may also guess a territory, which nobody asked for.
    return known if known.split("_")[0] == language and territory else locale_id


def today_of(language: str) -> str:
    """The id that the code `language` has been replaced by, or ""."""
    if language in _FORMER:
        return _FORMER[language]
    if language in babel.localedata.locale_identifiers():
        return ""
    return get_global("language_aliases").get(language, "")


def posix_name(locale_id: str) -> str:
    """The name that POSIX and gettext have for a locale: `sr_Latn` is `sr@latin`; without one, the id itself."""
    parts = locale_id.split("_")
    modifiers = {script: modifier for modifier, script in _SCRIPTS.items()}
    if len(parts) > 1 and parts[1] in modifiers:
        return f"{'_'.join([parts[0], *parts[2:]])}@{modifiers[parts[1]]}"
    regions = {("zh", "Hans"): "CN", ("zh", "Hant"): "TW"}
    if len(parts) > 1 and (parts[0], parts[1]) in regions:
        return f"zh_{parts[2] if len(parts) > 2 else regions[parts[0], parts[1]]}"
    return locale_id


def script_of(locale_id: str) -> str:
    """The script that a locale is written in (`Hant`), or "" where nobody has said."""
    parts = locale_id.split("_")
    likely = get_global("likely_subtags")
    written = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    guess = likely.get(locale_id) or likely.get("_".join(parts[:2])) or likely.get(parts[0], "")
    return written or next((part for part in guess.split("_")[1:] if len(part) == 4), "")


def fallback_chain(locale_id: str) -> tuple[str, ...]:
    """The locales whose catalogs serve `locale_id`, itself first: CLDR parents, never of another script."""
    chain, script = [locale_id], script_of(locale_id)
    while True:
        parent = get_global("parent_exceptions").get(chain[-1]) or chain[-1].rpartition("_")[0]
        parent = _FORMER.get(parent, parent)
        if not parent or parent in ("root", chain[-1]) or script_of(parent) != script:
            return tuple(chain)
        chain.append(parent)


def locale_folder(translations: Path, locale_id: str) -> Path:
    """The folder of the locale below `translations`, which need not be there."""
    return next(iter(locale_folders(translations, locale_id)), translations / locale_id)


def locale_folders(translations: Path, locale_id: str) -> list[Path]:
    """The folders below `translations` that hold the locale, whatever way they are spelled: one, unless by mistake."""
    return all_locale_folders(translations).get(locale_id, [])


def all_locale_folders(translations: Path) -> dict[str, list[Path]]:
    """The folders below `translations` by the id of the locale that they hold, the one that is spelled so first."""
    found: dict[str, list[Path]] = {}
    for folder in sorted(translations.iterdir()) if translations.is_dir() else ():
        try:
            if folder.is_dir():
                found.setdefault(canonical_id(folder.name), []).append(folder)
        except ValueError:
            continue
    return {locale_id: sorted(paths, key=lambda path: path.name != locale_id) for locale_id, paths in found.items()}


def negotiate(preferred: Sequence[str], available: Sequence[str]) -> str | None:
    """The id among `available` for a reader who prefers the language tags `preferred`, best first; None for none.

    The locale itself, then what it falls back to, then the same language in the same script elsewhere.
    """
    for tag in preferred:
        try:
            wanted = canonical_id(tag)
        except ValueError:
            continue
        for locale_id in fallback_chain(wanted):
            if locale_id in available:
                return locale_id
        language, script = wanted.split("_")[0], script_of(wanted)
        for locale_id in available:
            if locale_id.split("_")[0] == language and script_of(locale_id) == script:
                return locale_id
    return None


def negotiation(available: Sequence[str]) -> dict[str, str]:
    """For each language tag that matters the tag of the edition to offer, "" for none.

    For programs that know no CLDR: take a tag as it is, else without its territory, but never without its script;
    a tag that is not here then has no edition.
    """
    table: dict[str, str] = {}
    former = [old for old, today in _FORMER.items() if today.split("_")[0] in {i.split("_")[0] for i in available}]
    for language in sorted({locale_id.split("_")[0] for locale_id in available} | set(former)):
        likely = get_global("likely_subtags")
        written = script_of(canonical_id(language))
        tags = {language, *(i for i in available if i.split("_")[0] == language)}
        for name in (name for name in likely if name.startswith(f"{language}_")):
            if script_of(canonical_id(name)) != written:
                tags.add(name)
        for tag in tags:
            table[tag.replace("_", "-")] = (negotiate([tag], available) or "").replace("_", "-")
    return dict(sorted(table.items()))
