"""The page that shows how far each locale and each of its pages is; for the preview, never published."""

from collections import Counter
from collections.abc import Sequence
from html import escape

from plainsight.findings import Finding, Refused
from plainsight.locales import Locale
from plainsight.preview_page import preview_page
from plainsight.settings import Settings
from plainsight.states import STATES, Entry, State, load_entries

STATUS_PATH = "/~status"
# Dark to light, so that a bar says the same without colours.
_COLOURS: dict[State, str] = {
    "reviewed": "#0b3d2e",
    "translated": "#1f7a5c",
    "machine-drafted": "#7a6ff0",
    "stale": "#e0a030",
    "refused": "#c0392b",
    "missing": "#e8e8e8",
}
_WIDTH = 300


def status_page(settings: Settings) -> str:
    """The page: for each locale its bar and table, then a bar for each campaign page. It needs nothing else."""
    parts, rows = [], []
    findings: list[Finding] = []
    for locale_id in settings.locales:
        if locale_id == settings.source_locale:
            continue
        try:
            edition, found = load_entries(settings, locale_id, findings)
        except (Refused, ValueError) as error:
            parts.append(f"<h2>{escape(locale_id)}</h2><p>{escape(str(error))}</p>")
            continue
        rows.append(_row(_name(edition.locale), found))
        parts.append(_section(edition.locale, edition.file.status, found))
    wrong = "".join(f"<li>{escape(str(finding))}</li>" for finding in sorted(set(findings)))
    content = _CONTENT.format(
        legend="".join(f"<li>{_key(state)} {state}</li>" for state in STATES),
        overview=_table("All languages", "Language", rows),
        parts="\n".join(parts),
        findings=f"<h2>Findings</h2><ul>{wrong}</ul>" if wrong else "",
    )
    return preview_page("Status of the translations", "status", _STYLE, content)


def bar(counts: Counter[State], label: str) -> str:
    """A bar as SVG, each state as wide as its share; `label` and the numbers are its text for whoever does not see it."""
    total, at, shapes = counts.total(), 0.0, []
    for state in STATES:
        width = _WIDTH * counts[state] / total if total else 0
        if width:
            title = f"<title>{state}: {counts[state]}</title>"
            shapes.append(f'<rect x="{at:.1f}" width="{width:.1f}" height="20" fill="{_COLOURS[state]}">{title}</rect>')
        at += width
    said = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state]) or "no messages"
    return (
        f'<svg role="img" viewBox="0 0 {_WIDTH} 20" preserveAspectRatio="none" aria-label="{escape(label)}: {said}">'
        f"{''.join(shapes)}</svg>"
    )


def _section(locale: Locale, status: str, found: Sequence[Entry]) -> str:
    pages = sorted({page for entry in found for page in entry.pages})
    rows = [_row("theme", [entry for entry in found if not entry.message.locations[0].startswith("content/")])]
    rows += (_row(escape(page), [entry for entry in found if page in entry.pages]) for page in pages)
    critical = _row("critical texts", [entry for entry in found if entry.kind == "critical"])
    return (
        f'<section id="{locale.id}"><h2>{_name(locale)}: {escape(status)}</h2>'
        f"{_table(f'Pages in {locale.tag}', 'Page', [critical, *rows])}</section>"
    )


def _row(name: str, found: Sequence[Entry]) -> str:
    counts: Counter[State] = Counter(entry.state for entry in found)
    figures = "".join(f"<td>{counts[state]}</td>" for state in STATES)
    plain = name if "<" not in name else name.partition(">")[2].partition("<")[0]
    return f'<tr><th scope="row">{name}</th><td class="bar">{bar(counts, plain)}</td>{figures}</tr>'


def _table(caption: str, first: str, rows: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for name in (first, "Share", *STATES))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _name(locale: Locale) -> str:
    return f'<bdi lang="{locale.tag}">{escape(locale.own_name)}</bdi> ({locale.tag})'


def _key(state: State) -> str:
    return f'<svg viewBox="0 0 20 20" aria-hidden="true"><rect width="20" height="20" fill="{_COLOURS[state]}"/></svg>'


_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 70rem; padding: 0 1rem; color: #111; background: #fff; }
table { border-collapse: collapse; inline-size: 100%; }
caption { text-align: start; font-weight: bold; padding-block: .5rem; }
th, td { border-block-end: 1px solid #767676; padding: .25rem .5rem; text-align: end; }
th:first-child { text-align: start; font-weight: normal; min-inline-size: 9rem; } :lang(my) { line-height: 2; }
.bar { min-inline-size: 10rem; inline-size: 40%; } .bar svg { display: block; inline-size: 100%; block-size: 1.25rem; border: 1px solid #767676; }
.scroll { overflow-x: auto; }
ul.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; padding: 0; }
.legend svg { inline-size: 1rem; block-size: 1rem; border: 1px solid #767676; vertical-align: middle; }
"""
_CONTENT = """<p>Each message is in one state. Only the first three are shown to readers in their language; the source text stands in for the rest.
This page belongs to the preview: it is never published.</p>
<ul class="legend">{legend}</ul>
{overview}
{parts}
{findings}"""
