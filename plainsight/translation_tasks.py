"""What the tasks about translations do, and what they say to the person who ran them."""

from datetime import date
from pathlib import Path

from plainsight.commands import ROOT, console, refusing, show
from plainsight.findings import escape_suspicious
from plainsight.minor_edit import minor_edit as keep_translations
from plainsight.minor_edit import pairs_of_page
from plainsight.review_tasks import accept_sheet, write_sheet
from plainsight.settings import load_settings
from plainsight.status import status_table


@refusing
def status() -> None:
    """Show how complete each locale is."""
    console.print(status_table(load_settings(ROOT / "pelicanconf.py")))


@refusing
def review(locale: str, accept: str = "", reviewer: str = "") -> None:
    """Write the review sheet of a locale, or take the one back in that is in the file `accept`."""
    settings = load_settings(ROOT / "pelicanconf.py")
    if accept:
        done = accept_sheet(settings, locale, Path(accept), reviewer, date.today())
        show(done.findings)
        say(f"{done.signed} translations signed off, {done.left} still to be reviewed.")
        return
    sheet, findings = write_sheet(settings, locale)
    show(findings)
    say(
        f"{' and '.join(sheet.files)}: {sheet.texts} texts, {sheet.critical} of them critical; {sheet.reviewed} are reviewed."
    )
    say("Send either file to a native reader, with docs/reviewing.md.")


@refusing
def minor_edit(old: str = "", new: str = "", page: str = "") -> None:
    """Keep the translations of an edited text, or of each edited text of a page."""
    source = load_settings(ROOT / "pelicanconf.py").source_locale
    done = keep_translations(ROOT, pairs_of_page(ROOT, page) if page else [(old, new)], source)
    for before, after in done.pairs:
        say(f"- {before}\n+ {after}")
    for path in done.catalogs:
        say(f"{path}: keeps the translation.")
    if not done.catalogs:
        say("No catalog has a translation of the old text.")
    if done.void:
        say(f"{done.void} reviews were of the old text: run invoke review for them.")
    say("Now run: invoke extract update")


def say(text: str) -> None:
    """Print `text` as it is, with what is not seen spelt out: what it quotes may have square brackets."""
    console.print(escape_suspicious(text), markup=False)
