"""Files that people write, as text or as TOML; what cannot be read is a finding with its line and what to do."""

import re
import tomllib
from pathlib import Path
from typing import Any

from plainsight.findings import Finding

_LINE = re.compile(r" \(at line (\d+), column \d+\)")


def read_text(path: Path, where: str) -> tuple[str | None, list[Finding]]:
    """The text of the file at `path`, without a byte order mark; None where it cannot be read. `where` names the file."""
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Finding(f"{where}:{line}", "is not UTF-8 text.", "Save the file as UTF-8.")]
    except OSError as error:
        return None, [Finding(where, f"cannot be read: {error.strerror}.", "Check the file and its permissions.")]


def read_toml(path: Path, where: str) -> tuple[str | None, dict[str, Any] | None, list[Finding]]:
    """The text of the file at `path`, and the TOML that it is; None for what cannot be read."""
    text, findings = read_text(path, where)
    data, more = parse_toml(text, where) if text is not None else (None, [])
    return text, data, [*findings, *more]


def parse_toml(
    text: str, where: str, line: int = 1, remedy: str = "Correct that line (it is TOML)."
) -> tuple[dict[str, Any] | None, list[Finding]]:
    """The TOML `text`, which begins at `line` of the file `where`; None where it is none."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        # "at end of document" is its last line.
        number = int(found[1]) if found else text.count("\n") + 1
        message = _LINE.sub("", str(error))
        return None, [Finding(f"{where}:{number + line - 1}", f"is not valid TOML: {message}.", remedy)]
