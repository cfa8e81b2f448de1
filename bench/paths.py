"""How much of a corpus takes which way: the short ones are allowed only where they are known to come to the same."""

import json
from pathlib import Path

from plainsight.catalog_quick import unsure
from plainsight.fast_inline import fast_inline
from plainsight.labels import restore_targets
from plainsight.pages import read_pages
from plainsight.po_quick import read_quickly


def paths_taken(project: Path, output: Path) -> list[str]:
    """One line for each kind of work in `project`, which was built into `output`: how much of it took the short way."""
    pages, _ = read_pages(project / "content/pages", "content/pages")
    segments = [segment for page in pages.values() for segment in page.body.segments if segment.translatable]
    files = fine = messages = short = texts = 0
    catalogs = sorted((project / "translations").glob("*/LC_MESSAGES/*.po"))
    for path in catalogs:
        found = read_quickly(path.read_text(encoding="utf-8"))
        files += found is not None
        if found is None:
            continue
        messages += len(found.texts) + len(found.others)
        pairs = [(msgid, msgstr) for (_, msgid), msgstr in found.texts.items()]
        fine += len(pairs) - len(unsure(pairs, path.parent.parent.name))
        if path.name == "content.po":
            for segment in segments:
                text = found.texts.get((segment.context, segment.msgid), "")
                texts += 1
                short += bool(text) and fast_inline(restore_targets(text, segment.targets)) is not None
    note = json.loads((output.parent / f".{output.name}.build.json").read_text(encoding="utf-8"))
    close = sum(place is None for place in note["seen"].values())
    return [
        f"segments rendered without a parser: {short} of {texts}",
        f"catalogs read with one pattern: {files} of {len(catalogs)}",
        f"messages that passed every check together: {fine} of {messages}",
        f"written pages that passed at a glance: {len(note['seen']) - close} of {len(note['seen'])}",
    ]
