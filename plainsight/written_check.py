"""The check of all written files of a site: what each must have, and what leads from one to the other."""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from plainsight.addresses import USUAL_WAYS, Ways
from plainsight.findings import Finding
from plainsight.page_blocks import blocks_of
from plainsight.page_checks import BUDGET, Expected, check_name, check_page, check_size, decode, is_exit
from plainsight.page_facts import PageFacts, read_page
from plainsight.page_links import check_ids, check_links
from plainsight.page_privacy import NO_FORM, Fault, FormRules, check_privacy, form_rules
from plainsight.page_quick import LANGUAGES_PAGE, Passed, QuickLook
from plainsight.tips import TipSettings

_TEXT_FILES = frozenset({".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".vcf", ".webmanifest", ".xml"})
# A written file that lacks the same thing as many others is named with their number, not once for each.
_NAMED = 3


def check_written(
    root: Path,
    *,
    directions: Mapping[str, str],
    source: str,
    tip: TipSettings,
    ways: Ways = USUAL_WAYS,
    label: str = "output",
) -> list[Finding]:
    """Every finding about the files below `root`, sorted; `where` is `<label>/<path>:<line>`.

    `directions` are the built editions: direction ("ltr" or "rtl") by language tag, which is also the folder's name.
    `source` is the tag of the source edition, whose language the languages page has. A finding that repeats over
    many files is given for the first ones and counted for the rest.
    """
    check = WrittenCheck(directions, source, tip, _files(root), ways)
    for path in check.files:
        check.look(path, (root / path).read_bytes())
    return check.findings(lambda path: (root / path).read_bytes(), label)


def _files(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


class WrittenCheck:
    """The check of written files, in two steps: a quick look at each, a close one at those that it does not pass.

    `files` are the paths of all files that are written.
    """

    def __init__(
        self,
        directions: Mapping[str, str],
        source: str,
        tip: TipSettings,
        files: Collection[str],
        ways: Ways = USUAL_WAYS,
    ):
        self.files, self._ways = files, ways
        self._directions, self._source, self._forms = directions, source, form_rules(tip)
        self._quick = QuickLook(directions, files, BUDGET, is_exit, ways)
        # What the quick look has seen, by path; None where a page needs the close one.
        self.seen: dict[str, Passed | None] = {}

    def look(self, path: str, content: bytes) -> None:
        """Take a quick look at the file `path`; each is shown once, in any order, in any process."""
        try:
            self.look_at(path, blocks_of(content.decode()) if path.endswith(".html") else [])
        except UnicodeDecodeError:
            self.seen[path] = None

    def look_at(self, path: str, blocks: Sequence[str]) -> None:
        """`look`, at a page that is known in the blocks of `page_blocks`."""
        self.seen[path] = self._quick.look(path, blocks, self._rules(path)) if "/" in path else None

    def findings(self, read: Callable[[str], bytes], label: str, part: Collection[str] | None = None) -> list[Finding]:
        """Every finding, when all files have been looked at; `read` gives the content of those that need a close look.

        `part` are the tags of the editions that were written, None for the whole site.
        """
        passed = {path: found for path, found in self.seen.items() if found}
        anchors: dict[str, Collection[str]] = {path: found.ids for path, found in passed.items()}
        faults: list[tuple[str, Fault]] = []
        close: dict[str, PageFacts] = {}
        for path in sorted(self.seen.keys() - passed.keys()):
            self._look_closely(path, read(path), close, faults)
        anchors.update((path, {name for name, _ in facts.ids}) for path, facts in close.items())
        for path, found in passed.items():
            if any(name not in anchors.get(target, (name,)) for target, name in found.anchors):
                self._look_closely(path, read(path), close, faults)
        whole = [LANGUAGES_PAGE, *(f"{tag}/index.html" for tag in self._directions)]
        for path in whole if part is None else [f"{tag}/index.html" for tag in part]:
            if path not in self.seen:
                faults.append((path, (1, "was not written.", "Restore the template or the page that it is made from.")))
        for path, facts in close.items():
            faults += ((path, fault) for fault in check_links(path, facts, self.files, anchors))
        return sorted(_shorten(faults, label))

    def _rules(self, path: str) -> FormRules:
        return self._forms.get(posixpath.basename(path)) or self._forms.get("", NO_FORM)

    def _look_closely(
        self, path: str, content: bytes, pages: dict[str, PageFacts], faults: list[tuple[str, Fault]]
    ) -> None:
        is_text = posixpath.splitext(path)[1] in _TEXT_FILES
        text, unreadable = decode(content) if is_text else ("", [])
        faults += ((path, fault) for fault in [*unreadable, *check_name(path, text)])
        if not path.endswith(".html"):
            return
        facts = pages[path] = read_page(text)
        # Pages above the editions list languages, and are written in the source language.
        tag = path.partition("/")[0] if "/" in path else self._source
        faults += ((path, fault) for fault in check_size(content))
        faults += ((path, fault) for fault in check_ids(facts))
        faults += ((path, fault) for fault in check_privacy(facts, self._rules(path)))
        if tag not in self._directions:
            fault = (
                1,
                "is a page outside of the folders of the editions.",
                f"Write it to {self._source}/, or remove it.",
            )
            faults.append((path, fault))
            return
        expected = Expected(path, tag, self._directions[tag], self._directions, self._ways)
        faults += ((path, fault) for fault in check_page(facts, expected))


def _shorten(faults: Iterable[tuple[str, Fault]], label: str) -> Iterator[Finding]:
    groups: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for path, (line, what, remedy) in faults:
        groups[what, remedy].append((path, line))
    for (what, remedy), places in groups.items():
        places = sorted(set(places))
        more = len({path for path, _ in places[_NAMED:]} - {path for path, _ in places[:_NAMED]})
        for number, (path, line) in enumerate(places[:_NAMED], 1):
            also = f" So it is in {more} more file{'s' if more > 1 else ''}." if more and number == _NAMED else ""
            yield Finding(f"{label}/{path}:{line}", what + also, remedy)
