"""Locales: what CLDR knows of a language, and what its folder says of its translation."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import babel
from babel.core import get_global

from plainsight.findings import Finding

Status = Literal["source", "draft", "reviewed", "pseudo"]
# Pseudo-locales: never published, for seeing what is not translatable, too long, or not mirrored.
PSEUDO = {"en_XA": ("en", "Pseudo: long"), "ar_XB": ("ar", "Pseudo: right to left")}


@dataclass(frozen=True)
class Locale:
    """A locale: `id` names its catalog folder (`zh_Hant`), `tag` is for HTML and paths (`zh-Hant`).

    `own_name` is the language's name in itself; `babel` is the CLDR data that formats dates and names.
    """

    id: str
    tag: str
    direction: Literal["ltr", "rtl"]
    own_name: str
    babel: babel.Locale

    @property
    def is_pseudo(self) -> bool:
        """Whether this is one of the pseudo-locales."""
        return self.id in PSEUDO


@lru_cache
def find_locale(locale_id: str) -> Locale:
    """The locale called `locale_id`; raises `ValueError` for an id that CLDR does not know."""
    if locale_id in PSEUDO:
        base, name = PSEUDO[locale_id]
        data = babel.Locale.parse(base)
        return Locale(locale_id, locale_id.replace("_", "-"), data.text_direction, name, data)
    try:
        data = babel.Locale.parse(locale_id)
    except babel.UnknownLocaleError:
        raise ValueError(f"{locale_id!r} is not a locale that CLDR knows") from None
    if str(data) != locale_id:
        raise ValueError(f"{locale_id!r} is written {str(data)!r}")
    name = data.get_display_name(data)
    return Locale(locale_id, locale_id.replace("_", "-"), data.text_direction, name[:1].upper() + name[1:], data)


def fallback_chain(locale_id: str) -> tuple[str, ...]:
    """The locales whose catalogs serve `locale_id`, itself first: CLDR parents, never of another script."""
    chain, script = [locale_id], _script(locale_id)
    while True:
        parent = get_global("parent_exceptions").get(chain[-1]) or chain[-1].rpartition("_")[0]
        if not parent or parent == "root" or _script(parent) != script:
            return tuple(chain)
        chain.append(parent)


def _script(locale_id: str) -> str:
    for part in locale_id.split("_")[1:]:
        if len(part) == 4:
            return part
    likely = get_global("likely_subtags").get(locale_id) or get_global("likely_subtags").get(locale_id.split("_")[0], "")
    return next((part for part in likely.split("_")[1:] if len(part) == 4), "")


@dataclass(frozen=True)
class LocaleFile:
    """What `translations/<locale>/locale.toml` says: `draft`, or `reviewed` by whom and when."""

    status: Status = "draft"
    reviewed_by: str = ""
    reviewed_on: date | None = None


def read_locale_file(path: Path) -> tuple[LocaleFile, list[Finding]]:
    """The locale file at `path`; a file that is missing or wrong counts as a draft, with a finding."""
    where = f"translations/{path.parent.name}/{path.name}"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        return LocaleFile(), [Finding(where, "is missing.", 'Create it with the line: status = "draft"')]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return LocaleFile(), [Finding(where, f"is not valid TOML: {error}.", "Correct that line.")]
    findings = [
        Finding(where, f"has an unknown key {key!r}.", "Use status, reviewed_by, reviewed_on.")
        for key in data
        if key not in ("status", "reviewed_by", "reviewed_on")
    ]
    if data.get("status") not in ("draft", "reviewed"):
        findings.append(Finding(where, f"status is {data.get('status')!r}.", 'Write "draft" or "reviewed".'))
    elif data["status"] == "reviewed":
        by, on = data.get("reviewed_by"), data.get("reviewed_on")
        if by and isinstance(by, str) and isinstance(on, date):
            return LocaleFile("reviewed", by, on), findings
        what = "says reviewed, but not by whom and when."
        findings.append(Finding(where, what, "Add reviewed_by (a name) and reviewed_on (a date, without quotes)."))
    return LocaleFile(), findings
