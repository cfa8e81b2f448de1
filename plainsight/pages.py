"""Campaign pages: a source page parsed once, and what it says in an edition."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from plainsight.findings import Finding
from plainsight.markdown_page import MarkdownPage, read_body
from plainsight.source_files import parse_toml, read_text

# Front matter that is shown as text, so it is translated; in the order in which translators meet it.
TEXT_FIELDS = ("title", "nav_title", "description", "site_name")
FIELDS: dict[str, type] = {
    **dict.fromkeys(TEXT_FIELDS, str),
    "address": str,
    "template": str,
    "nav": int,
    "critical": bool,
    "plain": bool,
    "last_checked": date,
    "facts": list,
    "sources": list,
    "pictogram": str,
    "audio": str,
}
_FENCE = "+++"
# The quotation mark that it begins with is found at once; what stands before it is not.
_PAGE_LINK = re.compile(r'"(?<=href=")([^"#:/?]+)\.md(#[^"]*)?(?=")')


@dataclass(frozen=True)
class PageMessage:
    """A message of a page: what a translator sees, and the line of its file where it stands."""

    msgid: str
    line: int
    notes: tuple[str, ...] = ()
    critical: bool = False
    context: str | None = None


@dataclass(frozen=True)
class SourcePage:
    """A campaign page in the source locale. `path` is relative to the content folder's parent, for findings."""

    slug: str
    path: str
    fields: Mapping[str, Any]
    body: MarkdownPage
    lines: tuple[str, ...]

    @property
    def template(self) -> str:
        """The name of the page's template, without `.html`."""
        return self.fields.get("template", "page")

    @property
    def address(self) -> str:
        """The name of the page's file, without `.html`: its own, or what its front matter says instead."""
        return self.fields.get("address", self.slug)

    @property
    def critical(self) -> bool:
        """Whether each message of this page is critical."""
        return self.fields.get("critical", False)

    @property
    def entry(self) -> str:
        """The slug of the page by which readers come here: its own, but for a step of a tree."""
        return self.slug

    @property
    def listed(self) -> bool:
        """Whether people may come to this page by searching."""
        return True

    def messages(self) -> Iterator[PageMessage]:
        """Each message of the page, in reading order; the same text may come twice."""
        for name in TEXT_FIELDS:
            if self.fields.get(name):
                yield PageMessage(self.fields[name], self.line_of(name), (f"Field: {name}.",), self.critical)
        yield from self.body_messages(self.lines.index(_FENCE, 1) if _FENCE in self.lines[1:] else 0)

    def body_messages(self, start: int) -> Iterator[PageMessage]:
        """The messages of the body, whose text begins at the line `start` or after it."""
        line = start
        for segment in self.body.segments:
            line = self.line_of(segment.raw.partition("\n")[0].strip(), line) or line
            if segment.translatable:
                targets = tuple(f"[{number}] is {target}" for number, target in enumerate(segment.targets, 1))
                room = (f"max {segment.limit}",) if segment.limit else ()
                notes = (*room, *segment.notes, *targets)
                yield PageMessage(segment.msgid, line, notes, self.critical or segment.critical, segment.context)
        for context, msgid in self.body.attributes:
            line = self.line_of(msgid, start)
            yield PageMessage(
                msgid, line, ("Shown or read out beside a link, a picture or a word.",), self.critical, context
            )

    def links(self) -> set[tuple[str, str]]:
        """The campaign pages that the body leads to: slug and anchor (or an empty text)."""
        return {(match[1], (match[2] or "#")[1:]) for match in _PAGE_LINK.finditer(self.body.render())}

    def line_of(self, text: str, after: int = 0) -> int:
        """The first line, from line `after` on, that holds `text`; 0 where none does."""
        for number, line in enumerate(self.lines[max(after - 1, 0) :], max(after, 1)):
            if text in line:
                return number
        return 0


def read_page(path: Path, where: str) -> tuple[SourcePage | None, list[Finding]]:
    """The page at `path`; None where it cannot be used, with findings that say why. `where` names it in findings."""
    text, findings = read_text(path, where)
    if text is None:
        return None, findings
    lines = tuple(text.splitlines())
    if not lines or lines[0] != _FENCE or _FENCE not in lines[1:]:
        remedy = "Begin the file with its fields between two lines of +++, as the other pages do."
        return None, [Finding(f"{where}:1", "has no front matter.", remedy)]
    end = lines.index(_FENCE, 1)
    fields, findings = parse_toml(
        "\n".join(lines[1:end]), where, 2, "Correct that line of its front matter (it is TOML)."
    )
    if fields is None:
        return None, findings
    findings = [] if fields.get("title") else [Finding(f"{where}:1", "has no title.", _TITLE)]
    findings += check_fields(fields, FIELDS, where)
    page = SourcePage(path.stem, where, fields, read_body("\n".join(lines[end + 1 :])), lines)
    for fault in page.body.faults:
        line = page.line_of(fault.raw.strip().partition("\n")[0], end)
        findings.append(Finding(f"{where}:{line}" if line else where, fault.what, fault.remedy, fault.level))
    return page, findings


_TITLE = 'Add a line to its front matter: title = "…"'


def check_fields(fields: Mapping[str, Any], known: Mapping[str, type], where: str, line: int = 1) -> list[Finding]:
    """What is wrong with `fields`, which begin at `line` of the file `where` and may be those of `known`."""
    findings, place = [], f"{where}:{line}"
    for name, value in fields.items():
        if name not in known:
            findings.append(Finding(place, f"unknown field {name!r}.", f"The fields are: {', '.join(known)}."))
        elif not isinstance(value, known[name]) or (known[name] is int and isinstance(value, bool)):
            kind = known[name].__name__
            findings.append(Finding(place, f"{name} is {value!r}, which is no {kind}.", "Correct its value."))
    for source in fields.get("sources", []) if isinstance(fields.get("sources"), list) else []:
        if not isinstance(source, dict) or not {"title", "url"} <= source.keys():
            findings.append(Finding(place, f"source {source!r} lacks a title or url.", "Add it."))
    return findings


# A page, or None where it cannot be used, and what is wrong with it.
Read = tuple[SourcePage | None, list[Finding]]


def read_pages(folder: Path, where: str) -> tuple[dict[str, SourcePage], list[Finding]]:
    """Every page below `folder` by its slug, and the findings about all of them, duplicate slugs included."""
    files = page_files(folder, where)
    return by_slug(files, [read_page(*file) for file in files])


def page_files(folder: Path, where: str) -> list[tuple[Path, str]]:
    """Every page's file below `folder`, and its name in findings."""
    return [(path, f"{where}/{path.relative_to(folder).as_posix()}") for path in sorted(folder.rglob("*.md"))]


def by_slug(files: Iterable[tuple[Path, str]], read: Iterable[Read]) -> tuple[dict[str, SourcePage], list[Finding]]:
    """The pages of `files`, each as `read`, by slug; and all findings, duplicate slugs included."""
    pages: dict[str, SourcePage] = {}
    findings: list[Finding] = []
    for (path, name), (page, found) in zip(files, read, strict=True):
        findings.extend(found)
        if not is_address(path.stem):
            remedy = "Rename the file: lower-case letters, digits and single hyphens only."
            findings.append(Finding(name, f"{path.stem!r} cannot be part of an address.", remedy))
        elif path.stem in pages:
            what = f"has the same name as {pages[path.stem].path}."
            findings.append(Finding(name, what, "Rename one of them: its name is its address."))
        elif page:
            pages[path.stem] = page
    return pages, findings


def is_address(name: str) -> bool:
    """Whether `name` can be part of an address on every host and in every file system."""
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is not None


def resolve_links(html: str, url: Callable[[str, str], str]) -> str:
    """`html` with links to pages (`help.md#id`) as `url(slug, anchor)` says."""
    return _PAGE_LINK.sub(lambda match: f'"{url(match[1], (match[2] or "#")[1:])}', html)
