"""Builds a site: read, render, check, write. What `invoke build`, the preview and publishing share."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from plainsight.editions import Edition
from plainsight.findings import Finding, Refused, errors
from plainsight.last_build import digest_inputs, read_note, write_note
from plainsight.output import Staging, Written, staged
from plainsight.page_checks import WrittenCheck, check_written
from plainsight.page_quick import Passed
from plainsight.parallel import each, workers
from plainsight.publishing import check_publishing
from plainsight.render import Progress, Renderer, shared_files
from plainsight.settings import Settings
from plainsight.site import Site, load_site, translation_findings
from plainsight.targets import targets


@dataclass(frozen=True)
class Result:
    """What a build did: pages of one edition, editions by tag, files written, and the warnings to show."""

    pages: int
    editions: tuple[str, ...]
    written: Written
    findings: tuple[Finding, ...]


@dataclass
class Job:
    """A build to run within Pelican; `result` is there when it has succeeded."""

    settings: Settings
    progress: Progress = lambda done, of, name: None
    today: date = field(default_factory=date.today)
    result: Result | None = None


# Fewer files than this are written sooner than a second process is ready.
WORTH_SHARING = 150


def run_job(job: Job) -> None:
    """Do `job`: nothing is written unless everything passed, or if nothing has changed. Raises `Refused`."""
    inputs = digest_inputs(job.settings, job.today)
    if report := read_note(job.settings, inputs):
        findings = tuple(Finding(*fields) for fields in report["findings"])
        job.result = Result(report["pages"], tuple(report["editions"]), Written(report["files"], 0, 0), findings)
        return
    rules = {"rules": check_publishing} if job.settings.publishing else {}
    site = load_site(job.settings, job.today, later=True, **rules)
    with staged(job.settings.output) as staging:
        check = written_check(site)
        about_catalogs: list[Finding] = []
        for done in each(partial(_build_part, site, staging, job.progress), _parts(site)):
            staging.hashes.update(done.hashes)
            check.seen.update(done.seen)
            about_catalogs += done.findings
        for name, content in shared_files(site):
            staging.write(name, content)
            check.look(name, content)
        findings = check.findings(staging.folder, "output")
        if errors(findings):
            raise Refused(findings)
        written = staging.commit()
    job.result = Result(
        len(site.pages) + len(site.countries),
        tuple(edition.locale.tag for edition in site.editions),
        written,
        (*site.findings, *_as_warnings(tuple(about_catalogs)), *findings),
    )
    report = {
        "pages": job.result.pages,
        "editions": job.result.editions,
        "files": written.files,
        "findings": [(f.where, f.what, f.remedy, f.level) for f in job.result.findings],
    }
    # What was changed while it was read belongs to the next build.
    if digest_inputs(job.settings, job.today) == inputs:
        write_note(job.settings, inputs, report)


class _Done(NamedTuple):
    """What one process has done: digests and quick looks by path, and findings about the catalogs of its editions."""

    hashes: dict[str, str]
    seen: dict[str, Passed | None]
    findings: tuple[Finding, ...]


def _parts(site: Site) -> list[list[Edition]]:
    """The editions in as many parts as there are processes that pay."""
    count = min(workers(), len(site.editions))
    if len(site.editions) * (len(site.pages) + len(site.countries)) < WORTH_SHARING:
        count = 1
    return [list(site.editions[number::count]) for number in range(count)]


def _build_part(site: Site, staging: Staging, progress: Progress, editions: list[Edition]) -> _Done:
    findings: list[Finding] = []
    renderer, check = Renderer(site, findings), written_check(site)
    todo = renderer.targets(editions)
    for number, target in enumerate(todo, 1):
        content = renderer.render(target)
        staging.write(target.path, content)
        check.look(target.path, content)
        if editions[0] is site.editions[0] and number % 100 == 0:  # the first process alone speaks to people
            progress(number, len(todo), target.slug)
    return _Done(staging.hashes, check.seen, (*translation_findings(editions), *findings))


def written_check(site: Site) -> WrittenCheck:
    """The check of the files of `site`."""
    files = [*(target.path for target in targets(site)), *(name for name, _ in shared_files(site))]
    return WrittenCheck(_directions(site), site.source.locale.tag, site.settings.tip, files)


def check_site(site: Site, root: Path) -> list[Finding]:
    """The findings about the files written below `root`, which `render_site` made of `site`."""
    return check_written(root, directions=_directions(site), source=site.source.locale.tag, tip=site.settings.tip)


def _directions(site: Site) -> dict[str, str]:
    return {edition.locale.tag: edition.locale.direction for edition in site.editions}


def _as_warnings(findings: tuple[Finding, ...]) -> list[Finding]:
    """A refused translation never stops a build: its text falls back to the source, and the build says so."""
    return [Finding(finding.where, finding.what, finding.remedy, "warning") for finding in findings]
