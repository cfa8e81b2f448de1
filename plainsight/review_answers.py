"""Reads a review sheet that came back, whatever a spreadsheet or a browser has made of it."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from plainsight.findings import Finding, Refused
from plainsight.review_sheet import COLUMNS, GUARD, Row, guarded

LIMIT_BYTES = 20_000_000
# A cross, a tick, a yes: in Cyrillic too, and TRUE as spreadsheets write it. Anything else is no.
_TICKS = frozenset(
    {
        "x",
        "х",
        "×",
        "✓",
        "✔",
        "☑",
        "✅",
        "ok",
        "okay",
        "yes",
        "y",
        "1",
        "true",
        "right",
        "correct",
        "wahr",
        "vrai",
        "verdadero",
        "sí",
        "si",
        "oui",
        "ja",
        "sim",
        "да",
        "نعم",
        "صحيح",
        "是",
        "对",
        "對",
        "はい",
        "예",
        "မှန်",
        "ဟုတ်",
    }
)
# What Excel writes where it is not told otherwise, by country. Of those that fit, the one that fits most texts is taken.
_ENCODINGS = (
    "utf-8-sig",
    "cp1252",
    "cp1256",
    "cp1251",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1258",
    "cp874",
    "cp932",
    "gbk",
    "cp949",
    "big5hkscs",
)
_MARKED = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


@dataclass(frozen=True)
class Answer:
    """What a reader says about a row: whether it is right, and a comment. `texts` are the source and the translation
    that the sheet shows, None where it cannot have changed them.
    """

    number: str
    code: str
    ok: str
    comment: str
    texts: tuple[str, str] | None

    @property
    def ticked(self) -> bool:
        """Whether the reader says that the translation is right."""
        return self.ok.strip().strip(".!").casefold() in _TICKS


def read_answers(path: Path, rows: Mapping[str, Row]) -> list[Answer]:
    """The answers in the file `path`, the HTML sheet or the CSV; `rows` are those of today's sheet, by code.

    Raises `Refused` where the file is no review sheet.
    """
    where = path.name
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise Refused([Finding(where, "is larger than 20 MB.", "Give the sheet that `invoke review` wrote.")])
        data = path.read_bytes()
    except OSError as error:
        raise Refused([Finding(where, f"cannot be read: {error.strerror}.", "Check the name of the file.")]) from None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Refused([Finding(where, "is a workbook of a spreadsheet.", 'Open it there and save it as "CSV UTF-8".')])
    if b"<html" in data[:2000].lower() or b"<\0h\0t\0m\0l" in data[:2000].lower():
        answers = _from_html(_decoded(data, ("utf-8-sig",))[0])
    else:
        readings = [_from_csv(text) for text in _decoded(data, _ENCODINGS)]
        answers = max(readings, key=lambda reading: sum(_agrees(answer, rows) for answer in reading))
    if not answers:
        what = f"has no row with a code in the column {COLUMNS[-1]!r}."
        raise Refused([Finding(where, what, "Give the sheet that `invoke review` wrote, with all its columns.")])
    return answers


def texts_differ(answer: Answer, row: Row) -> bool:
    """Whether the sheet shows other texts than `row`: somebody has corrected them there, or lost their letters."""
    if answer.texts is None:
        return False
    source, translation = answer.texts
    return _plain(translation) not in _guises(row.translation) or _plain(source) not in _guises(row.source)


def _agrees(answer: Answer, rows: Mapping[str, Row]) -> int:
    return answer.code in rows and not texts_differ(answer, rows[answer.code])


def _guises(text: str) -> set[str]:
    return {_plain(text), _plain(guarded(text))}


def _plain(text: str) -> str:
    # Spreadsheets change line ends, spaces at the end, and kinds of spaces; none of these is a word.
    return " ".join(unicodedata.normalize("NFC", text).split())


def _decoded(data: bytes, encodings: Sequence[str]) -> list[str]:
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return [data.decode(encoding, errors="replace")]
    texts = []
    for encoding in encodings:
        try:
            texts.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return texts or [data.decode("utf-8", errors="replace")]


def _from_csv(text: str) -> list[Answer]:
    text = text.replace("\0", "").lstrip("\ufeff")
    first, _, rest = text.partition("\n")
    separator = re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE)
    text = rest if separator else text
    marks = [separator[1]] if separator else [",", ";", "\t"]
    return max((_table(text, mark) for mark in marks), key=len)


def _table(text: str, mark: str) -> list[Answer]:
    answers: list[Answer] = []
    places: dict[str, int] = {}
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            cells = [cell.strip().casefold() for cell in line]
            if not places:
                # Somebody may have put a title above, or moved the columns.
                places = {name: cells.index(name) for name in COLUMNS} if set(COLUMNS) <= set(cells) else {}
                continue
            said = {name: line[place].strip() if place < len(line) else "" for name, place in places.items()}
            code = said["code"].removeprefix(GUARD).lower()
            if re.fullmatch(r"m[0-9a-f]{32}", code):
                comment = said["comment"].removeprefix(GUARD)
                texts = (said["source"], said["translation"])
                answers.append(Answer(said["number"], code, said["ok"].removeprefix(GUARD), comment, texts))
    except csv.Error:
        return answers
    return answers


def _from_html(text: str) -> list[Answer]:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.answers


class _Reader(HTMLParser):
    """Finds the rows of the sheet; browsers and mail programs may have added anything around them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.answers: list[Answer] = []
        self._code = self._ok = self._number = ""
        self._into: str | None = None
        self._comment: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "tr":
            code = attributes.get("data-code") or ""
            self._code = code if re.fullmatch(r"m[0-9a-f]{32}", code) else ""
            self._ok, self._number, self._comment = "", "", []
        elif self._code and tag == "input" and "checked" in attributes:
            self._ok = "x"
        elif self._code and tag == "textarea":
            self._into = "comment"
        elif self._code and tag == "td" and not self._number:
            self._into = "number"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "td"):
            self._into = None
        elif tag == "tr" and self._code:
            comment = "".join(self._comment).strip()
            self.answers.append(Answer(self._number, self._code, self._ok, comment, None))
            self._code = ""

    def handle_data(self, data: str) -> None:
        if self._into == "comment":
            self._comment.append(data)
        elif self._into == "number":
            self._number += data.strip()
