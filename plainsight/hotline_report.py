"""What to verify next: every hotline with what speaks against it, the most urgent first, as a table and as a call sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from rich.table import Table

from plainsight.findings import Finding
from plainsight.hotline_model import Country, Line, partial_text

# Weights of the reasons, heaviest first; together they order the list.
REASONS: dict[str, tuple[int, str]] = {
    "home": (128, "of the home country, which is on every page"),
    "conflict": (64, "a check has found something"),
    "needs_check": (32, "status needs_check"),
    "trafficking": (16, "for trafficked people"),
    "disagree": (8, "its sources disagree"),
    "never": (4, "nobody has verified it"),
    "expired": (4, "verified too long ago"),
    "low": (2, "low confidence"),
    "undated": (1, "no dated source"),
}


@dataclass(frozen=True)
class Task:
    """A hotline to verify: why, by ids of `REASONS`, and the findings about it. `seen` is when it was last known to be right."""

    country: Country
    line: Line
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]
    seen: date | None

    @property
    def weight(self) -> int:
        """How urgent it is."""
        return sum(REASONS[reason][0] for reason in self.reasons)

    @property
    def seen_text(self) -> str:
        """`seen` as far as it is known, or "never"."""
        return partial_text(self.seen, "day" if self.line.verified else self.line.seen_known) if self.seen else "never"


def tasks(
    countries: Mapping[str, Country], findings: Iterable[Finding], *, home: str, limit_days: int, today: date
) -> list[Task]:
    """Every line that is not verified within `limit_days`, or that a finding is about: most urgent first, then the oldest."""
    about = _by_line(countries, findings)
    found = [
        _task(country, line, about.get(line.id, ()), home, limit_days, today)
        for country in countries.values()
        for line in country.lines
    ]
    return sorted(
        (task for task in found if task), key=lambda task: (-task.weight, task.seen or date.min, task.line.id)
    )


def _task(
    country: Country, line: Line, found: Sequence[Finding], home: str, limit_days: int, today: date
) -> Task | None:
    verified = line.verified is not None and 0 <= (today - line.verified).days <= limit_days
    if verified and not found:
        return None
    seen = line.verified or (line.seen if line.seen_from == "source" else None)
    reasons = {
        "home": country.code == home,
        "conflict": bool(found),
        "needs_check": line.status == "needs_check",
        "trafficking": line.category == "anti_trafficking",
        # The importer says so in a note for the editor.
        "disagree": any("sources_disagree" in note for note in line.notes),
        "never": line.verified is None,
        "expired": line.verified is not None and not verified,
        "low": line.confidence == "low",
        "undated": seen is None,
    }
    return Task(country, line, tuple(reason for reason, holds in reasons.items() if holds), tuple(found), seen)


def _by_line(countries: Mapping[str, Country], findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings by the id of the line whose table they are in, or that they name."""
    starts = sorted(
        (line.where.rpartition(":")[0], int(line.where.rpartition(":")[2] or 0), line.id)
        for country in countries.values()
        for line in country.lines
    )
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        file, _, number = finding.where.rpartition(":")
        if number.isdigit():
            before = [line_id for name, start, line_id in starts if name == file and start <= int(number)]
            for line_id in before[-1:]:
                found.setdefault(line_id, []).append(finding)
    return found


def task_table(found: Sequence[Task], total: int, limit: int = 0) -> Table:
    """The first `limit` tasks (0: all) as a table for the terminal."""
    shown = found[:limit] if limit else found
    table = Table(title=f"{len(found)} of {total} hotlines to verify", title_justify="left")
    for name in ("hotline", "country", "last seen", "confidence", "why"):
        table.add_column(name, overflow="fold")
    for task in shown:
        why = ", ".join(REASONS[reason][1] for reason in task.reasons)
        table.add_row(task.line.id, task.country.code.upper(), task.seen_text, task.line.confidence, why)
    return table


_STYLE = """
body { font: 11pt/1.4 sans-serif; max-width: 48rem; margin: 1rem auto; padding: 0 1rem; }
article { border: 1px solid; border-radius: 4px; padding: .5rem 1rem; margin-block: 1rem; break-inside: avoid; }
h2 { font-size: 1.1em; margin: 0; } p, ul { margin-block: .3rem; } b { font-size: 1.2em; } code { overflow-wrap: anywhere; }
.ask li { list-style: none; } .ask li::before { content: "\\2610\\00a0\\00a0"; }
"""
_ASK = (
    "Is this your number? (Read it digit by digit.)",
    "Who answers, and when? In which languages?",
    "Does the call cost anything? Can it be made from abroad?",
    "Must callers say who they are? Are calls recorded? Whom do you tell?",
    "May we publish the number, and when should we ask again?",
)


def call_sheet(found: Sequence[Task], names: Mapping[str, str], today: date) -> str:
    """`found` as one HTML file to print: what is claimed, where it was read, what to ask, and the command that records it.

    It needs no other file and leads nowhere by itself. For editors: it holds notes that are never published.
    """
    parts = [
        Markup(
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Call sheet</title>\n<style>{}</style>\n'
        ).format(Markup(_STYLE)),
        Markup(
            "<h1>Hotlines to verify</h1>\n<p>{}: {} hotlines, the most urgent first. Call from a phone that may be seen to "
        ).format(today.isoformat(), len(found)),
        Markup("call them. Say who you are, and keep the line free for callers who need it.</p>\n"),
        *(_article(task, names) for task in found),
    ]
    return "".join(parts)


def _article(task: Task, names: Mapping[str, str]) -> Markup:
    line, code = task.line, task.country.code.upper()
    numbers = [Markup("<li>{} {} <b>{}</b></li>").format(way.type, way.role, way.display) for way in line.channels]
    facts = [
        f"Operator: {line.operator or 'not known'} ({line.operator_type})",
        f"Hours: {'24/7' if line.is_24_7 else line.opening_hours or 'not known'} {line.timezone}",
        f"Languages: {', '.join(line.languages) or 'not known'} · free: {line.toll_free} · without a name: {line.anonymous}",
        f"Last seen: {task.seen_text} · confidence: {line.confidence} · verified: {line.verified or 'never'}",
        *(f"WARNING: {warning}" for warning in line.warnings),
        *(finding.what for finding in task.findings),
        *line.notes,
    ]
    return Markup(
        "<article>\n<h2>{}: {} (<code>{}</code>)</h2>\n<p>{}</p>\n<ul>{}</ul>\n<ul>{}</ul>\n<p>Read on:</p>\n<ul>{}</ul>\n"
        '<ul class="ask">{}</ul>\n<p><code>invoke verify-hotline {} --by "…" --source "https://…"</code></p>\n</article>\n'
    ).format(
        *(names.get(code, code), line.name, line.id, ", ".join(REASONS[reason][1] for reason in task.reasons)),
        *(Markup("").join(numbers), _items(facts), _items(f"{item.url} {item.date}" for item in line.sources)),
        *(_items(_ASK), line.id),
    )


def _items(texts: Iterable[str]) -> Markup:
    return Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
