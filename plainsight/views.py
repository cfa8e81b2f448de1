"""What a template sees: the context of each page of each edition, as the templates in theme/ expect it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import Any

import babel
from babel.dates import format_date, format_skeleton
from markupsafe import Markup

from plainsight import hotline_words
from plainsight.addresses import page_file
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
from plainsight.page_views import PLAIN_TEMPLATES, PageView, campaign_view, text_of
from plainsight.print_sheets import print_context, printed
from plainsight.site import Site
from plainsight.targets import HEAVY, MOST_IN_MENU, Alternate, Target, with_own
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


@dataclass(frozen=True)
class CountryView:
    """A country as a template shows it: name in the edition's language, link to its page, and who answers there."""

    code: str
    name: str
    href: str
    emergency: Sequence[Any]
    lines: Sequence[ShownLine]


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
            (page.slug, text_of(edition, fields.get("nav_title") or fields["title"]), fields.get("pictogram", ""))
            for page in pages
            for fields in (page.fields,)
        ]
        self._shared = {
            "locale": locale,
            "edition": edition,
            "publishing": settings.publishing,
            "site": brand_view(
                settings.brand, settings.content, text_of(edition, site.pages["home"].fields.get("site_name", ""))
            ),
            "exit_url": settings.exit_urls.get(locale.id, settings.exit_url),
            "discreet_title": partial(settings.discreet_title, locale.id),
            "words": hotline_words,
            "text": partial(text_of, edition),
            "format_date": partial(date_in_words, locale.babel),
            "language_name": partial(_name, locale.babel, "languages"),
            "country_name": lambda code: _name(locale.babel, "territories", code.upper()),
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
        below = self._below
        return [
            *self._shared.values(),
            *below["countries"],
            below["home_country"],
            below["url"],
            below["nav"],
            below["pictograms"],
        ]

    def context(self, target: Target, alternates: Sequence[Alternate]) -> dict[str, Any]:
        """The context for the template of `target`; `alternates` are those of `alternates_of`."""
        listing = target.template == "languages"
        if listing:
            self._above = self._above or self._addressed(f"{self._edition.locale.tag}/")
        addressed = self._above if listing else self._below
        up, url, countries = "" if listing else "../", addressed["url"], addressed["countries"]
        languages_url = f"{up}index.html"
        if target.template in HEAVY and len(alternates) > MOST_IN_MENU:
            alternates, languages_url = (), f"{up}{page_file(self._site.pages, target.slug)}"
        integrity = load_script().integrity if target.template == "tip" and self._encrypts else ""
        country = next((shown for shown in countries if shown.code == (target.country or target.route)), None)
        # A number of another country does not work there.
        numbers = printed(country) if country else self._shared["numbers"]
        return {
            **self._shared,
            **addressed,
            **print_context(self._site, target, numbers, url),
            "numbers": numbers,
            "page": self._page(target, url, countries),
            "alternates": self._menu(alternates, target.slug) if up and alternates else list(alternates),
            "nav": self._navigation(addressed["nav"], target.slug),
            "languages_url": languages_url,
            "up": up,
            "country": country,
            "tip": self._tip(target.route),
            "tip_script": SimpleNamespace(href=f"{up}{SCRIPT}", integrity=integrity),
        }

    def _page(self, target: Target, url: Callable[..., str], countries: Sequence[CountryView]) -> PageView:
        if target.page:
            body = partial(fill_snippets, countries=countries, text=partial(text_of, self._edition))
            return campaign_view(self._site, self._edition, target.page, target.slug, url, body, self._findings)
        name = next((shown.name for shown in countries if shown.code == target.country), "")
        texts = (COUNTRY_TITLE, COUNTRY_DESCRIPTION) if target.country else (LANGUAGES_TITLE, LANGUAGES_TITLE)
        title, description = (gettext(text) % {"country": name} for text in texts)
        sensitive = target.template not in PLAIN_TEMPLATES
        return PageView(
            target.slug,
            target.template,
            title,
            title.unescape(),
            description.unescape(),
            sensitive=sensitive,
            entry=target.slug,
        )

    def _addressed(self, prefix: str) -> dict[str, Any]:
        def url(slug: str, anchor: str = "") -> str:
            return prefix + page_file(self._site.pages, slug) + (f"#{anchor}" if anchor else "")

        countries = [replace(shown, href=url(f"country-{shown.code}")) for shown in self._countries]
        home = next(shown for shown in countries if shown.code == self._site.settings.home_country)
        pictograms = {
            url(slug): page.fields["pictogram"]
            for slug, page in self._site.pages.items()
            if page.listed and "pictogram" in page.fields
        }
        nav = [
            SimpleNamespace(href=url(slug), label=label, pictogram=pictogram, current=False, slug=slug)
            for slug, label, pictogram in self._nav
        ]
        return {"url": url, "countries": countries, "home_country": home, "pictograms": pictograms, "nav": nav}

    def _navigation(self, nav: list[SimpleNamespace], slug: str) -> list[SimpleNamespace]:
        if all(item.slug != slug for item in nav):
            return nav
        return [SimpleNamespace(**{**vars(item), "current": True}) if item.slug == slug else item for item in nav]

    def _country(self, country: Country) -> CountryView:
        settings = self._site.settings
        lines = shown_lines(
            country,
            publishing=settings.publishing,
            show_unverified=settings.hotline_show_unverified,
            limit_days=settings.hotline_limit_days,
            today=self._site.today,
        )
        name = _name(self._edition.locale.babel, "territories", country.code.upper())
        return CountryView(country.code, name, "", country.emergency, lines)

    def _menu(self, alternates: Sequence[Alternate], slug: str) -> list[Alternate]:
        place = next(number for number, edition in enumerate(self._site.editions) if edition is self._edition)
        return with_own(alternates, place, page_file(self._site.pages, slug))

    def _phone(self, code: str) -> SimpleNamespace | None:
        """The first telephone of a hotline in the country `code`, as it is shown."""
        for country in self._countries:
            for shown in country.lines if country.code == code else ():
                for channel in shown.line.channels:
                    if channel.type == "phone" and channel.href:
                        label = text_of(self._edition, shown.line.name)
                        return SimpleNamespace(href=channel.href, display=channel.display, label=label)
        return None

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
                country_name=partial(_name, locale.babel, "territories"),
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


def _name(locale: babel.Locale, kind: str, code: str) -> str:
    """What `locale` calls the language or territory `code`; it is asked anew each time, so that nobody holds its data."""
    return getattr(locale, kind).get(code, code)


def _own_name(code: str) -> str:
    try:
        return find_locale(code.replace("-", "_")).own_name
    except ValueError:
        return code
