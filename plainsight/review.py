"""What native readers have signed off: `translations/<locale>/review.tsv`, a row for each message and translation."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plainsight.catalog_data import Message
from plainsight.findings import Finding, Refused, errors

FILE = "review.tsv"
_COLUMNS = "code\treviewer\tdate"
_CODE = re.compile(r"m[0-9a-f]{32}")


@dataclass(frozen=True)
class Review:
    """Who signed a translation off, and when."""

    reviewer: str
    day: date


def review_code(message: Message) -> str:
    """What identifies a message together with its translation: any change of either makes another code.

    It begins with a letter, so that no spreadsheet takes it for a number.
    """
    said = [message.context, message.msgid, message.plural, *message.msgstrs]
    return "m" + hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]


def read_reviews(folder: Path) -> tuple[dict[str, Review], list[Finding]]:
    """The reviews of the locale in `folder` by code (none where there is no file), and what is wrong with the file.

    A row that cannot be understood counts for nothing.
    """
    path, where = folder / FILE, f"translations/{folder.name}/{FILE}"
    if not path.exists():
        return {}, []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}, [Finding(where, "cannot be read as UTF-8 text.", "Restore the file from its last good version.")]
    reviews, findings = {}, []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line == _COLUMNS:
            continue
        review = _row(line.split("\t"))
        if review is None:
            remedy = "Remove the line, or restore it: three columns, with a tab between them."
            findings.append(Finding(f"{where}:{number}", f"has a row that says nothing: {line[:60]!r}.", remedy))
        else:
            reviews[line.split("\t")[0]] = review
    return reviews, findings


def _row(fields: list[str]) -> Review | None:
    if len(fields) != 3 or not _CODE.fullmatch(fields[0]) or not fields[1].strip():
        return None
    try:
        return Review(fields[1].strip(), date.fromisoformat(fields[2].strip()))
    except ValueError:
        return None


def add_reviews(folder: Path, codes: list[str], reviewer: str, today: date) -> None:
    """Write that `reviewer` has signed off the translations `codes` on the day `today`.

    Raises `Refused` where the reviewer has no name, or where the file has a row that would be lost.
    """
    name = " ".join(reviewer.split())
    if not name:
        what = "names nobody."
        raise Refused([Finding("--reviewer", what, "Give the name, or a name that you both know, of whoever read it.")])
    reviews, findings = read_reviews(folder)
    if errors(findings):
        raise Refused(findings)
    reviews |= dict.fromkeys(codes, Review(name, today))
    (folder / FILE).write_text(_format(reviews), encoding="utf-8", newline="\n")


def _format(reviews: Mapping[str, Review]) -> str:
    rows = (f"{code}\t{review.reviewer}\t{review.day.isoformat()}" for code, review in sorted(reviews.items()))
    return "\n".join((_COLUMNS, *rows)) + "\n"
