"""The table of `invoke status`: how complete each locale is."""

from rich.table import Table

from plainsight.catalogs import Completeness, Translations, completeness
from plainsight.findings import Finding
from plainsight.po_read import read_po
from plainsight.settings import Settings
from plainsight.site import load_edition


def status_table(settings: Settings) -> Table:
    """A row for each locale but the source: status, interface %, content %, critical %, stale, refused."""
    table = Table(title="Locales")
    for name in ("locale", "status", "interface %", "content %", "critical %", "stale", "refused"):
        table.add_column(name, justify="left" if name in ("locale", "status") else "right")
    templates = {domain: read_po(settings.translations / f"{domain}.pot")[0] for domain in ("interface", "content")}
    findings: list[Finding] = []
    for locale_id in settings.locales:
        if locale_id == settings.source_locale:
            continue
        edition = load_edition(settings, locale_id, findings)
        interface = completeness(templates["interface"], _own(edition.interface))
        content = completeness(templates["content"], _own(edition.content))
        table.add_row(locale_id, edition.file.status, *_figures(interface, content))
    return table


def _own(chain: tuple[Translations, ...]) -> Translations:
    return chain[0] if chain else Translations()


def _figures(interface: Completeness, content: Completeness) -> list[str]:
    critical = interface.critical + content.critical
    done = interface.critical_translated + content.critical_translated
    return [
        str(interface.percent),
        str(content.percent),
        str(100 * done // critical if critical else 100),
        str(interface.stale + content.stale),
        str(interface.refused + content.refused),
    ]
