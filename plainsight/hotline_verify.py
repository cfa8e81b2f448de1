"""Records in a hotline file that somebody has checked a line: when, who, and where it was confirmed.

The file is edited as text, so that comments, order and everything that was not checked stay as they are.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from plainsight.findings import Finding, Refused, errors, escape_suspicious
from plainsight.hotline_model import Country, Line
from plainsight.hotline_read import read_country
from plainsight.hotline_schema import LINE, SOURCE, SOURCE_KINDS
from plainsight.hotline_toml import Place, line_numbers
from plainsight.hotline_write import toml_value
from plainsight.hotlines import NEVER_SHOWN, load_hotlines

_TABLE = re.compile(r"\s*\[")
_COMMENT = re.compile(r"\s*(#.*)?$")


def verify_hotline(
    folder: Path, line_id: str, *, by: str, source: str, today: date, kind: str = "operator"
) -> list[Finding]:
    """Write into `folder` that `by` checked the line `line_id` on the day `today`, with the page `source` of `kind`.

    Returns warnings. Raises `Refused`, and writes nothing, where the id is unknown, who or where is missing, or the
    file could not be used afterwards.
    """
    countries, findings = load_hotlines(folder)
    found = _find(countries, line_id)
    if found is None:
        raise Refused([_unknown(countries, line_id), *errors(findings)])
    country, line = found
    path = folder / f"{country.code}.toml"
    wrong = [*_wrong(by, source, kind), *_not_working(line)]
    if wrong:
        raise Refused(wrong)
    text = path.read_text(encoding="utf-8-sig")
    number = next(n for n, other in enumerate(country.lines) if other is line)
    edited = verified_text(text, number, by=by.strip(), source=source, kind=kind, day=today)
    after, more = read_country(edited, path.name)
    lines = after.lines if after else ()
    if errors(more) or [(item.id, item.verified) for item in lines if item.id == line_id] != [(line_id, today)]:
        what = f"{line_id} cannot be marked as verified by itself: the file is written in a way that is not expected."
        remedy = f"Add verified = {today} and verified_by by hand."
        raise Refused([Finding(line.where, what, remedy), *errors(more)])
    path.write_text(edited, encoding="utf-8", newline="\n")
    return [
        finding for finding in findings if finding.where.startswith(f"{folder.parent.name}/{folder.name}/{path.name}")
    ]


def verified_text(text: str, number: int, *, by: str, source: str, kind: str, day: date) -> str:
    """`text` of a hotline file with its line `number` (from 0) verified on `day`, and a source for it at its end."""
    lines = text.splitlines()
    places = line_numbers(text)
    start, end = _table(lines, places, ("line", number)), _end(lines, places, number)
    entry = {"url": source, "kind": kind, "date": day, "note": f"checked by {by}"}
    block = ["", "[[line.source]]", *(f"{key} = {toml_value(entry[key])}" for key in SOURCE)]
    lines[end:end] = block
    for key, value in (("verified_by", by), ("verified", day)):
        said = f"{key} = {toml_value(value)}"
        old = places.get(("line", number, key))
        if old is None:
            lines.insert(_after(lines, places, ("line", number), key, start), said)
        else:
            lines[old - 1] = said + _comment(lines[old - 1])
        places = line_numbers("\n".join(lines))
    return "\n".join(lines) + "\n"


def _find(countries: Mapping[str, Country], line_id: str) -> tuple[Country, Line] | None:
    pairs = ((country, line) for country in countries.values() for line in country.lines)
    return next(((country, line) for country, line in pairs if line.id == line_id), None)


def _unknown(countries: Mapping[str, Country], line_id: str) -> Finding:
    ids = [line.id for country in countries.values() for line in country.lines]
    close = difflib.get_close_matches(line_id, ids, 1)
    remedy = (
        f"Did you mean {close[0]}?"
        if close
        else "Ids stand in content/hotlines: id = …; invoke check-hotlines lists them."
    )
    return Finding("verify-hotline", f"there is no hotline {line_id!r}.", remedy)


def _wrong(by: str, source: str, kind: str) -> Iterator[Finding]:
    if not by.strip() or escape_suspicious(by) != by or "\n" in by:
        yield Finding("verify-hotline", f"the name is {by!r}.", 'Say who has checked it: --by "A name".')
    parts = urlsplit(source)
    if parts.scheme not in ("https", "http") or not parts.hostname or re.search(r"\s", source):
        what = f"the source is {source!r}, which is not a web address."
        yield Finding("verify-hotline", what, "Give the operator's own page that shows the number: --source https://…")
    if kind not in SOURCE_KINDS:
        yield Finding("verify-hotline", f"the kind of source is {kind!r}.", f"Known: {', '.join(SOURCE_KINDS)}.")


def _not_working(line: Line) -> Iterator[Finding]:
    if line.status in NEVER_SHOWN:
        what = f"{line.id} has status {line.status!r}, so nobody is shown it."
        yield Finding(line.where, what, 'If it works, correct the entry first: status = "listed".')


def _table(lines: list[str], places: Mapping[Place, int], place: Place) -> int:
    """The index of the first line below the header of `place`."""
    return places[place] if place in places else len(lines)


def _end(lines: list[str], places: Mapping[Place, int], number: int) -> int:
    """The index after the last line with content of line `number`; comments above the next table belong to that one."""
    following = places.get(("line", number + 1))
    end = following - 1 if following else len(lines)
    others = [line for place, line in places.items() if len(place) == 2 and place[0] == "emergency"]
    end = min([end, *(line - 1 for line in others if line > places["line", number])])
    while end and _COMMENT.match(lines[end - 1]):
        end -= 1
    return end


def _after(lines: list[str], places: Mapping[Place, int], place: Place, key: str, start: int) -> int:
    """Where to insert `key` in the table: before the first key that the schema has after it, else at the table's end."""
    order = list(LINE)
    later = [places[(*place, name)] - 1 for name in order[order.index(key) + 1 :] if (*place, name) in places]
    if later:
        return min(later)
    end = start
    while end < len(lines) and not _TABLE.match(lines[end]):
        end += 1
    while end > start and _COMMENT.match(lines[end - 1]):
        end -= 1
    return end


def _comment(line: str) -> str:
    """The comment at the end of `line`, with what separates it; a `#` within quotes begins none."""
    before = re.match(r"""(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*""", line)
    said = (before[0] if before else "").rstrip()
    return line[len(said) :] if "#" in line[len(said) :] else ""
