"""plainsight.preview: the whole of it in a process of its own, as a publisher starts and stops it."""

import json
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from plainsight.findings import Refused
from plainsight.ports import reserve_ports
from plainsight.preview import confirmation_pages, serve
from plainsight.tip_store import read_tips

WAIT_SECONDS = 60
PROGRAM = """
import json, sys
from pathlib import Path
from plainsight.ports import reserve_ports
from plainsight.preview import serve
root = Path(sys.argv[1])
sockets = reserve_ports(0, 0)
def say(text): print(json.dumps(text), flush=True)
def rebuild():
    text = (root / "content" / "page.md").read_text()
    if text == "broken":
        return "error: content/page.md: broken. Mend it."
    if text == "crash":
        raise ValueError("crash in the builder")
    (root / "output" / "en" / "index.html").write_text(f"<body>{text} {(root / 'conf.py').read_text()}</body>")
say([sock.getsockname()[1] for sock in sockets])
serve(root / "output", root / ".tips" / "tips.sqlite", sockets=sockets, rebuild=rebuild,
      watch=[root / "content", root / "conf.py", root / "none"], source_tag="en",
      confirmation=lambda: "done.html", say=say)
say("returned")
"""


class Preview:
    """A preview in a process of its own: its two addresses, and what it says, line by line."""

    def __init__(self, root: Path):
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(root)],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        site, endpoint = json.loads(self.lines.get(timeout=WAIT_SECONDS))
        self.site, self.endpoint = f"http://127.0.0.1:{site}", f"http://127.0.0.1:{endpoint}"

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line.strip())

    def says(self, text: str) -> None:
        """Wait until a line with `text` is said."""
        while text not in self.lines.get(timeout=WAIT_SECONDS):
            pass

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal and wait for the exit status."""
        self.process.send_signal(number)
        return self.process.wait(timeout=WAIT_SECONDS)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    for folder in ("content", "output/en", "output/ar"):
        (tmp_path / folder).mkdir(parents=True)
    for tag in ("en", "ar"):
        (tmp_path / "output" / tag / "index.html").write_text("<body>first</body>")
        (tmp_path / "output" / tag / "done.html").write_text("<body>sent</body>")
    (tmp_path / "content" / "page.md").write_text("first")
    (tmp_path / "conf.py").write_text("first")
    running = Preview(tmp_path)
    # The endpoint answers once the server is up; watching starts in the same moment.
    httpx.get(f"{running.endpoint}/", timeout=WAIT_SECONDS)
    yield running
    if running.process.poll() is None:
        running.process.kill()
        running.process.wait()


def versions(stream: httpx.Response) -> Iterator[str]:
    """The versions that a page hears of."""
    return (line for line in stream.iter_lines() if line.startswith("data: "))


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "content" / "page.md").write_text("second"),
        lambda root: (root / "conf.py").write_text("second"),
        lambda root: ((root / "conf.new").write_text("second"), (root / "conf.new").replace(root / "conf.py")),
    ],
    ids=["page", "settings", "settings replaced by an editor"],
)
def test_change_is_built_and_shown(preview: Preview, change: Callable[[Path], object]):
    """A change below a watched folder, or of a watched file, is built and every open page is told."""
    with httpx.stream("GET", f"{preview.site}/~reload", timeout=WAIT_SECONDS) as stream:
        heard = versions(stream)
        first = next(heard)
        change(preview.root)
        assert next(heard) != first
    assert "second" in httpx.get(f"{preview.site}/en/").text


@pytest.mark.parametrize("text, told", [("broken", "Mend it."), ("crash", "crash in the builder")])
def test_failed_build_is_told_and_the_last_good_site_stays(preview: Preview, text: str, told: str):
    """What stands against a build is shown in the terminal, the site stays up, and the next good build is shown."""
    (preview.root / "content" / "page.md").write_text(text)
    preview.says(told)
    preview.says("last good site")
    assert "first" in httpx.get(f"{preview.site}/en/").text
    with httpx.stream("GET", f"{preview.site}/~reload", timeout=WAIT_SECONDS) as stream:
        heard = versions(stream)
        next(heard)
        (preview.root / "content" / "page.md").write_text("mended")
        next(heard)
    assert "mended" in httpx.get(f"{preview.site}/en/").text


def test_tip_is_stored_and_leads_back_to_the_site(preview: Preview):
    """A tip sent to the endpoint's port is stored, and the browser is led to the site's own confirmation page."""
    data = {"what": "မြန်မာ", "form_lang": "ar"}
    response = httpx.post(f"{preview.endpoint}/tips", data=data, follow_redirects=True)
    assert str(response.url) == f"{preview.site}/ar/done.html" and "sent" in response.text
    assert read_tips(preview.root / ".tips" / "tips.sqlite")[0].answers["what"] == ("မြန်မာ",)
    assert "set-cookie" not in response.headers and "server" not in response.headers


def test_ctrl_c_stops_it_cleanly_while_a_page_listens(preview: Preview):
    """Ctrl-C ends the preview at once, without a stack trace, even with a page open."""
    with httpx.stream("GET", f"{preview.site}/~reload", timeout=WAIT_SECONDS) as stream:
        heard = versions(stream)  # held, because a dropped iterator would hang up
        next(heard)
        assert preview.stop() == 0
        assert list(heard) == []
    said = [preview.lines.get(timeout=WAIT_SECONDS) for _ in range(2)]
    assert said == ['"Stopped."', '"returned"']


def test_says_nothing_about_readers_and_tips(preview: Preview):
    """Neither a visit nor a tip, not even one that fails, leaves a line in the terminal."""
    httpx.get(f"{preview.site}/en/")
    httpx.post(f"{preview.endpoint}/tips", data={"what": "telltale"})
    httpx.post(f"{preview.endpoint}/tips", content=b"telltale", headers={"Content-Type": "telltale"})
    assert preview.stop() == 0
    preview.process.wait()
    assert preview.lines.get(timeout=WAIT_SECONDS) == '"Stopped."'


def test_confirmation_pages_begin_with_the_source_edition(tmp_path: Path):
    """Each edition's confirmation page is offered, the source locale's first: it is the one for unknown tags."""
    for tag in ("ar", "en", "zh-Hant"):
        (tmp_path / tag).mkdir()
        (tmp_path / tag / "done.html").touch()
    assert list(confirmation_pages(tmp_path, "done.html", "http://127.0.0.1:1", "en").items()) == [
        ("en", "http://127.0.0.1:1/en/done.html"),
        ("ar", "http://127.0.0.1:1/ar/done.html"),
        ("zh-Hant", "http://127.0.0.1:1/zh-Hant/done.html"),
    ]


def test_store_that_cannot_be_written_is_refused_before_serving(tmp_path: Path):
    """A preview whose endpoint could not store a tip does not start."""
    (tmp_path / "tips.sqlite").write_text("no database" * 100)
    sockets = reserve_ports(0, 0)
    with pytest.raises(Refused, match=r"tips\.sqlite"):
        serve(
            tmp_path,
            tmp_path / "tips.sqlite",
            sockets=sockets,
            rebuild=lambda: None,
            watch=[],
            source_tag="en",
            confirmation=lambda: "done.html",
        )
    for sock in sockets:
        sock.close()
