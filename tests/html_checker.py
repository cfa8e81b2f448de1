"""The Nu HTML checker: the HTML standard's own judgement of written pages."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from tests.tools import find_html_checker

# Java takes longer to start than the checker to check a page, so it is started once for many.
_AT_ONCE = 500


def check_html(files: Iterable[Path]) -> list[str]:
    """Every error and warning of the HTML checker about `files`, as `path:line: message`; empty if all is well.

    Raises `RuntimeError` where the checker is not there (ask `tests.tools.find_html_checker` first) or did not run.
    """
    found = find_html_checker()
    if found is None:
        raise RuntimeError("The HTML checker is not installed: run python -m tests.tools")
    java, jar = found
    paths = [str(Path(file).resolve()) for file in files]
    messages = []
    for start in range(0, len(paths), _AT_ONCE):
        some = paths[start : start + _AT_ONCE]
        command = [java, "-Xss1m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *some]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        try:
            messages += json.loads(run.stderr or run.stdout)["messages"]
        except (ValueError, KeyError):
            raise RuntimeError(f"The HTML checker did not run: {run.stderr[-500:]}") from None
    return sorted(_line(message) for message in messages if _matters(message))


def _matters(message: dict) -> bool:
    return message["type"] != "info" or message.get("subType") == "warning"


def _line(message: dict) -> str:
    path = unquote(message.get("url", "").removeprefix("file:"))
    extract = " ".join(message.get("extract", "").split())
    return f"{path}:{message.get('lastLine', 0)}: {message.get('message', '')} [{extract}]"
