"""`invoke bench reload`: how long until a sentence that was edited shows in the browser that previews the real site.

It measures, and asserts nothing about time.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.browser import open_browser
from tests.tools import find_chromium

ROOT = Path(__file__).resolve().parent.parent
PAGE, EDITS = "signs", 5
_PARTS = ("content", "theme", "translations", "plainsight", "pelicanconf.py", "publishconf.py", "tasks.py")


def main() -> None:
    """Preview a copy of this project, edit one sentence several times, and print the seconds until it showed."""
    chromium = find_chromium()
    with tempfile.TemporaryDirectory(prefix="bench-reload-") as folder:
        project = Path(folder)
        for name in _PARTS:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, project / name)
        command = [sys.executable, "-m", "invoke", "serve", "--port", "8970", "--endpoint-port", "8971"]
        environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            address = next(found[0] for line in server.stdout if (found := re.search(r"http://[\w.]+:8970/", line)))
            with sync_playwright() as playwright, open_browser(playwright, chromium) as browser:
                page = browser.new_page()
                page.goto(f"{address}en/{PAGE}.html")
                seconds = [_edit(page, project / f"content/pages/{PAGE}.md", number) for number in range(EDITS)]
        finally:
            server.terminate()
            server.wait()
    runs = " ".join(f"{each:.2f}" for each in seconds)
    print(f"From saving an edited sentence until the browser shows it: {statistics.median(seconds):.2f} s ({runs})")


def _edit(page: Page, source: Path, number: int) -> float:
    """Seconds from saving a sentence at the end of `source` until `page` shows it."""
    sentence = f"Edit number {number} shows."
    source.write_text(f"{source.read_text(encoding='utf-8')}\n{sentence}\n", encoding="utf-8")
    start = time.perf_counter()
    page.get_by_text(sentence).wait_for()
    seconds = time.perf_counter() - start
    time.sleep(1)  # what follows a build must be done before the next edit
    return seconds
