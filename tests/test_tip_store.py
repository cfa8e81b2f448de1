"""plainsight.tip_store"""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plainsight.tip_store import TipFile, count_tips, open_store, read_tips, store_tip

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCRIPTS = ["العربية ١٢٣ \u202b‏", "မြန်မာဘာသာ ၁၂၃", "繁體中文", "👩‍👧‍👦🆘", "a\x00b", " kept \r\n as typed\n", "\ud800"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "new folder" / "tips.sqlite"
    open_store(path)
    return path


@pytest.mark.parametrize("text", SCRIPTS)
def test_keeps_every_character(store: Path, text: str):
    """An answer is read back exactly as it was sent: no script, invisible character or line end is changed."""
    store_tip(store, {"what": [text], text: ["named"]})
    assert read_tips(store)[0].answers == {"what": (text,), text: ("named",)}


def test_keeps_files(store: Path):
    """Files are kept with their bytes, name and type."""
    file = TipFile("photo", "صورة.jpg", "image/jpeg", bytes(range(256)))
    store_tip(store, {"what": ["see the photo"]}, [file])
    assert read_tips(store)[0].files == (file,)


def test_newest_first(store: Path):
    """The list begins with the newest tip, and can be cut."""
    for number in range(3):
        store_tip(store, {"what": [str(number)]}, now=NOON)
    assert [tip.answers["what"] for tip in read_tips(store, limit=2)] == [("2",), ("1",)]
    assert count_tips(store) == 3


def test_same_tip_id_is_stored_once_a_day(store: Path):
    """The same tip sent again within 24 hours is one tip; after that it is a new one."""
    answers = {"what": ["one"], "tip_id": ["r4nd0m"]}
    first = store_tip(store, answers, now=NOON)
    assert store_tip(store, answers, now=NOON + timedelta(hours=23)) == first
    assert count_tips(store) == 1
    assert store_tip(store, answers, now=NOON + timedelta(hours=25)) != first
    assert count_tips(store) == 2


def test_same_tip_sent_by_script_and_by_browser_is_one(store: Path):
    """A retry that differs only in line ends and empty answers is the same tip."""
    store_tip(store, {"what": ["one\ntwo"], "tip_id": ["r"]}, now=NOON)
    store_tip(store, {"what": ["one\r\ntwo"], "where": [""], "tip_id": ["r"]}, now=NOON)
    assert count_tips(store) == 1


def test_more_said_under_the_same_tip_id_is_never_lost(store: Path):
    """A sender who goes back and adds to the text has both texts stored."""
    store_tip(store, {"what": ["one"], "tip_id": ["r"]}, now=NOON)
    store_tip(store, {"what": ["one, and two"], "tip_id": ["r"]}, now=NOON)
    assert count_tips(store) == 2


@pytest.mark.parametrize("tip_id", [[], [""], [" "]])
def test_without_tip_id_nothing_is_merged(store: Path, tip_id: list[str]):
    """Two people may report one place in the same words: without an id, both are kept."""
    for _ in range(2):
        store_tip(store, {"what": ["one"], "tip_id": tip_id})
    assert count_tips(store) == 2


def test_marks_trap_and_trial(store: Path):
    """A filled trap and a trial version are marked on the tip."""
    store_tip(store, {"what": ["x"], "leave_empty": [" "], "form_version": ["1"]})
    store_tip(store, {"what": ["x"], "leave_empty": ["me"], "form_version": ["test-7"]})
    assert [(tip.flagged, tip.test) for tip in read_tips(store)] == [(True, True), (False, False)]


def test_holds_no_trace_of_the_sender(store: Path):
    """The store has no column for an address or a browser."""
    with sqlite3.connect(store) as connection:
        columns = {row[1] for table in ("tips", "files") for row in connection.execute(f"PRAGMA table_info({table})")}
    assert columns == {
        "id", "received", "tip_id", "digest", "flagged", "test", "answers", "tip", "field", "name", "type", "content",
    }  # fmt: skip


def test_survives_the_process(store: Path):
    """A tip is on the disk as soon as its id is known: killing the process at once loses nothing."""
    script = (
        "import os, pathlib, sys; from plainsight.tip_store import store_tip\n"
        "store_tip(pathlib.Path(sys.argv[1]), {'what': ['last words']}); os._exit(9)"
    )
    root = Path(__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", script, str(store)], cwd=root).returncode == 9
    assert read_tips(store)[0].answers == {"what": ("last words",)}


def test_failed_tip_is_not_half_stored(store: Path):
    """A tip whose files cannot be stored raises, and leaves nothing behind."""
    with sqlite3.connect(store) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON files BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.Error):
        store_tip(store, {"what": ["x"]}, [TipFile("photo", "a", "b", b"")])
    assert count_tips(store) == 0


def test_deleted_store_is_made_again(store: Path):
    """Somebody who empties the store by deleting its file does not make the next tip fail."""
    store_tip(store, {"what": ["old"]})
    store.unlink()
    store_tip(store, {"what": ["new"]})
    assert [tip.answers["what"] for tip in read_tips(store)] == [("new",)]


def test_many_senders_at_once(store: Path):
    """Tips sent at the same moment are all stored, each once."""
    tips = [{"what": [str(number)], "tip_id": [str(number // 2)]} for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda answers: store_tip(store, answers), tips))
    assert sorted(int(tip.answers["what"][0]) for tip in read_tips(store)) == list(range(40))


def test_no_store_is_no_tips(tmp_path: Path):
    """Before the first tip, the list is empty and nothing is created."""
    assert read_tips(tmp_path / "none") == [] and count_tips(tmp_path / "none") == 0
    assert not (tmp_path / "none").exists()
