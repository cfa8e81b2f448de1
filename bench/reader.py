"""What the site costs a reader: Lighthouse on a slow phone, over one page of each kind in three editions.

`invoke bench reader` builds the site, serves it compressed and with its own headers, and writes docs/performance-reader.md.
"""

import gzip
import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from plainsight.build import build
from plainsight.findings import Finding, Refused
from plainsight.headers import header_rules
from plainsight.settings import Settings, load_settings
from tests.tools import find_chromium

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "bench" / "reader_lighthouse"
REPORT = ROOT / "docs" / "performance-reader.md"
TAGS = ("en", "ar", "my")
# One page of each template.
PAGES = ("index.html", "happening.html", "help.html", "country-us.html", "contact.html", "done.html", "404.html")
WANTED = 100
TRIES = 3
_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript"}


def main() -> int:
    """Measure, write the report, and return 1 where a page is below 100 in anything."""
    _install()
    settings = load_settings(ROOT / "pelicanconf.py")
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(settings, output=Path(folder, "site"))
        build(settings)
        with _served(settings) as address:
            results = _measure_all(address)
        sizes = {path: len(_packed(settings.output / path)) for path in paths()}
    for result in results:
        print(result["path"], *result["scores"].values(), *result["lost"], result["error"])
    REPORT.write_text(report(results, sizes, date.today()), encoding="utf-8")
    return 0 if all(is_whole(result) for result in results) else 1


def paths() -> list[str]:
    """The pages that are measured."""
    return ["index.html", *(f"{tag}/{name}" for tag in TAGS for name in PAGES)]


def is_whole(result: dict) -> bool:
    """Whether a page has 100 in every category, in one request, and nothing moves while it loads."""
    scores = result["scores"].values()
    return not result["error"] and min(scores) >= WANTED and result["requests"] == 1 and result["shift"] == 0


def report(results: list[dict], sizes: dict[str, int], day: date) -> str:
    """The Markdown of docs/performance-reader.md: what was measured, and what fell short."""
    short = [result for result in results if not is_whole(result)]
    lines = [
        "# What a page costs its reader",
        "",
        f"Measured on {day.isoformat()} by `invoke bench reader`, which writes this page: Lighthouse on its slow phone (a processor four times",
        "slower, 150 ms to the server, 1.6 Mbit/s), one page of each kind in three editions, served compressed. It is a simulation on one",
        "computer, with one browser; no real phone was used.",
        "",
        "P, A, B: performance, accessibility, best practices, of 100. First paint and largest paint in milliseconds. Size: bytes after",
        f"gzip -9. Requests: with the page itself. A page that falls short is measured again, up to {TRIES} times, because other programs",
        "slow the same processor down; its best result stands here, and run says which it was.",
        "",
        "| page | P | A | B | first paint | largest paint | shift | size | requests | run |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for result in results:
        measured = (result["first"], result["largest"], result["shift"])
        numbers = (
            *result["scores"].values(),
            *("–" if value is None else round(value, 3 if value < 1 else None) for value in measured),
        )
        cells = (*numbers, sizes[result["path"]], result["requests"], result["attempt"])
        lines.append(f"| `{result['path']}` | {' | '.join(map(str, cells))} |")
    lines += (
        ["", "## Below 100", ""]
        if short
        else ["", "No page is below 100, asks for a second file, or moves while it loads."]
    )
    lines += [
        f"- `{result['path']}`: {', '.join(result['lost']) or result['error'] or 'see above'}" for result in short
    ]
    return "\n".join(lines) + "\n"


def _install() -> None:
    if shutil.which("npm") is None:
        raise Refused([Finding("bench reader", "needs npm.", "Install Node.js 18.20 or newer with npm.")])
    if not (TOOLS / "node_modules" / "lighthouse").is_dir():
        status = subprocess.call([shutil.which("npm"), "ci", "--ignore-scripts", "--loglevel=error"], cwd=TOOLS)
        if status:
            raise Refused([Finding("bench reader", "could not install Lighthouse.", "See above what npm said.")])


def _measure_all(address: str) -> list[dict]:
    """Each page, and again up to `TRIES` times where it falls short: the processor is shared with whatever else runs."""
    best: dict[str, dict] = {}
    for attempt in range(1, TRIES + 1):
        short = [path for path in paths() if path not in best or not is_whole(best[path])]
        for path, result in zip(short, _measure([f"{address}/{path}" for path in short]), strict=True):
            if path not in best or _rank(result) > _rank(best[path]):
                best[path] = {**result, "path": path, "attempt": attempt}
    return [best[path] for path in paths()]


def _rank(result: dict) -> tuple[bool, int]:
    """Of two measurements of a page the greater counts: one in which nothing fell short, then the better scores."""
    return is_whole(result), sum(result["scores"].values())


def _measure(addresses: list[str]) -> Iterator[dict]:
    chromium = find_chromium()
    if chromium is None:
        raise Refused([Finding("bench reader", "found no Chromium.", "Run: python -m tests.tools")])
    if not addresses:
        return
    command = [shutil.which("node"), "run.mjs", chromium, *addresses]
    done = subprocess.run(command, cwd=TOOLS, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        yield json.loads(line)


def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9, mtime=0)


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    everywhere, *forms = header_rules(settings.tip)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = settings.output / self.path.lstrip("/")
            known = file.is_file() and settings.output in file.resolve().parents
            body = _packed(file) if known else b""
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", _TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            found = [*everywhere.headers, *(pair for rule in forms if rule.page == file.name for pair in rule.headers)]
            for name, value in found:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


if __name__ == "__main__":
    raise SystemExit(main())
