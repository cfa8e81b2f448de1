"""What every written file must have: design section 5, items 4 to 7, links and anchors."""

import gzip
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plainsight.addresses import USUAL_WAYS, Ways
from plainsight.findings import Finding
from plainsight.page_blocks import blocks_of
from plainsight.page_facts import Element, PageFacts, read_page
from plainsight.page_links import check_ids, check_links, resolve
from plainsight.page_privacy import NO_FORM, Fault, FormRules, check_privacy, form_rules
from plainsight.page_quick import LANGUAGES_PAGE, Passed, QuickLook
from plainsight.tips import TipSettings

# One round trip: what a server may send before it waits for an answer, less its headers.
BUDGET = 14_000
# The project's name says what the reader looks at, to whoever looks over a shoulder or through a history.
_PRODUCT = re.compile("plainsight", re.IGNORECASE)
_TEXT_FILES = frozenset({".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".vcf", ".webmanifest", ".xml"})
# A written file that lacks the same thing as many others is named with their number, not once for each.
_NAMED = 3


@dataclass(frozen=True)
class Expected:
    """What `check_written` compares a page with: the path of the page, its tag and direction, the site's tags,
    and what every page must lead to.
    """

    path: str
    tag: str
    direction: str
    directions: Mapping[str, str]
    ways: Ways


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
        text, unreadable = _decode(content) if is_text else ("", [])
        faults += ((path, fault) for fault in [*unreadable, *_check_name(path, text)])
        if not path.endswith(".html"):
            return
        facts = pages[path] = read_page(text)
        # Pages above the editions list languages, and are written in the source language.
        tag = path.partition("/")[0] if "/" in path else self._source
        faults += ((path, fault) for fault in _check_size(content))
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


def check_page(facts: PageFacts, expected: Expected) -> Iterator[Fault]:
    """What one page of an edition lacks, apart from what its links and its privacy ask for."""
    yield from _check_language(facts, expected)
    yield from _check_headings(facts)
    yield from _check_exit(facts)
    targets = {resolve(expected.path, link.attributes["href"]) for link in facts.links}
    yield from _check_ways(facts, expected, targets)
    yield from _check_alternates(expected, targets)
    for line, text in facts.comments:
        remedy = "Write {# … #} in templates: comments reach every reader."
        yield line, f"holds the comment {text.strip()[:60]!r}.", remedy


def _decode(content: bytes) -> tuple[str, list[Fault]]:
    try:
        return content.decode(), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return content.decode(errors="replace"), [(line, "is not UTF-8 text.", "Save what it is made from as UTF-8.")]


def _check_name(path: str, text: str) -> Iterator[Fault]:
    if _PRODUCT.search(path):
        yield 1, "has the name of the software in its own name.", "Name it after what it holds."
    for found in _PRODUCT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield line, f"holds {found.group()!r}, the name of the software.", "Remove it: the name never reaches a reader."


def heaviest_pages(root: Path) -> dict[str, tuple[str, int]]:
    """By the tag of each edition written below `root`: the path of its heaviest page, and its bytes after gzip -9."""
    heaviest: dict[str, tuple[str, int]] = {}
    for file in sorted(root.glob("*/*.html")):
        size, tag = packed_size(file.read_bytes()), file.parent.name
        if size > heaviest.get(tag, ("", 0))[1]:
            heaviest[tag] = (file.relative_to(root).as_posix(), size)
    return heaviest


def packed_size(content: bytes) -> int:
    """How many bytes reach a reader."""
    return len(gzip.compress(content, 9, mtime=0))


def _check_size(content: bytes) -> Iterator[Fault]:
    size = packed_size(content)
    if size > BUDGET:
        what = f"is {size:,} bytes after gzip -9, {size - BUDGET:,} more than the {BUDGET:,} of one round trip."
        yield 1, what, "Shorten the page, or split it in two."


def _check_language(facts: PageFacts, expected: Expected) -> Iterator[Fault]:
    html = facts.html
    line, attributes = (html.line, html.attributes) if html else (1, {})
    for name, wanted in (("lang", expected.tag), ("dir", expected.direction)):
        if attributes.get(name) != wanted:
            what = f"<html> has {name}={attributes.get(name, '')!r} in the edition {expected.tag}."
            yield line, what, f'Write {name}="{wanted}": the base template has locale.tag and locale.direction.'
    for element in facts.elements:
        direction = expected.directions.get(element.attributes.get("lang", expected.tag), expected.direction)
        if direction != expected.direction and element.attributes.get("dir") not in (direction, "auto"):
            what = f"<{element.name}> has lang={element.attributes['lang']!r} and no dir={direction!r}."
            yield element.line, what, "Give both: punctuation and numbers end up in the wrong place otherwise."


def _check_headings(facts: PageFacts) -> Iterator[Fault]:
    if not facts.title:
        yield 1, "has no title.", 'Write a line title = "…" into its front matter.'
    headings = list(facts.named("h1"))
    if len(headings) != 1:
        line = headings[1].line if headings else 1
        what = f"has {len(headings)} first-level headings."
        yield line, what, "Let the template print page.title in the only h1; begin pages with ##."


def is_exit(element: Element) -> bool:
    """Whether `element` is the link of the component `exit`, and leads to another site."""
    return (
        element.name == "a"
        and "exit__link" in element.classes
        and element.attributes.get("href", "").startswith("https:")
    )


def _check_exit(facts: PageFacts) -> Iterator[Fault]:
    found = next(filter(is_exit, facts.elements), None)
    if found is None:
        what = "has no quick exit that works without script."
        yield 1, what, 'Let the base template call the macro exit with exit_url: <a class="exit__link" href="https:…">.'
    elif facts.first_focusable is not found:
        line = facts.first_focusable.line if facts.first_focusable else found.line
        what = "has something that the Tab key reaches before the quick exit, or the exit is hidden."
        yield line, what, "Print the macro exit first in the body, without hidden or tabindex."


def _check_ways(facts: PageFacts, expected: Expected, targets: set[str | None]) -> Iterator[Fault]:
    called = any(link.attributes["href"].startswith(("tel:", "sms:")) for link in facts.links)
    if not called and f"{expected.tag}/{expected.ways.help}" not in targets - {expected.path}:
        what = "has no way to a hotline: no number to call or write to, no link to the page of hotlines."
        yield 1, what, "Let the base template call the macro hotline_bar."
    if not any("safety-notice" in element.classes for element in facts.elements):
        yield 1, "has no safety notice.", "Let the base template call the macro safety_notice."
    if f"{expected.tag}/{expected.ways.safety}" not in targets | {expected.path}:
        yield 1, "has no link to the page about using the site safely.", "Let the safety notice link to url('safety')."


def _check_alternates(expected: Expected, targets: set[str | None]) -> Iterator[Fault]:
    own = "/" not in expected.path
    name = expected.path if own else posixpath.relpath(expected.path, expected.tag)
    if not own and name != LANGUAGES_PAGE and name in targets:
        return  # a page of its own lists them
    for tag in expected.directions:
        if (own or tag != expected.tag) and f"{tag}/{name}" not in targets:
            what = f"has no link to the same page in the edition {tag}."
            yield 1, what, "Let the base template call the macro language_menu with alternates."


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
