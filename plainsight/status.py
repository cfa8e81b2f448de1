"""The table of `invoke status`: how complete each locale is."""

from collections import Counter

from rich import box
from rich.table import Table

from plainsight.findings import Finding
from plainsight.settings import Settings
from plainsight.states import Entry, load_entries

_SHARES = ("interface\n%", "content\n%", "critical\n%")
_SHOWN = ("reviewed", "translated", "machine-drafted")


def status_table(settings: Settings) -> Table:
    """A row for each locale but the source: how much of each class is shown, and how many messages are in each state."""
    table = Table(title="Locales", box=box.SIMPLE_HEAD, padding=0)
    for name in ("locale", "status", *_SHARES, "machine-\ndrafted", "reviewed", "stale", "refused"):
        table.add_column(name, justify="left" if name in ("locale", "status") else "right", no_wrap=True)
    findings: list[Finding] = []
    for locale_id in settings.locales:
        if locale_id == settings.source_locale:
            continue
        edition, found = load_entries(settings, locale_id, findings)
        # What the theme says has no page of its own, whatever class it is of.
        content = [entry for entry in found if _is_content(entry)]
        shares = ([e for e in found if not _is_content(e)], content, [e for e in found if e.kind == "critical"])
        states = Counter(entry.state for entry in found)
        counts = (states[name] for name in ("machine-drafted", "reviewed", "stale", "refused"))
        table.add_row(locale_id, edition.file.status, *(str(percent(share)) for share in shares), *map(str, counts))
    return table


def percent(found: list[Entry]) -> int:
    """How many of the messages are shown in the locale, in whole percent, rounded down: 100 means all."""
    return 100 * sum(entry.state in _SHOWN for entry in found) // len(found) if found else 100


def _is_content(entry: Entry) -> bool:
    return any(name.startswith("content/") for name in entry.message.locations)
