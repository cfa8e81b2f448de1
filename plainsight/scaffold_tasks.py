"""What the tasks do that begin and update the files of a project, and what they say to the person who ran them."""

from pathlib import Path

from rich.progress import Progress

from plainsight.commands import ROOT, console, counted, refusing
from plainsight.scaffold import create_locale, create_page, update_locales, write_templates


@refusing
def extract() -> None:
    """Write the templates."""
    for domain, count in write_templates(ROOT).items():
        console.print(f"translations/{domain}.pot: {counted(count, 'message')}.")


@refusing
def update() -> None:
    """Merge the templates into every locale's catalogs."""
    with Progress(console=console, transient=True) as progress:
        changed = list(progress.track(update_locales(ROOT), description="Merging"))
    for path in changed:
        console.print(f"{path}: updated.")
    console.print(f"{counted(len(changed), 'catalog')} changed.")


@refusing
def new_page(slug: str, title: str = "") -> None:
    """Start a campaign page."""
    console.print(f"{create_page(ROOT, slug, title)}: write it, then run: invoke extract update")


@refusing
def new_locale(locale: str, name: str = "", direction: str = "", plural: str = "") -> None:
    """Start the catalogs of a locale."""
    folder = create_locale(ROOT, locale, name, direction, plural)
    console.print(
        f'{folder}: add "{Path(folder).name}" to LOCALES in pelicanconf.py; translators edit its two .po files.'
    )
