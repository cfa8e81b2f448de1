"""What a template sees: the context of each page of each edition, as the templates in theme/ expect it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

from babel.dates import format_date
from markupsafe import Markup, escape

from plainsight import hotline_words
from plainsight.editions import Edition, gettext
from plainsight.hotlines import Country, ShownLine, shown_lines
from plainsight.hours import format_hours
from plainsight.locales import find_locale
from plainsight.messages import N_
from plainsight.pages import SourcePage, resolve_links
from plainsight.site import Site
from plainsight.theme import BODY_MARK, HEAD_MARK
from plainsight.tips import tip_form

# Translators: the title of the page that lists the hotlines of one country.
COUNTRY_TITLE = N_("Help in %(country)s")
# Translators: one sentence under that title, also shown by search engines.
COUNTRY_DESCRIPTION = N_("Who to call in %(country)s, and what to know before you call.")
# Translators: the title of the first page of the site, which lists all languages.
LANGUAGES_TITLE = N_("Choose your language")
# Pages that say little about what the site is for.
PLAIN_TEMPLATES = frozenset({"home", "404", "languages"})


@dataclass(frozen=True)
class Target:
    """One file to write: `path` below the output folder, its edition, slug and template.

    `page` is its campaign page, `country` the code of its country; the languages page has neither.
    """

    path: str
    edition: Edition
    slug: str
    template: str
    page: SourcePage | None = None
    country: str | None = None


def targets(site: Site) -> list[Target]:
    """Every file of the site: the languages page, then each edition's campaign and country pages."""
    found = [Target("index.html", site.source, "languages", "languages")]
    for edition in site.editions:
        tag = edition.locale.tag
        for page in site.pages.values():
            found.append(Target(f"{tag}/{_file(page.slug)}", edition, page.slug, page.template, page))
        for code in site.countries:
            slug = f"country-{code}"
            found.append(Target(f"{tag}/{_file(slug)}", edition, slug, "country", country=code))
    return found


def _file(slug: str) -> str:
    return "index.html" if slug == "home" else f"{slug}.html"


@dataclass(frozen=True)
class CountryView:
    """A country as a template shows it: name in the edition's language, link to its page, and who answers there."""

    code: str
    name: str
    href: str
    emergency: Sequence[Any]
    lines: Sequence[ShownLine]


@dataclass(frozen=True)
class PageView:
    """A page as a template shows it; see `docs/architecture.md`. `fallbacks` counts texts in the source language."""

    slug: str
    template: str
    title: Markup
    title_text: str
    description: str
    body: Markup = Markup()
    sources: Sequence[Mapping[str, Any]] = ()
    last_checked: date | None = None
    fallbacks: int = 0
    sensitive: bool = field(default=True)


def page_context(site: Site, target: Target) -> dict[str, Any]:
    """The context for the template of `target`; call it while the target's edition is current."""
    settings, edition, locale = site.settings, target.edition, target.edition.locale
    up = "" if target.slug == "languages" else "../"

    def url(slug: str, anchor: str = "") -> str:
        return ("" if up else f"{locale.tag}/") + _file(slug) + (f"#{anchor}" if anchor else "")

    def view(country: Country) -> CountryView:
        lines = shown_lines(
            country,
            publishing=settings.publishing,
            show_unverified=settings.hotline_show_unverified,
            limit_days=settings.hotline_limit_days,
            today=site.today,
        )
        name = _name(locale.babel.territories, country.code.upper())
        return CountryView(country.code, name, url(f"country-{country.code}"), country.emergency, lines)

    countries = sorted((view(country) for country in site.countries.values()), key=lambda shown: (shown.name, shown.code))
    return {
        "locale": locale,
        "edition": edition,
        "publishing": settings.publishing,
        "site": SimpleNamespace(name=_text(edition, site.pages["home"].fields.get("site_name", ""))),
        "page": _page(site, target, url, countries),
        "alternates": _alternates(site, target, up),
        "nav": _nav(site, target, url),
        "url": url,
        "languages_url": f"{up}index.html",
        "exit_url": settings.exit_urls.get(locale.id, settings.exit_url),
        "home_country": next(shown for shown in countries if shown.code == settings.home_country),
        "countries": countries,
        "country": next((shown for shown in countries if shown.code == target.country), None),
        "words": hotline_words,
        "text": partial(_text, edition),
        "tip": tip_form(
            settings.tip,
            tag=locale.tag,
            countries=[(shown.code.upper(), shown.name) for shown in countries],
            languages=[(other.locale.tag, other.locale.own_name) for other in site.editions if not other.is_pseudo],
        ),
        "format_date": lambda day: format_date(day, "long", locale.babel),
        "language_name": partial(_name, locale.babel.languages),
        "country_name": lambda code: _name(locale.babel.territories, code.upper()),
        "own_language_name": _own_name,
        "hours": partial(format_hours, locale=locale.babel),
        "head_assets": Markup(HEAD_MARK),
        "body_assets": Markup(BODY_MARK),
    }


def _name(names: Mapping[str, str], code: str) -> str:
    return names.get(code, code)


def _own_name(code: str) -> str:
    try:
        return find_locale(code.replace("-", "_")).own_name
    except ValueError:
        return code


def _text(edition: Edition, msgid: str) -> Markup:
    """A plain text of the content domain, marked with the source language where it has no translation."""
    translated = edition.content_text(msgid)
    if translated is not None:
        return escape(translated)
    source = edition.source
    return Markup('<span lang="{}" dir="{}">{}</span>').format(source.tag, source.direction, msgid)


def _nav(site: Site, target: Target, url) -> list[SimpleNamespace]:
    pages = sorted((page for page in site.pages.values() if "nav" in page.fields), key=lambda page: page.fields["nav"])
    return [
        SimpleNamespace(
            href=url(page.slug),
            label=_text(target.edition, page.fields.get("nav_title") or page.fields["title"]),
            current=page.slug == target.slug,
            slug=page.slug,
        )
        for page in pages
    ]


def _alternates(site: Site, target: Target, up: str) -> list[SimpleNamespace]:
    slug = "home" if target.slug == "languages" else target.slug
    return [
        SimpleNamespace(
            tag=edition.locale.tag,
            direction=edition.locale.direction,
            own_name=edition.locale.own_name,
            href=_file(slug) if up and edition is target.edition else f"{up}{edition.locale.tag}/{_file(slug)}",
            current=bool(up) and edition is target.edition,
        )
        for edition in site.editions
    ]


def _page(site: Site, target: Target, url, countries: Sequence[CountryView]) -> PageView:
    edition, page = target.edition, target.page
    sensitive = target.template not in PLAIN_TEMPLATES
    if page is None:
        name = next((shown.name for shown in countries if shown.code == target.country), "")
        title, description = (COUNTRY_TITLE, COUNTRY_DESCRIPTION) if target.country else (LANGUAGES_TITLE, LANGUAGES_TITLE)
        title, description = gettext(title) % {"country": name}, gettext(description) % {"country": name}
        return PageView(
            target.slug, target.template, title, title.unescape(), description.unescape(), sensitive=sensitive
        )
    missing = 0

    def lookup(msgid: str) -> str | None:
        nonlocal missing
        text = edition.content_text(msgid)
        missing += text is None
        return text

    html = page.body.render() if edition.is_source else page.body.render(lookup, edition.source)
    title = page.fields["title"]
    return PageView(
        target.slug,
        target.template,
        _text(edition, title),
        lookup(title) or title,
        lookup(page.fields.get("description", "")) or page.fields.get("description", ""),
        Markup(resolve_links(html, url)),
        page.fields.get("sources", ()),
        page.fields.get("last_checked"),
        missing,
        sensitive,
    )
