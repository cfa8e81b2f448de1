"""Builds a site: read, render, check, write. What `invoke build`, the preview and publishing share."""

from collections.abc import Callable, Collection, Generator, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from plainsight.addresses import ways
from plainsight.catalogs import forget_files
from plainsight.editions import Edition
from plainsight.findings import Finding, Refused, errors
from plainsight.kept import Kept
from plainsight.last_build import read_inputs, write_note
from plainsight.output import Staging, staged
from plainsight.page_checks import WrittenCheck, check_written
from plainsight.page_quick import Passed
from plainsight.parallel import each, is_preview, workers
from plainsight.parts import PART, assumed, part_of, take_together
from plainsight.render import Progress, Renderer, shared_files
from plainsight.settings import Settings
from plainsight.site import Site, load_site, translation_findings
from plainsight.sitemap import sitemap_files
from plainsight.states import page_percents
from plainsight.targets import targets
from plainsight.unchanged import Before, Result
from plainsight.verdicts import Verdict, Verdicts

# Fewer files than this are written sooner than a second process is ready; an edition takes as long to read as so many.
WORTH_SHARING, EDITION = 150, 7


def build(
    settings: Settings,
    progress: Progress = lambda done, of, name: None,
    before: Before | None = None,
    *,
    today: date | None = None,
    part: Sequence[str] = (),
    merge: Sequence[Path] = (),
) -> Result:
    """Build the site that `settings` describe: nothing is written unless everything passed, and no more than has changed.

    `before` is the last build, where it is known already; otherwise `today` dates what depends on the day. With `part`,
    ids of locales, only these editions of the site are written, to be merged; `merge` are the folders of such parts,
    which together are the site. Raises `Refused`.
    """
    before = before or Before(settings, today or date.today())
    inputs, today, places = before.inputs, before.today, {}
    if merge:
        note, intact, places = take_together(merge)
    elif part:
        note, intact = None, {}
    elif result := before.again():
        return result
    else:
        note, intact = before.note, before.files[0]
    # What was found out about a catalog holds as long as what every page may depend on: the code, the templates.
    verdicts = Verdicts(note.verdicts if note and note.common == inputs.common else {})
    site = load_site(settings, today, _rules(settings), later=True, verdicts=verdicts)
    kept, editions = Kept(site, inputs, note, intact, places), part_of(site, part)
    site = replace(site, percents={**kept.percents, **assumed(site, editions)})
    with staged(settings.output) as staging:
        shared = dict(shared_files(site))
        files = [*(target.path for target in targets(site)), *shared]
        check = written_check(site, files)
        done = each(
            partial(_build_part, site, kept, verdicts, staging, files, progress),
            list(enumerate(_parts(site, kept, editions))),
        )
        site = replace(site, percents=done[0].percents)
        for one in done:
            check.seen.update(one.seen)
            staging.take(one.hashes, one.kept)
        shared |= sitemap_files(site)  # which leads to what is in the language of its edition, as is known by now
        for name, content in shared.items() if not part else ():
            staging.write(name, content)
            check.look(name, content)
        tags = [edition.locale.tag for edition in editions]
        findings = check.findings(staging.read, "output", tags if part else None)
        if errors(findings):
            raise Refused(findings)
        written = staging.commit()
    about_catalogs = {locale_id: found for one in done for locale_id, found in one.findings.items()}
    bodies = {path: found for one in done for path, found in one.bodies.items()}
    result = Result(
        len(site.pages) + len(site.countries),
        tuple(tags),
        written,
        (*site.findings, *_as_warnings((*about_catalogs.values(), *bodies.values())), *findings),
        site.settings.tip.sent,
    )
    # What was changed while it was read belongs to the next build.
    if read_inputs(settings, today) == inputs:
        asked = {locale_id: found for one in done for locale_id, found in one.asked.items()}
        found = {name: verdict for one in done for name, verdict in one.verdicts.items()}
        made = kept.note(site, editions, asked, check.seen, about_catalogs, bodies, found, _report(result))
        write_note(settings.output, made, PART if part else "")
    return result


def _rules(settings: Settings) -> Callable[[Site], list[Finding]]:
    """The rules that the site must keep beside those of every build."""
    if not settings.publishing:
        return lambda site: []
    from plainsight.publishing import check_publishing  # which extracts messages, and needs much for it

    return check_publishing


def _report(result: Result) -> dict[str, Any]:
    findings = [(found.where, found.what, found.remedy, found.level) for found in result.findings]
    return {
        "pages": result.pages,
        "editions": result.editions,
        "findings": findings,
        "confirmation": result.confirmation,
    }


# By slug and locale id, as in `Site`.
Percents = dict[tuple[str, str], int]


class _Done(NamedTuple):
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


def _parts(site: Site, kept: Kept, editions: list[Edition]) -> list[list[Edition]]:
    """The editions in as many parts as there are processes that pay."""
    count = min(workers(), len(editions))
    ids = {edition.locale.id for edition in editions}
    todo = [target.edition.locale.id for target in targets(site) if not kept.guess(target)]
    todo = [locale_id for locale_id in todo if locale_id in ids]
    if len(todo) + EDITION * len(set(todo)) < WORTH_SHARING:
        count = 1
    return [editions[number::count] for number in range(count)]


def _build_part(
    site: Site,
    kept: Kept,
    verdicts: Verdicts,
    staging: Staging,
    files: list[str],
    progress: Progress,
    part: tuple[int, list[Edition]],
) -> Generator[Percents, list[Percents], _Done]:
    is_first, editions = part[0] == 0, part[1]
    percents = dict(site.percents)
    for told in (yield page_percents(site, editions)):
        percents.update(told)
    about_catalogs = {edition.locale.id: _about_catalogs(kept, edition) for edition in editions}
    if not is_preview():
        forget_files()
    site = replace(site, percents=percents)
    renderer, check = Renderer(site), written_check(site, files)
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
    return _Done(
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


def written_check(site: Site, files: Collection[str] = ()) -> WrittenCheck:
    """The check of the files of `site`, whose paths are `files` where they are known already."""
    files = files or [*(target.path for target in targets(site)), *(name for name, _ in shared_files(site))]
    return WrittenCheck(_directions(site), site.source.locale.tag, site.settings.tip, files, ways(site.pages))


def check_site(site: Site, root: Path) -> list[Finding]:
    """The findings about the files written below `root`, which `render_site` made of `site`."""
    source, tip = site.source.locale.tag, site.settings.tip
    return check_written(root, directions=_directions(site), source=source, tip=tip, ways=ways(site.pages))


def _directions(site: Site) -> dict[str, str]:
    return {edition.locale.tag: edition.locale.direction for edition in site.editions}


def _as_warnings(about: Iterable[tuple[Finding, ...]]) -> list[Finding]:
    """A refused translation never stops a build: its text falls back to the source, and the build says so."""
    return [Finding(found.where, found.what, found.remedy, "warning") for findings in about for found in findings]
