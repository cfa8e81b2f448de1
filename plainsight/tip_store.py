"""Where the local endpoint keeps tips: one SQLite file. A tip that was stored survives a crash of the machine."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

REPEAT_WINDOW = timedelta(hours=24)
# WAL, so that reading the list never makes a tip wait. FULL syncs the log at every commit; fullfsync is what it takes
# for that on a Mac. No column for an address or a browser: what is not kept cannot leak.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=1")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS tips (
    id INTEGER PRIMARY KEY AUTOINCREMENT, received TEXT NOT NULL, tip_id TEXT NOT NULL, digest TEXT NOT NULL,
    flagged INTEGER NOT NULL, test INTEGER NOT NULL, answers TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS tips_by_tip_id ON tips (tip_id);
CREATE TABLE IF NOT EXISTS files (
    tip INTEGER NOT NULL REFERENCES tips (id), field TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
    content BLOB NOT NULL);
"""
_WAIT_SECONDS = 10  # for another program that holds the file; then the sender is told


@dataclass(frozen=True)
class TipFile:
    """A file that came with a tip: the form's `field`, and the `name` and media `type` that the browser gave."""

    field: str
    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Tip:
    """A stored tip. `answers` maps every name that was sent to its values, in the order sent, nothing trimmed.

    `received` is UTC, to the second. `flagged`: the trap for machines was filled in, which people do too. `test`: its
    `form_version` says that it is a trial.
    """

    id: int
    received: datetime
    answers: Mapping[str, tuple[str, ...]]
    files: tuple[TipFile, ...]
    flagged: bool
    test: bool


def open_store(path: Path) -> None:
    """Make the store `path` and its folder where they are missing. Raises `OSError` or `sqlite3.Error`."""
    with _connection(path):
        pass


def store_tip(
    path: Path, answers: Mapping[str, Sequence[str]], files: Sequence[TipFile] = (), *, now: datetime | None = None
) -> int:
    """Store a tip; when this returns its id, the tip is on the disk, whole. Raises `OSError` or `sqlite3.Error` if not.

    The same answers with the same `tip_id` within 24 hours are one tip: the id of the first is returned. Other answers
    with that `tip_id` are a tip of their own, for a sender may go back and add what matters most.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC)
    tip_id = next((value for value in answers.get("tip_id", ()) if value.strip()), "")
    digest = _digest(answers, files)
    with _connection(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if tip_id and (first := _earlier(connection, tip_id, digest, now - REPEAT_WINDOW)):
                return first
            row = connection.execute(
                "INSERT INTO tips (received, tip_id, digest, flagged, test, answers) VALUES (?, ?, ?, ?, ?, ?)",
                (_stamp(now), _storable(tip_id), digest, _is_flagged(answers), _is_test(answers), _as_json(answers)),
            )
            connection.executemany(
                "INSERT INTO files (tip, field, name, type, content) VALUES (?, ?, ?, ?, ?)",
                [
                    (row.lastrowid, _storable(file.field), _storable(file.name), _storable(file.type), file.content)
                    for file in files
                ],
            )
            return row.lastrowid or 0


def read_tips(path: Path, limit: int | None = None) -> list[Tip]:
    """The stored tips, newest first, at most `limit`; none where there is no store yet."""
    return _read(path, "ORDER BY id DESC LIMIT ?", -1 if limit is None else limit)


def read_tip(path: Path, id: int) -> Tip | None:
    """The stored tip that `store_tip` named `id`; None if there is none."""
    return next(iter(_read(path, "WHERE id = ?", id)), None)


def count_tips(path: Path) -> int:
    """How many tips are stored."""
    if not path.exists():
        return 0
    with _connection(path) as connection:
        return connection.execute("SELECT count(*) FROM tips").fetchone()[0]


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    # One connection a call: nothing is shared between threads, and nothing is open while nobody sends. Somebody who
    # deletes the file while the endpoint runs gets a new one.
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(_SCHEMA)
        yield connection


def _read(path: Path, which: str, value: int) -> list[Tip]:
    if not path.exists():
        return []
    with _connection(path) as connection:
        rows = connection.execute(f"SELECT id, received, answers, flagged, test FROM tips {which}", (value,))  # noqa: S608
        return [
            Tip(
                id=id,
                received=datetime.fromisoformat(received),
                answers={name: tuple(values) for name, values in json.loads(answers).items()},
                files=tuple(
                    TipFile(*row)
                    for row in connection.execute("SELECT field, name, type, content FROM files WHERE tip = ?", (id,))
                ),
                flagged=bool(flagged),
                test=bool(test),
            )
            for id, received, answers, flagged, test in rows.fetchall()
        ]


def _earlier(connection: sqlite3.Connection, tip_id: str, digest: str, since: datetime) -> int:
    row = connection.execute(
        "SELECT id FROM tips WHERE tip_id = ? AND digest = ? AND received >= ? ORDER BY id LIMIT 1",
        (_storable(tip_id), digest, _stamp(since)),
    ).fetchone()
    return row[0] if row else 0


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _is_flagged(answers: Mapping[str, Sequence[str]]) -> bool:
    return any(value.strip() for value in answers.get("leave_empty", ()))


def _is_test(answers: Mapping[str, Sequence[str]]) -> bool:
    return any(value.startswith("test") for value in answers.get("form_version", ()))


def _as_json(answers: Mapping[str, Sequence[str]]) -> str:
    plain = {name: list(values) for name, values in answers.items()}
    text = json.dumps(plain, ensure_ascii=False)
    # Half a surrogate pair cannot be written as UTF-8; escaped, it can, and is the same when read back.
    return text if _storable(text) == text else json.dumps(plain)


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _digest(answers: Mapping[str, Sequence[str]], files: Sequence[TipFile]) -> str:
    # Line ends and empty answers differ between a form sent by the browser and the same form sent by a script.
    said = sorted(
        (name, [value.replace("\r\n", "\n") for value in values])
        for name, values in answers.items()
        if any(values) and name != "tip_id"
    )
    sent = [(file.field, file.name, hashlib.sha256(file.content).hexdigest()) for file in files]
    return hashlib.sha256(json.dumps([said, sent]).encode()).hexdigest()
