"""What a template sees: the context of each page of each edition, as the templates in theme/ expect it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

import babel
from babel.dates import format_date, format_skeleton
from markupsafe import Markup, escape

from plainsight import hotline_words
from plainsight.brand import brand_view
from plainsight.editions import Edition, gettext
from plainsight.findings import Finding
from plainsight.hotline_index import regions
from plainsight.hotline_model import Known
from plainsight.hotline_snippets import fill_snippets
from plainsight.hotlines import Country, ShownLine, shown_lines
from plainsight.hours import format_hours
from plainsight.locales import find_locale
from plainsight.messages import N_
from plainsight.page_bodies import body_in
from plainsight.pages import resolve_links
from plainsight.print_sheets import print_context, printed
from plainsight.site import Site
from plainsight.states import enough_translated
from plainsight.targets import MOST_IN_MENU, Target, page_file
from plainsight.theme import BODY_MARK, HEAD_MARK
from plainsight.tip_encryption import SCRIPT, load_script
from plainsight.tip_settings import every_way
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
class CountryView:
    """A country as a template shows it: name in the edition's language, link to its page, and who answers there."""

    code: str
    name: str
    href: str
    emergency: Sequence[Any]
    lines: Sequence[ShownLine]


@dataclass(frozen=True)
class PageView:
    """A page as a template shows it; see `docs/architecture.md`. `fallbacks` counts texts in the source language,
    0 where they are few (PAGE_TRANSLATED_PERCENT); `canonical` is the page in that language.
    """

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
    canonical: str = ""


class Views:
    """What the templates of one edition see; what its pages share is made once. Use it while the edition is current.

    `findings` takes what is wrong with its pages as they are asked for.
    """

    def __init__(self, site: Site, edition: Edition, findings: list[Finding]):
        self._site, self._edition, self._findings, self._tips = site, edition, findings, {}
        settings, locale = site.settings, edition.locale
        self._countries = sorted(
            map(self._country, site.countries.values()), key=lambda shown: (shown.name, shown.code)
        )
        self._encrypts = any(way.encrypt for way in every_way(settings.tip).values())
        pages = sorted(
            (page for page in site.pages.values() if "nav" in page.fields), key=lambda page: page.fields["nav"]
        )
        self._nav = [
            (page.slug, _text(edition, page.fields.get("nav_title") or page.fields["title"])) for page in pages
        ]
        self._shared = {
            "locale": locale,
            "edition": edition,
            "publishing": settings.publishing,
            "site": brand_view(
                settings.brand, settings.content, _text(edition, site.pages["home"].fields.get("site_name", ""))
            ),
            "exit_url": settings.exit_urls.get(locale.id, settings.exit_url),
            "discreet_title": partial(settings.discreet_title, locale.id),
            "words": hotline_words,
            "text": partial(_text, edition),
            "format_date": partial(date_in_words, locale.babel),
            "language_name": partial(_name, locale.babel.languages),
            "country_name": lambda code: _name(locale.babel.territories, code.upper()),
            "own_language_name": _own_name,
            "regions": partial(regions, locale=locale.babel),
            "hours": partial(format_hours, locale=locale.babel),
            "head_assets": Markup(HEAD_MARK),
            "body_assets": Markup(BODY_MARK),
        }
        self._shared["numbers"] = printed(next(s for s in self._countries if s.code == settings.home_country))
        # As seen from its own pages, and from the languages page above them.
        self._below, self._above = self._addressed(""), None

    def stable(self) -> list[Any]:
        """What templates get as it is on each page of the edition, so that a part made of it is the same there."""
        return [*self._shared.values(), *self._below["countries"], self._below["home_country"], self._below["url"]]

    def context(self, target: Target, alternates: Sequence[SimpleNamespace]) -> dict[str, Any]:
        """The context for the template of `target`; `alternates` are those of `alternates_of`."""
        site = self._site
        listing = target.template == "languages"
        if listing:
            self._above = self._above or self._addressed(f"{self._edition.locale.tag}/")
        addressed = self._above if listing else self._below
        up, url, countries = "" if listing else "../", addressed["url"], addressed["countries"]
        languages_url = f"{up}index.html"
        if target.template == "tip" and len(alternates) > MOST_IN_MENU:
            alternates, languages_url = (), f"{up}{page_file(target.slug)}"
        integrity = load_script().integrity if target.template == "tip" and self._encrypts else ""
        return {
            **self._shared,
            **addressed,
            **print_context(site, target, self._shared["numbers"], url),
            "page": _page(site, target, url, countries, self._findings),
            "alternates": self._own(alternates, target) if up and alternates else list(alternates),
            "nav": [
                SimpleNamespace(href=url(slug), label=label, current=slug == target.slug, slug=slug)
                for slug, label in self._nav
            ],
            "languages_url": languages_url,
            "up": up,
            "country": next((shown for shown in countries if shown.code == (target.country or target.route)), None),
            "tip": self._tip(target.route),
            "tip_script": SimpleNamespace(href=f"{up}{SCRIPT}", integrity=integrity),
        }

    def _addressed(self, prefix: str) -> dict[str, Any]:
        def url(slug: str, anchor: str = "") -> str:
            return prefix + page_file(slug) + (f"#{anchor}" if anchor else "")

        countries = [replace(shown, href=url(f"country-{shown.code}")) for shown in self._countries]
        home = next(shown for shown in countries if shown.code == self._site.settings.home_country)
        return {"url": url, "countries": countries, "home_country": home}

    def _country(self, country: Country) -> CountryView:
        settings = self._site.settings
        lines = shown_lines(
            country,
            publishing=settings.publishing,
            show_unverified=settings.hotline_show_unverified,
            limit_days=settings.hotline_limit_days,
            today=self._site.today,
        )
        name = _name(self._edition.locale.babel.territories, country.code.upper())
        return CountryView(country.code, name, "", country.emergency, lines)

    def _phone(self, code: str) -> SimpleNamespace | None:
        """The first telephone of a hotline in the country `code`, as it is shown."""
        for country in self._countries:
            for shown in country.lines if country.code == code else ():
                for channel in shown.line.channels:
                    if channel.type == "phone" and channel.href:
                        label = _text(self._edition, shown.line.name)
                        return SimpleNamespace(href=channel.href, display=channel.display, label=label)
        return None

    def _own(self, alternates: Sequence[SimpleNamespace], target: Target) -> list[SimpleNamespace]:
        own = list(alternates)
        place = next(number for number, edition in enumerate(self._site.editions) if edition is self._edition)
        own[place] = SimpleNamespace(**{**vars(own[place]), "href": escape(page_file(target.slug)), "current": True})
        return own

    def _tip(self, route: str) -> Any:
        if route not in self._tips:
            site, locale = self._site, self._edition.locale
            self._tips[route] = tip_form(
                site.settings.tip,
                tag=locale.tag,
                countries=[(shown.code.upper(), shown.name) for shown in self._countries],
                languages=[(other.locale.tag, other.locale.own_name) for other in site.editions if not other.is_pseudo],
                country=route,
                home=site.settings.home_country,
                country_name=partial(_name, locale.babel.territories),
                language_name=_own_name,
                phone=self._phone,
                speak=partial(_speak, site),
            )
        return self._tips[route]


def _speak(site: Site, languages: Sequence[str], message: str) -> str:
    """An interface message in the first of `languages` that the site has, else in the source language."""
    editions = {edition.locale.tag: edition for edition in site.editions}
    found = next((editions[tag] for tag in languages if tag in editions), site.source)
    return found.interface_text(message)


def date_in_words(locale: babel.Locale, day: date, known: Known = "day") -> str:
    """`day` as `locale` writes it; its month or year alone where no more is `known`."""
    if known == "day":
        return format_date(day, "long", locale)
    return format_skeleton("yMMMM" if known == "month" else "y", day, locale=locale)


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


def _canonical(site: Site, target: Target) -> str:
    """Where the page is in the source language: an address where the site has one, else as seen from its own page."""
    base = f"{site.settings.site_url.rstrip('/')}/" if site.settings.site_url else "../"
    return f"{base}{site.source.locale.tag}/{page_file(target.slug)}"


def _page(site: Site, target: Target, url, countries: Sequence[CountryView], findings: list[Finding]) -> PageView:
    edition, page = target.edition, target.page
    sensitive = target.template not in PLAIN_TEMPLATES
    if page is None:
        name = next((shown.name for shown in countries if shown.code == target.country), "")
        title, description = (
            (COUNTRY_TITLE, COUNTRY_DESCRIPTION) if target.country else (LANGUAGES_TITLE, LANGUAGES_TITLE)
        )
        title, description = gettext(title) % {"country": name}, gettext(description) % {"country": name}
        return PageView(
            target.slug, target.template, title, title.unescape(), description.unescape(), sensitive=sensitive
        )
    body = body_in(page, edition, findings)
    title, description = page.fields["title"], page.fields.get("description", "")
    missing = body.missing + sum(edition.content_text(text) is None for text in (title, description) if text)
    is_told = missing and not (body.is_kept and enough_translated(site.settings, page, edition))
    return PageView(
        target.slug,
        target.template,
        _text(edition, title),
        edition.content_text(title) or title,
        edition.content_text(description) or description,
        Markup(fill_snippets(resolve_links(body.html, url), countries, partial(_text, edition))),
        page.fields.get("sources", ()),
        page.fields.get("last_checked"),
        missing if is_told else 0,
        sensitive,
        _canonical(site, target),
    )
