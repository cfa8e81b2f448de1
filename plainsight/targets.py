"""The files of a site: each page of each edition, and the pages that list the editions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from plainsight.addresses import page_file
from plainsight.editions import Edition
from plainsight.pages import SourcePage
from plainsight.site import Site
from plainsight.states import is_in_language
from plainsight.tip_settings import routes

# On a site with more editions than this, pages of the heaviest templates lead to a page that lists them.
MOST_IN_MENU = 20
HEAVY = frozenset({"tip", "cards"})


@dataclass(frozen=True)
class Target:
    """One file to write: `path` below the output folder, its edition, slug and template.

    `page` is its campaign page, `country` the code of its country; pages that list languages have neither. `route` is
    the country whose tip form it has, "" for the form for everywhere.
    """

    path: str
    edition: Edition
    slug: str
    template: str
    page: SourcePage | None = None
    country: str | None = None
    route: str = ""


def targets(site: Site) -> list[Target]:
    """Every file of the site: the pages that list languages, then each edition's campaign and country pages."""
    found = [Target("index.html", site.source, "languages", "languages")]
    if len(site.editions) > MOST_IN_MENU:
        slugs = [page.slug for page in site.pages.values() if page.template in HEAVY]
        slugs += [f"tip-{code}" for code in routes(site.settings.tip) if "tip" in slugs]
        found += [Target(page_file(site.pages, slug), site.source, f"languages:{slug}", "languages") for slug in slugs]
    for edition in site.editions:
        tag = edition.locale.tag
        for page in site.pages.values():
            found.append(Target(f"{tag}/{page_file(site.pages, page.slug)}", edition, page.slug, page.template, page))
            for code in routes(site.settings.tip) if page.slug == "tip" else ():
                slug = f"tip-{code}"
                found.append(
                    Target(f"{tag}/{page_file(site.pages, slug)}", edition, slug, page.template, page, route=code)
                )
        for code in site.countries:
            slug = f"country-{code}"
            found.append(Target(f"{tag}/{page_file(site.pages, slug)}", edition, slug, "country", country=code))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Alternate:
    """The same page in an edition, as the language menu shows it. `listed` is false where little of it is in the
    language of the edition; texts are escaped.
    """

    tag: Markup
    direction: Markup
    own_name: Markup
    href: Markup
    current: bool
    listed: bool


def alternates_of(site: Site, slug: str) -> list[Alternate]:
    """The page `slug` in each edition, as seen from a page of another; the languages page leads to the home pages."""
    kind, _, listed = slug.partition(":")
    up, shown = ("", listed or "home") if kind == "languages" else ("../", slug)
    file = page_file(site.pages, shown)
    return [
        Alternate(
            tag=escape(edition.locale.tag),
            direction=escape(edition.locale.direction),
            own_name=escape(edition.locale.own_name),
            href=escape(f"{up}{edition.locale.tag}/{file}"),
            current=False,
            listed=is_listed,
        )
        for edition, is_listed in zip(site.editions, listed_in(site, slug), strict=True)
    ]


def listed_in(site: Site, slug: str) -> list[bool]:
    """For each edition, whether enough of the page that `alternates_of` leads to is in its language."""
    kind, _, listed = slug.partition(":")
    page = site.pages.get((listed or "home") if kind == "languages" else slug)
    return [page is None or is_in_language(site, page, edition) for edition in site.editions]


def with_own(alternates: Sequence[Alternate], place: int, file: str) -> list[Alternate]:
    """`alternates` of the page `file` as seen from that page of the edition that stands at `place` among them."""
    own = list(alternates)
    own[place] = replace(own[place], href=escape(file), current=True)
    return own
