"""What each task does, and what it says to the person who ran it."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from plainsight.findings import Finding, Refused, errors
from plainsight.settings import Settings, load_settings

if TYPE_CHECKING:
    from plainsight.unchanged import Result

ROOT = Path.cwd()
BENCHES = ("build", "reader", "reload", "translate")
console = Console(highlight=False, soft_wrap=True)


def refusing(command: Callable[..., None]) -> Callable[..., None]:
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
        console.print(f"{counted(wrong, 'error')}, {counted(len(findings) - wrong, 'warning')}.")


def counted(number: int, noun: str) -> str:
    """`number` and `noun`, such as "1 page", "2 pages"."""
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


def build_with_progress(settings: Settings, **work: tuple[Any, ...]) -> "Result":
    """Build, showing which edition is being written; `work` are fields of `build.build`."""
    from plainsight.unchanged import Before

    before = Before(settings, date.today())
    if not any(work.values()) and (result := before.again()):
        return result
    # Most of what a build makes stays until its end: looking for what does not, at every turn, costs a twelfth of it.
    gc.set_threshold(100_000, 20, 20)
    # Imported here: a build without a change starts without the templates.
    from plainsight.build import build as build_site

    with _progress("Building") as progress:
        return build_site(settings, lambda done, of, name: progress(done, of, f"Built {name}"), before, **work)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show how far the work `what` is, where somebody can see it: call it with how much is done, of how much, and what."""
    if not console.is_terminal:
        yield lambda done, of, text: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        bar = shown.add_task(what, total=None)
        yield lambda done, of, text: shown.update(bar, completed=done, total=of, description=text)


def _report(result: "Result", output: Path) -> None:
    show(result.findings)
    console.print(
        f"{counted(result.pages, 'page')} in {counted(len(result.editions), 'edition')} ({', '.join(result.editions)}): "
        f"{counted(result.written.files, 'file')} in {output}, {result.written.changed} changed, "
        f"{result.written.removed} removed."
    )
    # Nothing comes after this. Python would look through all that was made once more before it ends, for a tenth of a second.
    gc.freeze()


@refusing
def build(locales: str = "", output: str = "", part: bool = False, publishing: bool = False) -> None:
    """Build for preview, or under the rules of publishing; `part`: these locales as a part of the whole site."""
    name = "publishconf.py" if publishing else "pelicanconf.py"
    settings = settings_with(name, locales="" if part else locales, output=output)
    chosen = tuple(locale.strip() for locale in locales.split(",") if locale.strip()) if part else ()
    _report(build_with_progress(settings, part=chosen), settings.output)


@refusing
def merge(folder: str, output: str = "", publishing: bool = False) -> None:
    """Make the whole site of the parts that lie in `folder`."""
    from plainsight.parts import find_parts

    settings = settings_with("publishconf.py" if publishing else "pelicanconf.py", output=output)
    _report(build_with_progress(settings, merge=tuple(find_parts(Path(folder)))), settings.output)


@refusing
def publish() -> None:
    """Build under the rules of publishing."""
    settings = settings_with("publishconf.py")
    _report(build_with_progress(settings), settings.output)


@refusing
def serve(port: int, endpoint_port: int, fail: str = "") -> None:
    """Preview the site, with the local hotline endpoint, until Ctrl-C; the endpoint plays the failure `fail`."""
    from plainsight.serving import preview

    conf = ROOT / "pelicanconf.py"
    preview(conf, port, endpoint_port, build=build_with_progress, show=show, say=console.print, fail=fail)


@refusing
def check_endpoint(url: str = "") -> None:
    """Send trials to the endpoint `url`, or to those of publishconf.py, and show how it keeps the contract."""
    from plainsight import endpoint_check
    from plainsight.tip_urls import check_address

    findings: list[Finding] = []
    if url:
        if wrong := check_address("The address", url, where="check-endpoint", publishing=False):
            raise Refused(wrong)
        endpoints: dict[str, tuple[str, ...]] = {url: ()}
    else:
        settings = load_settings(ROOT / "publishconf.py")
        endpoints, findings = endpoint_check.endpoints_of(settings.tip, settings.where)
    for address, homes in endpoints.items():
        with _progress("Checking") as progress:
            rows = endpoint_check.check_endpoint(address, homes=homes, told=progress)
        console.print(endpoint_check.check_table(address, rows))
        findings += endpoint_check.check_findings(address, rows)
    show(findings)
    if errors(findings):
        raise SystemExit(1)


@refusing
def check() -> None:
    """Every finding about settings, pages, hotlines, theme, catalogs, templates and a built site."""
    import tempfile

    from plainsight.build_part import check_site
    from plainsight.extract import DOMAINS, extract_templates, stale_templates
    from plainsight.output import write_site
    from plainsight.page_checks import BUDGET, heaviest_pages
    from plainsight.page_words import check_interface_words
    from plainsight.po_read import read_po
    from plainsight.render import render_site
    from plainsight.site import load_site

    settings = load_settings(ROOT / "pelicanconf.py")
    templates = extract_templates(ROOT)
    written = {domain: read_po(ROOT / "translations" / f"{domain}.pot")[0] for domain in DOMAINS}
    findings = stale_templates(ROOT, templates, written)
    site = load_site(settings, date.today())
    findings += check_interface_words(templates["interface"], site.source.locale.babel.language)
    findings += [*site.findings, *site.translation_findings]
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "site")
        write_site(render_site(site, findings), output)
        more = check_site(site, output)
        heaviest = heaviest_pages(output)
    show([*findings, *more])
    if errors([*findings, *more]):
        raise SystemExit(1)
    for tag, (path, size) in heaviest.items():
        console.print(f"Heaviest page of {tag}: {path}, {size:,} of {BUDGET:,} bytes.")
    console.print("Nothing stands against a preview. `invoke publish` checks the rest.")


@refusing
def bench(what: str) -> None:
    """Run the measurement `what`; the exit status is 1 where it falls short."""
    import importlib

    if what not in BENCHES:
        raise Refused([Finding("bench", f"{what!r} is no measurement.", f"Choose from: {', '.join(BENCHES)}.")])
    raise SystemExit(importlib.import_module(f"bench.{what}").main())
