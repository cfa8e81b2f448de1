"""One frozen `Settings`, read from pelicanconf.py or publishconf.py, with every error reported at once."""

import difflib
import re
import runpy
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from plainsight.brand import Brand, check_brand
from plainsight.findings import Finding, Refused, errors
from plainsight.headers import HOSTS
from plainsight.locale_ids import canonical_id, today_of
from plainsight.tips import TipSettings

# Pelican's own settings that a settings file of ours may name; every other one has no effect here, so it is refused.
PELICAN_NAMES = frozenset({"PLUGINS", "PATH", "OUTPUT_PATH", "THEME"})


@dataclass(frozen=True)
class Settings:
    """What a publisher has decided. Folders are absolute paths; `where` is the settings file, for findings."""

    where: str
    root: Path
    output: Path
    content: Path
    theme: Path
    source_locale: str = "en"
    locales: tuple[str, ...] = ("en",)
    site_url: str = ""
    publishing: bool = False
    publish_draft_locales: tuple[str, ...] = ()
    home_country: str = "us"
    hotline_limit_days: int = 180
    hotline_show_unverified: bool = False
    page_translated_percent: int = 90
    exit_url: str = "https://www.wikipedia.org/"
    exit_urls: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    header_files: tuple[str, ...] = ()
    root_redirect: bool = False
    discreet_titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    discreet_pages: tuple[str, ...] = ("all",)
    brand: Brand = field(default_factory=Brand)
    tip: TipSettings = field(default_factory=TipSettings)

    def discreet_title(self, locale_id: str, slug: str) -> str:
        """What tab, history and link previews call the page `slug` instead of its title; "" for its title."""
        is_discreet = "all" in self.discreet_pages or slug in self.discreet_pages
        return self.discreet_titles.get(locale_id, "") if is_discreet else ""

    @property
    def pages(self) -> Path:
        """The folder of the campaign pages."""
        return self.content / "pages"

    @property
    def trees(self) -> Path:
        """The folder of the decision trees, one file a tree."""
        return self.content / "trees"

    @property
    def hotlines(self) -> Path:
        """The folder of the hotline files, one a country."""
        return self.content / "hotlines"

    @property
    def translations(self) -> Path:
        """The folder of the catalogs, one folder a locale."""
        return self.root / "translations"


# Setting name -> (attribute, type). Tip settings are checked where the tip form is defined.
NAMES: dict[str, tuple[str, type]] = {
    "SOURCE_LOCALE": ("source_locale", str),
    "LOCALES": ("locales", tuple),
    "SITE_URL": ("site_url", str),
    "PUBLISHING": ("publishing", bool),
    "PUBLISH_DRAFT_LOCALES": ("publish_draft_locales", tuple),
    "HOME_COUNTRY": ("home_country", str),
    "HOTLINE_LIMIT_DAYS": ("hotline_limit_days", int),
    "HOTLINE_SHOW_UNVERIFIED": ("hotline_show_unverified", bool),
    "PAGE_TRANSLATED_PERCENT": ("page_translated_percent", int),
    "EXIT_URL": ("exit_url", str),
    "EXIT_URLS": ("exit_urls", dict),
    "HEADER_FILES": ("header_files", tuple),
    "ROOT_REDIRECT": ("root_redirect", bool),
    "DISCREET_TITLES": ("discreet_titles", dict),
    "DISCREET_PAGES": ("discreet_pages", tuple),
}
BRAND_NAMES = {
    "SITE_NAME": "name",
    "SITE_COLOUR": "colour",
    "SITE_ACCENT": "accent",
    "SITE_LOGO": "logo",
    "SITE_ICON": "icon",
}
TIP_NAMES = {
    "TIP_MODE": "mode",
    "TIP_ENDPOINT": "endpoint",
    "TIP_ENDPOINT_TARGETS": "targets",
    "TIP_DESTINATION": "destination",
    "TIP_FIELDS": "fields",
    "TIP_COUNTRIES": "countries",
    "TIP_ADAPTER": "adapter",
    "TIP_ADAPTER_OPTIONS": "options",
    "TIP_ENCRYPT": "encrypt",
    "TIP_ROUTES": "routes",
}


def load_settings(path: Path, **overrides: Any) -> Settings:
    """The settings of the file `path`, with `overrides` by attribute name (`locales`, `output`) put over them.

    Raises `Refused` with every error of the file at once.
    """
    return parse_settings(read_names(path), path, **overrides)


def read_names(path: Path) -> dict[str, Any]:
    """The upper-case names that the settings file `path` defines; raises `Refused` where it cannot be run."""
    folder = str(path.parent.resolve())
    sys.path.insert(0, folder)
    # publishconf imports pelicanconf: a preview that runs for hours must not see yesterday's.
    for name in ("pelicanconf", "publishconf"):
        sys.modules.pop(name, None)
    # Nor the bytecode of a second ago: Python compares whole seconds and sizes.
    writes_bytecode, sys.dont_write_bytecode = not sys.dont_write_bytecode, True
    try:
        names = runpy.run_path(str(path))
    except OSError as error:
        raise Refused([Finding(str(path), f"cannot be read: {error.strerror}.", "Restore the file.")]) from None
    except SyntaxError as error:
        where = f"{error.filename}:{error.lineno}"
        raise Refused([Finding(where, f"is not valid Python: {error.msg}.", "Correct that line.")]) from None
    except Exception as error:  # whatever a settings file does wrong is the publisher's to mend, not a stack trace
        raise Refused([Finding(path.name, f"stops with {type(error).__name__}: {error}.", "Correct it.")]) from None
    finally:
        sys.path.remove(folder)
        sys.dont_write_bytecode = not writes_bytecode
    return {name: value for name, value in names.items() if name.isupper()}


def parse_settings(names: Mapping[str, Any], path: Path, **overrides: Any) -> Settings:
    """`names` (settings by their upper-case name) as `Settings`; raises `Refused` with every error at once."""
    where, findings, values, tip, brand = path.name, [], {}, {}, {}
    root = path.parent.resolve()
    for name, value in names.items():
        if name in NAMES:
            attribute, kind = NAMES[name]
            values[attribute] = _convert(name, value, kind, where, findings)
        elif name in BRAND_NAMES:
            brand[BRAND_NAMES[name]] = _convert(name, value, str, where, findings)
        elif name in TIP_NAMES:
            tip[TIP_NAMES[name]] = tuple(value) if isinstance(value, list) else value
        elif name not in PELICAN_NAMES:
            findings.append(_unknown(name, where))
    folders = {
        "output": root / names.get("OUTPUT_PATH", "output"),
        "content": root / names.get("PATH", "content"),
        "theme": root / names.get("THEME", "theme"),
    }
    values = _with_ids({**folders, **values, **overrides}, where, findings)
    brand = Brand(**{name: value for name, value in brand.items() if value is not None})
    findings.extend(check_brand(brand, values["content"], values["theme"], where))
    if not errors(findings):
        tips = TipSettings(**tip, site_url=values.get("site_url") or "")
        settings = Settings(where=where, root=root, brand=brand, tip=tips, **values)
        findings.extend(_check(settings))
    if errors(findings):
        raise Refused(findings)
    return settings


def _convert(name: str, value: Any, kind: type, where: str, findings: list[Finding]) -> Any:
    if kind is tuple and isinstance(value, list | tuple):
        if all(isinstance(item, str) for item in value):
            return tuple(value)
    elif kind is dict and isinstance(value, dict):
        return MappingProxyType(value)
    elif (kind is int and isinstance(value, int) and not isinstance(value, bool) and value > 0) or (
        kind in (str, bool) and isinstance(value, kind)
    ):
        return value
    wanted = {tuple: "a list of texts", dict: "a dictionary", int: "a whole number above 0", bool: "True or False"}
    findings.append(Finding(where, f"{name} is {value!r}.", f"Give it {wanted.get(kind, 'a text')}."))
    return None


def _with_ids(values: dict[str, Any], where: str, findings: list[Finding]) -> dict[str, Any]:
    """`values` with every locale as it is called here, however a person writes it: `pt-br` is `pt_BR`."""

    def called(name: str) -> str:
        try:
            locale_id, former = canonical_id(name), today_of(re.split("[-_]", name)[0].lower())
        except ValueError:
            return name  # no locale at all, as the site will say
        if former:
            findings.append(Finding(where, f"{name!r} is called {locale_id!r} today.", f"Write {locale_id}."))
        return locale_id

    named = {key: value for key, value in values.items() if value}
    if "source_locale" in named:
        named["source_locale"] = called(named["source_locale"])
    for key in ("locales", "publish_draft_locales"):
        if key in named:
            named[key] = tuple(dict.fromkeys(called(name) for name in named[key]))
    for key in ("exit_urls", "discreet_titles"):
        if key in named:
            named[key] = MappingProxyType({called(str(name)): value for name, value in named[key].items()})
    return {**values, **named}


def _unknown(name: str, where: str) -> Finding:
    close = difflib.get_close_matches(name, [*NAMES, *BRAND_NAMES, *TIP_NAMES, *PELICAN_NAMES], n=1, cutoff=0.6)
    remedy = f"Did you mean {close[0]}?" if close else "Remove it; docs/publishing.md lists the settings."
    return Finding(where, f"{name} is not a setting.", remedy)


def _check(settings: Settings) -> list[Finding]:
    where, findings = settings.where, []
    if settings.source_locale not in settings.locales:
        what = f"LOCALES does not hold the source locale {settings.source_locale!r}."
        findings.append(Finding(where, what, "Add it: every fallback leads there."))
    for locale in sorted(set(settings.publish_draft_locales) - set(settings.locales)):
        what = f"PUBLISH_DRAFT_LOCALES names {locale!r}, which LOCALES does not."
        findings.append(Finding(where, what, "Add it to LOCALES, or remove it."))
    for name, url in {
        "EXIT_URL": settings.exit_url,
        **{f"EXIT_URLS[{k!r}]": v for k, v in settings.exit_urls.items()},
    }.items():
        if urlsplit(url).scheme != "https" or not urlsplit(url).netloc:
            findings.append(Finding(where, f"{name} is {url!r}.", "Give the https: address of a neutral page."))
    if settings.root_redirect and not settings.header_files:
        what = "ROOT_REDIRECT is True, and HEADER_FILES names no host that could do it."
        findings.append(Finding(where, what, "Name your host in HEADER_FILES, or remove ROOT_REDIRECT."))
    for host in sorted(set(settings.header_files) - HOSTS.keys()):
        findings.append(Finding(where, f"HEADER_FILES names {host!r}.", f"Choose from: {', '.join(sorted(HOSTS))}."))
    for locale, title in settings.discreet_titles.items():
        if not isinstance(title, str) or not title.strip() or locale not in settings.locales:
            what = f"DISCREET_TITLES[{locale!r}] is {title!r}."
            findings.append(Finding(where, what, "Give a neutral title for a locale that LOCALES names."))
    known = {"all", "languages", *(path.stem for path in settings.pages.glob("*.md"))}
    known |= {f"country-{path.stem}" for path in settings.hotlines.glob("*.toml")}
    for slug in sorted(set(settings.discreet_pages) - known):
        findings.append(Finding(where, f"DISCREET_PAGES names {slug!r}.", "There is no such page: correct it."))
    if settings.page_translated_percent > 100:
        what = f"PAGE_TRANSLATED_PERCENT is {settings.page_translated_percent}."
        findings.append(Finding(where, what, "Give a number from 1 to 100."))
    if settings.site_url and not settings.site_url.startswith("https://"):
        findings.append(Finding(where, f"SITE_URL is {settings.site_url!r}.", "Give the https: address of the site."))
    for label, folder in (("PATH", settings.pages), ("THEME", settings.theme)):
        if not folder.is_dir():
            findings.append(
                Finding(where, f"{label}: there is no folder {folder.name}.", "Restore it or correct the setting.")
            )
    return findings
