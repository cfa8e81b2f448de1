"""Locales: what CLDR knows of a language, and what its folder says of its translation."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import babel

from plainsight.findings import Finding
from plainsight.locale_data import forget_parts, parse_locale
from plainsight.locale_ids import canonical_id
from plainsight.locale_names import own_name_and_direction
from plainsight.plurals import parse_plural
from plainsight.source_files import parse_toml, read_text

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


@dataclass(frozen=True)
class LocaleFile:
    """What `translations/<locale>/locale.toml` says: `draft`, or `reviewed` by whom and when.

    `name` (of the language, in itself), `direction` and `plural` (as in a catalog's header) are for what CLDR does not
    know, or says otherwise than its speakers do; "" leaves it to CLDR.
    """

    status: Status = "draft"
    reviewed_by: str = ""
    reviewed_on: date | None = None
    name: str = ""
    direction: Literal["ltr", "rtl", ""] = ""
    plural: str = ""


@lru_cache
def find_locale(locale_id: str, file: LocaleFile | None = None, base: babel.Locale | None = None) -> Locale:
    """The locale called `locale_id`, with what its `file` says of its name and direction.

    A language that CLDR does not know needs both, and takes the form of dates and the names of countries from `base`
    (English by default). Raises `ValueError` for any other id that CLDR does not know, or writes otherwise.
    """
    tag, file = locale_id.replace("_", "-"), file or LocaleFile()
    if locale_id in PSEUDO:
        base_id, name = PSEUDO[locale_id]
        data = parse_locale(base_id)
        return Locale(locale_id, tag, data.text_direction, name, data)
    if canonical_id(locale_id) != locale_id:
        raise ValueError(f"{locale_id!r} is written {canonical_id(locale_id)!r}")
    try:
        data = parse_locale(locale_id)
    except babel.UnknownLocaleError:
        if not (file.name and file.direction):
            raise ValueError(f"{locale_id!r} is not a locale that CLDR knows") from None
        return Locale(locale_id, tag, file.direction, file.name, base or parse_locale("en"))
    own_name, direction = own_name_and_direction(data)
    name = file.name or own_name or locale_id
    return Locale(locale_id, tag, file.direction or direction, name[:1].upper() + name[1:], data)


def forget_data(locale: Locale) -> None:
    """Let go of the CLDR data of `locale`, which are read again when asked."""
    forget_parts(locale.babel)


def read_locale_file(path: Path) -> tuple[LocaleFile, list[Finding]]:
    """The locale file at `path`; a file that is missing or wrong counts as a draft, with a finding."""
    where = f"translations/{path.parent.name}/{path.name}"
    if not path.is_file():
        return LocaleFile(), [Finding(where, "is missing.", 'Create it with the line: status = "draft"')]
    text, findings = read_text(path, where)
    return (LocaleFile(), findings) if text is None else parse_locale_file(text, where)


def parse_locale_file(text: str, where: str) -> tuple[LocaleFile, list[Finding]]:
    """The locale file with the text `text`; `where` names it in findings."""
    data, findings = parse_toml(text, where)
    if data is None:
        return LocaleFile(), findings
    known = ", ".join(LocaleFile.__dataclass_fields__)
    findings = [
        Finding(where, f"has an unknown key {key!r}.", f"Use {known}.")
        for key in data
        if key not in LocaleFile.__dataclass_fields__
    ]
    language = _language(data, where, findings)
    if data.get("status") not in ("draft", "reviewed"):
        findings.append(Finding(where, f"status is {data.get('status')!r}.", 'Write "draft" or "reviewed".'))
    elif data["status"] == "reviewed":
        by, on = data.get("reviewed_by"), data.get("reviewed_on")
        if by and isinstance(by, str) and isinstance(on, date):
            return LocaleFile("reviewed", by, on, **language), findings
        what = "says reviewed, but not by whom and when."
        findings.append(Finding(where, what, "Add reviewed_by (a name) and reviewed_on (a date, without quotes)."))
    return LocaleFile(**language), findings


def _language(data: dict[str, Any], where: str, findings: list[Finding]) -> dict[str, Any]:
    """The keys about the language itself that are right; appends to `findings` for the others."""
    said = {}
    for key, is_right, remedy in (
        ("name", _is_name, "Write the name that the language has for itself, in up to 60 letters."),
        ("direction", ("ltr", "rtl").__contains__, 'Write "ltr" or "rtl".'),
        ("plural", _is_plural, 'Write it as in a catalog: plural = "nplurals=2; plural=(n != 1);"'),
    ):
        if key in data:
            if isinstance(data[key], str) and is_right(data[key]):
                said[key] = data[key]
            else:
                findings.append(Finding(where, f"{key} is {data[key]!r}.", remedy))
    return said


def _is_name(text: str) -> bool:
    return 0 < len(text.strip()) <= 60 and text.isprintable() and "<" not in text


def _is_plural(text: str) -> bool:
    try:
        parse_plural(text)
    except ValueError:
        return False
    return True
