"""The architecture, held by a test: imports point one way, and modules stay small."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "plainsight"
MAY_IMPORT_PELICAN = {"plugin"}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


MODULES = {path.stem: imports(path) for path in PACKAGE.glob("*.py")}


def test_only_the_plugin_knows_pelican():
    """Everything else can be used and tested without Pelican."""
    knowing = {name for name, found in MODULES.items() if any(item.split(".")[0] == "pelican" for item in found)}
    assert knowing == MAY_IMPORT_PELICAN


def test_imports_point_one_way():
    """No module needs, directly or through others, the one that needs it."""
    graph = {
        name: {item.split(".")[1] for item in found if item.startswith("plainsight.")} & MODULES.keys()
        for name, found in MODULES.items()
    }
    done: set[str] = set()
    while remaining := {name: needs - done for name, needs in graph.items() if name not in done}:
        free = {name for name, needs in remaining.items() if not needs}
        assert free, f"These modules import each other in a circle: {sorted(remaining)}"
        done |= free


def test_modules_stay_small():
    """No module is longer than 300 lines."""
    long = [path.name for path in PACKAGE.glob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 300]
    assert not long
