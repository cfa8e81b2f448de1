"""A campaign page, or a step of a tree, as the templates in theme/ see it in an edition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from babel.units import format_unit
from markupsafe import Markup, escape

from plainsight.addresses import page_file
from plainsight.editions import Edition, gettext
from plainsight.findings import Finding
from plainsight.isolation import isolated
from plainsight.page_bodies import body_in
from plainsight.pages import SourcePage, resolve_links
from plainsight.site import Site
from plainsight.states import is_in_language
from plainsight.trees import ANSWERS, Step, first_step

# Pages that say little about what the site is for.
PLAIN_TEMPLATES = frozenset({"home", "404", "languages"})


@dataclass(frozen=True)
class PageView:
    """A page as a template shows it; see `docs/architecture.md`.

    `fallbacks` counts texts in the source language, 0 where they are few (PAGE_TRANSLATED_PERCENT); `canonical` is the
    page in that language. `entry` is the slug of the page by which readers come here, its own but for a step; `listed`
    says whether search engines may lead here; `questions` leads to the first question of the tree that belongs to the
    page; `audio` is a recording of it (href, size); `step` is there on the pages of a tree.
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
    entry: str = ""
    listed: bool = True
    pictogram: str = ""
    questions: str = ""
    audio: SimpleNamespace | None = None
    step: SimpleNamespace | None = None


def campaign_view(
    site: Site,
    edition: Edition,
    page: SourcePage,
    slug: str,
    url: Callable[..., str],
    fill: Callable[[str], str],
    findings: list[Finding],
) -> PageView:
    """The view of `page` under the name `slug` in `edition`, which is current; appends to `findings`.

    `url` gives links to pages, `fill` fills the snippets of a body.
    """
    body = body_in(page, edition, findings)
    title, description = page.fields["title"], page.fields.get("description", "")
    step = _step(site, edition, page, url) if isinstance(page, Step) else None
    # A tab or a history that shows the question would show what was asked.
    title_text = f"{step.name.unescape()} {page.number}" if step else edition.content_text(title) or title
    texts = (title, description, *(answer.text for answer in page.answers)) if step else (title, description)
    text = resolve_links(body.html, url)
    missing = body.missing + sum(edition.content_text(text) is None for text in texts if text)
    is_told = missing and not (body.is_kept and is_in_language(site, page, edition))
    return PageView(
        slug,
        page.template,
        text_of(edition, title),
        title_text,
        edition.content_text(description) or description,
        Markup(fill(isolated(text) if edition.locale.direction == "rtl" else text)),
        page.fields.get("sources", ()),
        page.fields.get("last_checked"),
        missing if is_told else 0,
        page.template not in PLAIN_TEMPLATES,
        _canonical(site, slug),
        page.entry,
        page.listed,
        page.fields.get("pictogram", ""),
        url(first_step(slug)) if isinstance(site.pages.get(first_step(slug)), Step) else "",
        _audio(site, edition, page.fields.get("audio", "")),
        step,
    )


def _canonical(site: Site, slug: str) -> str:
    """Where the page is in the source language: an address where the site has one, else as seen from its own page."""
    base = f"{site.settings.site_url.rstrip('/')}/" if site.settings.site_url else "../"
    return f"{base}{site.source.locale.tag}/{page_file(site.pages, slug)}"


def text_of(edition: Edition, msgid: str) -> Markup:
    """A plain text of the content domain, marked with the source language where it has no translation."""
    translated = edition.content_text(msgid)
    if translated is not None:
        return escape(translated)
    source = edition.source
    return Markup('<span lang="{}" dir="{}">{}</span>').format(source.tag, source.direction, msgid)


def _audio(site: Site, edition: Edition, name: str) -> SimpleNamespace | None:
    sound = site.recordings.get((edition.locale.id, name))
    if sound is None:
        return None
    megabytes = max(round(len(sound) / 1_000_000, 1), 0.1)
    return SimpleNamespace(
        href=name, size=format_unit(megabytes, "digital-megabyte", "short", locale=edition.locale.babel)
    )


def _step(site: Site, edition: Edition, step: Step, url: Callable[..., str]) -> SimpleNamespace:
    # Advice leads to the hotlines, before anything else.
    ways = dict.fromkeys(("help", *step.pages)) if not step.answers else ()
    titles = {slug: site.pages[slug].fields for slug in (step.tree, *ways)}
    return SimpleNamespace(
        # What the tree is called, where it begins, and the page that it belongs to.
        name=escape(edition.content_text(titles[step.tree]["title"]) or titles[step.tree]["title"]),
        entry=_way(edition, url, step.tree, titles[step.tree]),
        answers=[
            SimpleNamespace(
                pictogram=answer.pictogram,
                text=text_of(edition, answer.text) if answer.text else gettext(ANSWERS[answer.kind]),
                href=url(answer.to),
            )
            for answer in step.answers
        ],
        pages=[_way(edition, url, slug, titles[slug]) for slug in ways],
        onward=url(step.onward) if step.onward else "",
        previous=url(step.previous) if step.previous else "",
    )


def _way(edition: Edition, url: Callable[..., str], slug: str, fields: Mapping[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(href=url(slug), text=text_of(edition, fields["title"]))
