"""A site read into memory: pages, hotlines, editions; everything that is wrong with it in one list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from plainsight.addresses import NEEDED_PAGES, check_addresses, page_file
from plainsight.audio import load_recordings
from plainsight.editions import Edition
from plainsight.findings import Finding, Refused, errors
from plainsight.hotline_checks import check_hotlines
from plainsight.hotline_snippets import check_snippets
from plainsight.hotlines import Country, load_hotlines
from plainsight.load_editions import load_editions
from plainsight.page_words import check_words
from plainsight.pages import Read, SourcePage, by_slug, page_files, read_page
from plainsight.parallel import shared
from plainsight.pictograms import check_pictograms, known_pictograms
from plainsight.settings import Settings
from plainsight.theme_checks import check_theme
from plainsight.tips import check_tip_settings
from plainsight.trees import read_trees
from plainsight.verdicts import Verdicts

# Fewer pages than this are read sooner than a second process is ready.
WORTH_SHARING = 60


@dataclass(frozen=True)
class Site:
    """Everything that a build needs, read once and never changed.

    `findings` are warnings about what the publisher controls; `translation_findings` are about catalogs: an error
    there means that its message is not used, and never stops a build. `recordings` are MP3 files by locale id and name.
    `percents`, by slug and locale id, are those of `states.page_percents`, as far as they are known already.
    """

    settings: Settings
    today: date
    pages: Mapping[str, SourcePage]
    countries: Mapping[str, Country]
    editions: tuple[Edition, ...]
    findings: tuple[Finding, ...]
    translation_findings: tuple[Finding, ...]
    percents: Mapping[tuple[str, str], int] = field(default_factory=dict)
    recordings: Mapping[tuple[str, str], bytes] = field(default_factory=dict)

    @property
    def source(self) -> Edition:
        """The edition of the pages as written."""
        return next(edition for edition in self.editions if edition.is_source)


def load_site(
    settings: Settings,
    today: date,
    rules: Callable[["Site"], list[Finding]] = lambda site: [],
    later: bool = False,
    verdicts: Verdicts | None = None,
) -> Site:
    """The site that `settings` describe; `today` dates the checks of hotlines and of the destination card.

    Raises `Refused` with every error finding in pages, hotlines, theme and settings at once, and those of `rules`.
    With `later`, catalogs are read when they are needed, and `translation_findings` is empty. `verdicts` are those of
    `load_translations`.
    """
    theme: list[Finding] = []
    files = page_files(settings.pages, _below(settings, settings.pages))
    # Where there are few pages, the theme is what takes time.
    spread = shared if len(files) < WORTH_SHARING else map
    pages, findings, words = _read_pages(settings, files, lambda: theme.extend(check_theme(settings.theme, spread)))
    steps, more = read_trees(settings.trees, _below(settings, settings.trees), pages)
    words |= {slug: check_words([step], _language(settings)) for slug, step in steps.items()}
    pages, findings = {**pages, **steps}, findings + more
    countries, more = load_hotlines(settings.hotlines)
    findings += more
    findings += check_hotlines(countries, today=today)
    findings += theme
    findings += check_pictograms(pages.values(), known_pictograms(settings.theme))
    findings += check_tip_settings(settings.tip, publishing=settings.publishing, today=today, where=settings.where)
    findings += _check_pages(settings, pages, countries)
    findings += check_addresses(pages.values())
    findings += check_snippets(pages.values(), countries)
    findings += [finding for slug in pages for finding in words[slug]]
    recordings, more = load_recordings(settings.content, pages.values(), settings.locales, settings.source_locale)
    findings += more
    tip = replace(settings.tip, form=page_file(pages, "tip"), sent=page_file(pages, "tip-sent"))
    settings = replace(settings, tip=tip)
    editions = load_editions(settings, findings, verdicts)
    about_catalogs = () if later else translation_findings(editions)
    site = Site(settings, today, pages, countries, editions, tuple(findings), about_catalogs, recordings=recordings)
    findings += rules(site)
    if errors(findings):
        raise Refused(findings)
    return replace(site, findings=tuple(findings))


def alone(site: Site) -> Site:
    """`site` as a page's templates may see it: with all pages' front matter, and the text of none."""
    return replace(site, pages={slug: replace(page, body=_NotHere(), lines=()) for slug, page in site.pages.items()})


class _NotHere:
    """Stands for the text of another page: a page that showed it would be kept when it changes."""

    def __getattr__(self, name: str) -> Any:
        raise TypeError("A page's body can be reached from its own target alone (docs/decisions/0045).")


def translation_findings(editions: Iterable[Edition]) -> tuple[Finding, ...]:
    """What is wrong with the catalogs of `editions`, without those that they fall back to."""
    return tuple(
        finding
        for edition in editions
        for translations in (*edition.interface[:1], *edition.content[:1])
        for finding in translations.findings
    )


def _read_pages(
    settings: Settings, files: Sequence[tuple[Path, str]], meanwhile: Callable[[], None]
) -> tuple[dict[str, SourcePage], list[Finding], dict[str, list[Finding]]]:
    """The pages of `files`, what is wrong with them, and by slug what there is to say of their words.

    This process does `meanwhile` as well, before it reads, so that others can read.
    """

    def read(file: tuple[Path, str]) -> tuple[Read, list[Finding]]:
        page, findings = read_page(*file)
        return (page, findings), check_words([page], _language(settings)) if page else []

    if len(files) >= WORTH_SHARING:
        done = shared(read, files, meanwhile)
    else:
        meanwhile()
        done = [read(file) for file in files]
    pages, findings = by_slug(files, [page for page, _ in done])
    words = {page.path: found for (page, _), found in done if page}
    return pages, findings, {slug: words[page.path] for slug, page in pages.items()}


def _language(settings: Settings) -> str:
    return settings.source_locale.partition("_")[0]


def _below(settings: Settings, folder) -> str:
    return folder.relative_to(settings.root).as_posix() if folder.is_relative_to(settings.root) else folder.name


def _check_pages(
    settings: Settings, pages: Mapping[str, SourcePage], countries: Mapping[str, Country]
) -> list[Finding]:
    where, findings = _below(settings, settings.pages), []
    for slug in NEEDED_PAGES:
        if slug not in pages:
            findings.append(
                Finding(f"{where}/{slug}.md", "is missing or cannot be used.", "Every site needs it: restore it.")
            )
    for page in pages.values():
        if not (settings.theme / "templates" / f"{page.template}.html").is_file():
            what = f"there is no template {page.template!r} in theme/templates."
            findings.append(Finding(f"{page.path}:1", what, 'Correct the line template = "…", or remove it.'))
        for slug in sorted({slug for slug, _ in page.links()}):
            if slug not in pages and slug.removeprefix("country-") not in countries:
                what = f"leads to {slug}.md, which does not exist."
                findings.append(Finding(page.path, what, "Correct the link."))
    if settings.home_country not in countries:
        what = f"HOME_COUNTRY is {settings.home_country!r}, which has no file in content/hotlines."
        findings.append(Finding(settings.where, what, "Name a country that has one, in lower case."))
    return findings
