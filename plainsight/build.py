"""Builds a site: read, render, check, write. What `invoke build`, the preview and publishing share."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from plainsight.build_part import build_part, in_parts, site_check
from plainsight.findings import Finding, Refused, errors
from plainsight.kept import Kept
from plainsight.last_build import Note, read_inputs, write_note
from plainsight.output import staged
from plainsight.parallel import each, is_preview
from plainsight.parts import PART, assumed, part_of, take_together
from plainsight.render import Progress, shared_files
from plainsight.settings import Settings
from plainsight.site import Site, load_site
from plainsight.sitemap import sitemap_files
from plainsight.targets import targets
from plainsight.unchanged import Before, Result
from plainsight.verdicts import Verdicts


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
    # What is known holds as long as what every page may depend on: the code, the templates.
    known = note if note and note.common == inputs.common else Note()
    # A preview has the catalogs themselves.
    verdicts = Verdicts({} if is_preview() else known.verdicts)
    site = load_site(settings, today, _rules(settings), later=True, verdicts=verdicts)
    kept, editions = Kept(site, inputs, known, intact, places), part_of(site, part)
    site = replace(site, percents={**kept.percents, **assumed(site, editions)})
    with staged(settings.output) as staging:
        shared = dict(shared_files(site))
        files = [*(target.path for target in targets(site)), *shared]
        check = site_check(site, files)
        done = each(
            partial(build_part, site, kept, verdicts, staging, files, progress),
            list(enumerate(in_parts(site, kept, editions))),
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


def _as_warnings(about: Iterable[tuple[Finding, ...]]) -> list[Finding]:
    """A refused translation never stops a build: its text falls back to the source, and the build says so."""
    return [Finding(found.where, found.what, found.remedy, "warning") for findings in about for found in findings]
