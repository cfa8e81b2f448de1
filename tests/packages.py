"""Test inputs of other projects, read from their packages: Python-Markdown's own tests, the CommonMark specification.

Both are installed by `python -m tests.tools`, in the locked versions; no test asks the network for anything.
"""

import ast
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import textwrap
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "node_modules" / "commonmark-spec"
# Its methods whose first argument is Markdown.
_CONVERTS = frozenset({"assertMarkdownRenders", "convert", "markdown"})
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.$", re.DOTALL | re.MULTILINE)


def markdown_tests() -> Path:
    """Where the tests of the installed Python-Markdown are, or would be."""
    return ROOT / ".cache" / f"markdown-{version('markdown')}" / "tests"


def has_commonmark() -> bool:
    """Whether the specification is there, in the locked version."""
    try:
        lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
        there = json.loads((SPEC / "package.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return there["version"] == lock["packages"]["node_modules/commonmark-spec"]["version"]


def has_markdown_tests() -> bool:
    """Whether the tests of the installed Python-Markdown are there."""
    return markdown_tests().is_dir()


def install_markdown_tests() -> str:
    """Take the tests out of Python-Markdown's source package; returns "", or one sentence: they are not there."""
    if has_markdown_tests():
        return ""
    lock = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    entry = re.search(r"^markdown==.*?(?=^\S)", lock, re.DOTALL | re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text(re.sub(r" *#.*", "", entry[0]), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--no-binary=markdown", "--require-hashes", "--dest", folder, "-r", str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        archive = next(Path(folder).glob("*.tar.gz"), None)
        if done.returncode or archive is None:
            said = " ".join(done.stderr.split())[-300:].rstrip(".")
            return f"Python-Markdown's own tests were not used, because pip could not fetch them: {said}."
        with tarfile.open(archive) as source:
            # Python 3.11.4 is the first that knows filters; pip has checked the hash of what this holds.
            safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
            source.extractall(ROOT / ".cache", **safely)  # noqa: S202 - its hash is locked
    return "" if has_markdown_tests() else "Python-Markdown's own tests were not used: its source package holds none."


def commonmark_cases() -> Iterator[tuple[str, str]]:
    """Each example of the CommonMark specification: its number, its Markdown."""
    text = (SPEC / "spec.txt").read_text(encoding="utf-8")
    for number, match in enumerate(_EXAMPLE.finditer(text), 1):
        yield f"example {number}", match[1].replace("→", "\t")


def markdown_cases() -> Iterator[tuple[str, str]]:
    """Each input of Python-Markdown's tests: its file and line, its Markdown."""
    folder = markdown_tests()
    for path in sorted(folder.rglob("*.txt")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CONVERTS:
                for text in _texts(node.args[:1]):
                    yield f"{path.name}:{node.lineno}", textwrap.dedent(text).strip()


def _texts(arguments: list[ast.expr]) -> Iterator[str]:
    for argument in arguments:
        for node in ast.walk(argument):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
