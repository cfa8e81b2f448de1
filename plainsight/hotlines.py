"""The hotline directory: loads every country's file, and says which hotlines a reader is shown, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from plainsight.findings import Finding
from plainsight.hotline_model import Channel, Country, Emergency, Known, Line, Source, partial_text
from plainsight.hotline_read import read_country
from plainsight.hotline_schema import CONFIDENCES, COUNTRIES, STATUSES

__all__ = [
    "Channel",
    "Country",
    "Emergency",
    "Line",
    "ShownLine",
    "Source",
    "first_emergency",
    "load_hotlines",
    "ltr",
    "shown_lines",
]

# Lines that reach nobody, as far as is known.
NEVER_SHOWN = frozenset({"stale", "number_missing"})


@dataclass(frozen=True)
class ShownLine:
    """A hotline as shown. `state` is an id of `hotline_words.STATES`.

    `seen` is the day of checking, or of the latest dated source; None where no source has a date. `seen_known` says
    how much of it is known.
    """

    line: Line
    state: Literal["verified", "unverified"]
    seen: date | None
    seen_known: Known = "day"

    @property
    def seen_text(self) -> str:
        """`seen` as ISO 8601, as far as it is known; "" for none."""
        return partial_text(self.seen, self.seen_known) if self.seen else ""


def load_hotlines(folder: Path) -> tuple[dict[str, Country], list[Finding]]:
    """The countries in `folder` by code, in order, and findings about their files.

    A file that cannot be read is left out; an entry that is wrong, too. Both come with an error finding.
    """
    below = f"{folder.parent.name}/{folder.name}"
    countries: dict[str, Country] = {}
    findings: list[Finding] = []
    paths = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in paths:
        where = f"{below}/{path.name}"
        if path.name.startswith(".") or path.is_dir():
            continue
        if path.suffix != ".toml" or path.stem not in COUNTRIES:
            what = "is not named after a country."
            remedy = "Name it after the two-letter code of ISO 3166 in lower case, such as gb.toml, or remove it."
            findings.append(Finding(where, what, remedy))
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            findings.append(Finding(where, f"cannot be read: {error}.", "Save it as UTF-8 text."))
            continue
        if text.startswith("\ufeff"):
            # Some editors put it in front; TOML does not allow it, and other readers of the file stop there.
            what = "begins with a byte order mark, which was skipped."
            findings.append(Finding(f"{where}:1", what, "Save it as UTF-8 without BOM.", "warning"))
        country, more = read_country(text.removeprefix("\ufeff"), where)
        findings += more
        if country is None:
            continue
        if country.code != path.stem:
            what = f"code is {country.code!r}, and the file is that of {path.stem!r}."
            findings.append(Finding(country.where, what, f'Write code = "{path.stem}", or rename the file.'))
        countries[path.stem] = country
    if not countries and not findings:
        findings.append(Finding(below, "holds no hotline file.", "Write one for each country, such as gb.toml."))
    return countries, findings


def shown_lines(
    country: Country, *, publishing: bool, show_unverified: bool, limit_days: int, today: date
) -> tuple[ShownLine, ...]:
    """The hotlines of `country` that a reader sees, those to call first coming first.

    Preview shows every line that may reach somebody. Publishing shows lines verified at most `limit_days` before
    `today`; with `show_unverified` the others too. Lines with warnings are shown: their warning comes with them.
    """
    shown = []
    for line in country.lines:
        verified = line.verified is not None and 0 <= (today - line.verified).days <= limit_days
        if line.status in NEVER_SHOWN or not line.channels:
            continue
        if verified or show_unverified or not publishing:
            shown.append(ShownLine(line, "verified" if verified else "unverified", *_last_seen(line, verified)))
    return tuple(sorted(shown, key=lambda item: _order(item.line)))


def _last_seen(line: Line, verified: bool) -> tuple[date | None, Known]:
    # The day of compiling says nothing about the number: a page without a date may be many years old.
    seen = line.seen if line.seen_from == "source" and not verified else None
    if seen and (line.verified is None or seen > line.verified):
        return seen, line.seen_known
    return line.verified, "day"


def _order(line: Line) -> tuple[bool, int, bool, int]:
    return (
        line.category != "anti_trafficking",
        STATUSES.index(line.status),
        bool(line.warnings),
        CONFIDENCES.index(line.confidence),
    )


def first_emergency(emergency: Sequence[Emergency]) -> Emergency | None:
    """The emergency number to name where there is room for one: that of the police, else the first."""
    return next((entry for entry in emergency if "police" in entry.services), next(iter(emergency), None))


def ltr(text: str) -> Markup:
    """`text` isolated and left to right, for digits and addresses in a page of any script."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)
