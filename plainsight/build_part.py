"""One process's share of a build: the pages of its editions rendered, written and looked at."""

from collections.abc import Collection, Generator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from plainsight.addresses import ways
from plainsight.catalogs import forget_files
from plainsight.editions import Edition
from plainsight.findings import Finding
from plainsight.kept import Kept
from plainsight.output import Staging
from plainsight.page_quick import Passed
from plainsight.parallel import is_preview, workers
from plainsight.render import Progress, Renderer, shared_files
from plainsight.site import Site, translation_findings
from plainsight.states import page_percents
from plainsight.targets import targets
from plainsight.verdicts import Verdict, Verdicts
from plainsight.written_check import WrittenCheck, check_written

# Fewer files than this are written sooner than a second process is ready; an edition takes as long to read as so many.
WORTH_SHARING, EDITION = 150, 7

# By slug and locale id, as in `Site`.
Percents = dict[tuple[str, str], int]


class Done(NamedTuple):
    """What one process has done: what it was told of all editions; digests and quick looks by path, and which of the
    files are kept; by locale id the findings about the catalogs of its editions, by path those about the text of a page;
    by locale id which other editions these have asked; the `verdicts` it has found.
    """

    percents: Percents
    hashes: dict[str, str]
    kept: set[str]
    seen: dict[str, Passed | None]
    findings: dict[str, tuple[Finding, ...]]
    bodies: dict[str, tuple[Finding, ...]]
    asked: dict[str, frozenset[str]]
    verdicts: dict[str, Verdict]


def in_parts(site: Site, kept: Kept, editions: list[Edition]) -> list[list[Edition]]:
    """The editions in as many parts as there are processes that pay."""
    count = min(workers(), len(editions))
    ids = {edition.locale.id for edition in editions}
    todo = [target.edition.locale.id for target in targets(site) if not kept.guess(target)]
    todo = [locale_id for locale_id in todo if locale_id in ids]
    if len(todo) + EDITION * len(set(todo)) < WORTH_SHARING:
        count = 1
    return [editions[number::count] for number in range(count)]


def build_part(
    site: Site,
    kept: Kept,
    verdicts: Verdicts,
    staging: Staging,
    files: list[str],
    progress: Progress,
    part: tuple[int, list[Edition]],
) -> Generator[Percents, list[Percents], Done]:
    """Build `part`, its number and its editions, into `staging`: the work of one process, for `parallel.each`.

    `files` are the paths of all files that are written.
    """
    is_first, editions = part[0] == 0, part[1]
    percents = dict(site.percents)
    for told in (yield page_percents(site, editions)):
        percents.update(told)
    about_catalogs = {edition.locale.id: _about_catalogs(kept, edition) for edition in editions}
    if not is_preview():
        forget_files()
    site = replace(site, percents=percents)
    renderer, check = Renderer(site), site_check(site, files)
    todo, bodies = [], {}
    for target in renderer.targets(editions):
        if kept.is_kept(site, target):
            if target.path in kept.places:
                staging.write(target.path, (kept.places[target.path] / target.path).read_bytes())
            else:
                staging.keep(target.path, kept.intact[target.path])
            check.seen[target.path] = kept.seen(target.path)
            bodies[target.path] = kept.body(target.path)
        else:
            todo.append(target)
    for number, target in enumerate(todo, 1):
        page = renderer.blocks(target)
        staging.write(target.path, "".join(page).encode())
        check.look_at(target.path, page)
        if is_first and number % 100 == 0:  # the first process alone speaks to people
            progress(number, len(todo), target.slug)
    ids = [edition.locale.id for edition in editions]
    # The first process knows the percents already.
    return Done(
        percents if is_first else {},
        staging.hashes,
        staging.kept,
        check.seen,
        about_catalogs,
        {path: found for path, found in {**bodies, **renderer.found}.items() if found},
        {locale_id: kept.asked(locale_id) | renderer.asked.get(locale_id, set()) for locale_id in ids},
        verdicts.found,
    )


def _about_catalogs(kept: Kept, edition: Edition) -> tuple[Finding, ...]:
    known = kept.findings(edition.locale.id)
    return translation_findings([edition]) if known is None else known


def site_check(site: Site, files: Collection[str] = ()) -> WrittenCheck:
    """The check of the files of `site`, whose paths are `files` where they are known already."""
    files = files or [*(target.path for target in targets(site)), *(name for name, _ in shared_files(site))]
    return WrittenCheck(_directions(site), site.source.locale.tag, site.settings.tip, files, ways(site.pages))


def check_site(site: Site, root: Path) -> list[Finding]:
    """The findings about the files written below `root`, which `render_site` made of `site`."""
    source, tip = site.source.locale.tag, site.settings.tip
    return check_written(root, directions=_directions(site), source=source, tip=tip, ways=ways(site.pages))


def _directions(site: Site) -> dict[str, str]:
    return {edition.locale.tag: edition.locale.direction for edition in site.editions}
