"""What each task does, and what it says to the person who ran it."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from plainsight.build import Result, check_site
from plainsight.extract import DOMAINS, extract_templates, stale_templates
from plainsight.findings import Finding, Refused, errors
from plainsight.po_read import read_po
from plainsight.scaffold import create_locale, create_page, update_locales, write_templates
from plainsight.settings import Settings, load_settings
from plainsight.site import load_site
from plainsight.status import status_table

ROOT = Path.cwd()
console = Console(highlight=False, soft_wrap=True)


def _refusing(command: Callable[..., None]) -> Callable[..., None]:
    """`command`, with a refusal shown as its findings and exit status 1, and Ctrl-C as 130."""

    @wraps(command)
    def run(*arguments, **options):
        try:
            command(*arguments, **options)
        except Refused as refused:
            show(refused.findings)
            raise SystemExit(1) from None
        except KeyboardInterrupt:
            console.print("Stopped. The last good output is as it was.")
            raise SystemExit(130) from None

    return run


def show(findings: Iterable[Finding]) -> None:
    """Print `findings`, errors last, and how many there are."""
    findings = sorted(set(findings), key=lambda finding: (finding.level == "error", finding))
    for finding in findings:
        style = "bold red" if finding.level == "error" else "yellow"
        console.print(str(finding), style=style, markup=False)
    if findings:
        wrong = len(errors(findings))
        console.print(f"{_count(wrong, 'error')}, {_count(len(findings) - wrong, 'warning')}.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def settings_with(name: str = "pelicanconf.py", locales: str = "", output: str = "") -> Settings:
    """The settings of the file `name`, with the choices of the command line put over them."""
    overrides = {}
    if locales:
        chosen = tuple(locale.strip() for locale in locales.split(",") if locale.strip())
        source = load_settings(ROOT / name).source_locale
        overrides["locales"] = tuple(dict.fromkeys((source, *chosen)))
    if output:
        overrides["output"] = Path(output).resolve()
    return load_settings(ROOT / name, **overrides)


def build_with_progress(settings: Settings) -> Result:
    """Build, showing which edition is being written."""
    # Imported here: the tasks that build nothing start without Pelican.
    from plainsight.plugin import build as build_site

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Building", total=None)
        return build_site(
            settings,
            lambda done, of, name: progress.update(bar, completed=done, total=of, description=f"Built {name}"),
        )


def _report(result: Result, output: Path) -> None:
    show(result.findings)
    console.print(
        f"{_count(result.pages, 'page')} in {_count(len(result.editions), 'edition')} ({', '.join(result.editions)}): "
        f"{_count(result.written.files, 'file')} in {output}, {result.written.changed} changed, "
        f"{result.written.removed} removed."
    )


@_refusing
def build(locales: str = "", output: str = "") -> None:
    """Build for preview."""
    settings = settings_with(locales=locales, output=output)
    _report(build_with_progress(settings), settings.output)


@_refusing
def publish() -> None:
    """Build under the rules of publishing."""
    settings = settings_with("publishconf.py")
    _report(build_with_progress(settings), settings.output)


@_refusing
def serve(port: int, endpoint_port: int) -> None:
    """Preview the site, with the local hotline endpoint, until Ctrl-C."""
    from plainsight.serving import preview

    preview(
        ROOT / "pelicanconf.py", port, endpoint_port, build=build_with_progress, show=show, say=console.print
    )


@_refusing
def check() -> None:
    """Every finding about settings, pages, hotlines, theme, catalogs, templates and a built site."""
    import tempfile

    from plainsight.output import write_site
    from plainsight.render import render_site

    settings = load_settings(ROOT / "pelicanconf.py")
    templates = extract_templates(ROOT)
    written = {domain: read_po(ROOT / "translations" / f"{domain}.pot")[0] for domain in DOMAINS}
    findings = stale_templates(ROOT, templates, written)
    site = load_site(settings, date.today())
    findings += [*site.findings, *site.translation_findings]
    with tempfile.TemporaryDirectory() as folder:
        _, more = write_site(render_site(site), Path(folder, "site"), lambda root: check_site(site, root))
    show([*findings, *more])
    if errors([*findings, *more]):
        raise SystemExit(1)
    console.print("Nothing stands against a preview. `invoke publish` checks the rest.")


@_refusing
def extract() -> None:
    """Write the templates."""
    for domain, count in write_templates(ROOT).items():
        console.print(f"translations/{domain}.pot: {_count(count, 'message')}.")


@_refusing
def update() -> None:
    """Merge the templates into every locale's catalogs."""
    with Progress(console=console, transient=True) as progress:
        changed = list(progress.track(update_locales(ROOT), description="Merging"))
    for path in changed:
        console.print(f"{path}: updated.")
    console.print(f"{_count(len(changed), 'catalog')} changed.")


@_refusing
def status() -> None:
    """Show how complete each locale is."""
    console.print(status_table(load_settings(ROOT / "pelicanconf.py")))


@_refusing
def new_page(slug: str, title: str = "") -> None:
    """Start a campaign page."""
    console.print(f"{create_page(ROOT, slug, title)}: write it, then run: invoke extract update")


@_refusing
def new_locale(locale: str) -> None:
    """Start the catalogs of a locale."""
    folder = create_locale(ROOT, locale)
    console.print(f'{folder}: add "{locale}" to LOCALES in pelicanconf.py; translators edit its two .po files.')
