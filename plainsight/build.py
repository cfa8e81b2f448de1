"""Builds a site: read, render, check, write. What `invoke build`, the preview and publishing share."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from plainsight.findings import Finding
from plainsight.output import Written, write_site
from plainsight.page_checks import check_written
from plainsight.publishing import check_publishing
from plainsight.render import Progress, render_site
from plainsight.settings import Settings
from plainsight.site import Site, load_site


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


def run_job(job: Job) -> None:
    """Do `job`: nothing is written unless everything passed. Raises `Refused`."""
    rules = {"rules": check_publishing} if job.settings.publishing else {}
    site = load_site(job.settings, job.today, **rules)
    written, findings = write_site(
        render_site(site, job.progress), job.settings.output, partial(check_site, site)
    )
    job.result = Result(
        len(site.pages) + len(site.countries),
        tuple(edition.locale.tag for edition in site.editions),
        written,
        (*site.findings, *_as_warnings(site.translation_findings), *findings),
    )


def check_site(site: Site, root: Path) -> list[Finding]:
    """The findings about the files written below `root`, which `render_site` made of `site`."""
    directions = {edition.locale.tag: edition.locale.direction for edition in site.editions}
    return check_written(root, directions=directions, source=site.source.locale.tag, tip=site.settings.tip)


def _as_warnings(findings: tuple[Finding, ...]) -> list[Finding]:
    """A refused translation never stops a build: its text falls back to the source, and the build says so."""
    return [Finding(finding.where, finding.what, finding.remedy, "warning") for finding in findings]
