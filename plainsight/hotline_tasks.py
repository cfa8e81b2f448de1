"""What the tasks about hotlines do, and what they say to the person who ran them."""

from datetime import date
from pathlib import Path

import babel

from plainsight.commands import ROOT, console, refusing, settings_with, show
from plainsight.findings import errors
from plainsight.hotline_checks import check_hotlines
from plainsight.hotline_import import import_hotlines
from plainsight.hotline_report import call_sheet, task_table, tasks
from plainsight.hotline_verify import verify_hotline
from plainsight.hotlines import load_hotlines


@refusing
def import_file(file: str, countries: str = "") -> None:
    """Import the research data in `file`: all its countries, or those of the comma-separated `countries`."""
    folder = settings_with().hotlines
    before = {path.name for path in folder.glob("*.toml")}
    chosen = [code.strip() for code in countries.split(",") if code.strip()] or None
    show(import_hotlines(Path(file), folder, chosen))
    written = sorted({path.name for path in folder.glob("*.toml")} - before)
    console.print(
        f"{len(written)} files written in {folder.relative_to(ROOT.resolve())}. Then run: invoke extract update"
    )


@refusing
def verify(line_id: str, by: str, source: str, kind: str = "operator") -> None:
    """Record that `by` checked the hotline `line_id` today, with the page `source`."""
    today = date.today()
    show(verify_hotline(settings_with().hotlines, line_id, by=by, source=source, today=today, kind=kind))
    console.print(f"{line_id}: verified on {today} by {by}.", markup=False)


@refusing
def check(sheet: str = "", limit: int = 20) -> None:
    """Show what to verify next, and every finding about hotlines; write the call sheet `sheet`, an HTML file."""
    settings, today = settings_with(), date.today()
    countries, findings = load_hotlines(settings.hotlines)
    findings += check_hotlines(countries, today=today)
    found = tasks(countries, findings, home=settings.home_country, limit_days=settings.hotline_limit_days, today=today)
    console.print(task_table(found, sum(len(country.lines) for country in countries.values()), limit))
    if sheet:
        names = babel.Locale.parse("en").territories
        Path(sheet).write_text(call_sheet(found, names, today), encoding="utf-8", newline="\n")
        console.print(
            f"{sheet}: {len(found)} hotlines, to print. It holds notes that are not for readers.", markup=False
        )
    show(findings)
    if errors(findings):
        raise SystemExit(1)
