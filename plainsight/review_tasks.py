"""What `invoke review` does: writes the sheet of a locale, and takes it back in."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plainsight.editions import Edition
from plainsight.findings import Finding, Refused, errors
from plainsight.locale_ids import canonical_id, locale_folder
from plainsight.review import add_reviews, read_reviews
from plainsight.review_answers import Answer, read_answers, texts_differ
from plainsight.review_sheet import Row, make_rows, sheet_csv, sheet_html
from plainsight.settings import Settings
from plainsight.states import Entry, load_entries

FOLDER = "review"
_UNKNOWN = "Name a locale of LOCALES, such as es, pt_BR or zh_Hant."


@dataclass(frozen=True)
class Sheet:
    """A written sheet: its files below the project, how many texts it has, how many of them are critical, and how many
    were left out because they are reviewed.
    """

    files: tuple[str, ...]
    texts: int
    critical: int
    reviewed: int


@dataclass(frozen=True)
class Accepted:
    """What a sheet that came back has done: how many translations it signs off, how many it leaves open, and what the
    publisher should know.
    """

    signed: int
    left: int
    findings: tuple[Finding, ...]


def write_sheet(settings: Settings, locale_id: str) -> tuple[Sheet, list[Finding]]:
    """Write the sheet of a locale as HTML and CSV into the folder `review/` of the project. Raises `Refused`."""
    edition, found, findings = _load(settings, locale_id)
    rows = make_rows(found)
    folder = settings.root / FOLDER
    folder.mkdir(exist_ok=True)
    html, table = (folder / f"review-{edition.locale.tag}.{suffix}" for suffix in ("html", "csv"))
    html.write_text(sheet_html(rows, edition.locale, edition.source), encoding="utf-8")
    table.write_text(sheet_csv(rows), encoding="utf-8-sig", newline="")
    kinds, states = Counter(row.part for row in rows), Counter(entry.state for entry in found)
    files = tuple(f"{FOLDER}/{path.name}" for path in (html, table))
    return Sheet(files, len(rows), kinds["critical"], states["reviewed"]), findings


def accept_sheet(settings: Settings, locale_id: str, path: Path, reviewer: str, today: date) -> Accepted:
    """Write into `review.tsv` what `reviewer` has ticked in the sheet `path`.

    Only what is as the reader saw it counts: what has changed since, in the catalog or in the sheet, is named instead.
    Raises `Refused` where the file is no sheet, or the reviewer has no name.
    """
    edition, found, findings = _load(settings, locale_id)
    rows = {row.code: row for row in make_rows(found)}
    folder = locale_folder(settings.translations, edition.locale.id)
    done, _ = read_reviews(folder)
    answers: dict[str, list[Answer]] = defaultdict(list)
    for answer in read_answers(path, rows):
        answers[answer.code].append(answer)
    signed = []
    for code, given in answers.items():
        if code in rows:
            findings += _about(rows[code], given, path.name)
            if all(answer.ticked and not texts_differ(answer, rows[code]) for answer in given):
                signed.append(code)
        elif code not in done:
            findings.append(_changed(given[0], path.name, locale_id))
    add_reviews(folder, signed, reviewer, today)
    return Accepted(len(signed), len(rows) - len(signed), tuple(findings))


def _about(row: Row, given: list[Answer], name: str) -> Iterator[Finding]:
    for answer in given:
        where = f"{name}: text {answer.number or row.number}"
        if texts_differ(answer, row):
            _, translation = answer.texts or ("", "")
            what = f"shows {translation[:80]!r} in the sheet, and the catalog has {row.translation[:80]!r}: not signed off."
            remedy = (
                "Is it a correction? Put it into the catalog. Has it lost its letters? Ask for the file as CSV UTF-8."
            )
            yield Finding(where, what, remedy, "warning")
        elif answer.ok and not answer.ticked:
            what = f"has {answer.ok[:40]!r} in the column ok: not signed off."
            yield Finding(where, what, "Ask the reviewer; x means that it is right.", "warning")
        if answer.comment:
            what = f"{row.source[:50]!r} has the comment: {answer.comment[:300]!r}."
            yield Finding(where, what, "Look at the translation; if it changes, it is reviewed again.", "warning")


def _changed(answer: Answer, name: str, locale_id: str) -> Finding:
    text = f" ({answer.texts[0][:50]!r})" if answer.texts else ""
    what = f"has changed since the sheet was made{text}: not signed off."
    return Finding(f"{name}: text {answer.number}", what, f"Send a new sheet: invoke review {locale_id}", "warning")


def _load(settings: Settings, locale_id: str) -> tuple[Edition, list[Entry], list[Finding]]:
    findings: list[Finding] = []
    try:
        locale_id = canonical_id(locale_id)
        if locale_id == settings.source_locale or not locale_folder(settings.translations, locale_id).is_dir():
            raise ValueError("there are no translations in it")
        edition, found = load_entries(settings, locale_id, findings)
    except ValueError as error:
        raise Refused([Finding(f"translations/{locale_id}", f"cannot be reviewed: {error}.", _UNKNOWN)]) from None
    if errors(findings):
        raise Refused(findings)
    return edition, found, findings
