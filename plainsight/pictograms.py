"""Pictograms of pages: which page asks for which, and where they stand in its text."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markupsafe import Markup

from plainsight.components import load_components
from plainsight.findings import Finding
from plainsight.pages import SourcePage

_ASKED = re.compile(r'\bpictogram\s*=\s*"?([\w-]+)')
# What Markdown makes of `## Heading {#id pictogram=clock}`.
_MARKED = re.compile(r'(<[a-z][a-z0-9]*[^<>]*?) pictogram="([\w-]+)"([^<>]*>)')
# A list or a paragraph with nothing but links in it; a paragraph of a list, which is none of these; such a link up to its text.
_ONE = r"<a href=[^<>]*>(?:(?!</?(?:a|li|p)\b).)*</a>"
_WAYS = re.compile(
    rf"<li[^<>]*>\s*<p|<(?:ul>\n(?:<li[^<>]*>{_ONE}</li>\n)+</ul|p(?: lang[^<>]*)?>{_ONE}</p)>", re.DOTALL
)
_WAYS_BEGIN = re.compile(r"<ul|<p")
_WAY = re.compile(r'<a href="([^"#]*)[^"]*"[^<>]*>')


def known_pictograms(theme: Path) -> frozenset[str]:
    """The names of the drawings of the theme: each is an example of the component `pictogram`."""
    folder = theme / "components"
    if not (folder / "pictogram" / "pictogram.toml").is_file():
        return frozenset()
    docs = next(docs for docs in load_components(theme) if docs.name == "pictogram")
    return frozenset(str(example.options["drawing"]) for example in docs.examples)


def check_pictograms(pages: Iterable[SourcePage], known: Collection[str]) -> list[Finding]:
    """A finding for each pictogram that a page or a step asks for and that the theme does not have."""
    return [
        Finding(
            f"{page.path}:{number}", f"there is no pictogram {found[1]!r}.", f"Choose from: {', '.join(sorted(known))}."
        )
        for page in pages
        for number, line in enumerate(page.lines, 1)
        if "pictogram" in line and (found := _ASKED.search(line)) and found[1] not in known
    ]


@pass_eval_context
def illustrate(
    context: EvalContext, html: Markup, draw: Callable[..., str], by_link: Mapping[str, str] | None = None
) -> Markup:
    """`html` with drawings in front of the texts that ask for one; what holds nothing but links becomes rows.

    `draw` is the macro that gives the markup of a pictogram by its name, `by_link` the name by the address of a page:
    each link of such a list or paragraph has the drawing of the page that it leads to.
    """

    def drawing(name: str) -> str:
        return str(draw(context, name)).strip()

    def before_text(found: re.Match[str]) -> str:
        return found[0] + (drawing(by_link[found[1]]) if by_link and found[1] in by_link else "")

    def row(found: re.Match[str]) -> str:
        if found[0].startswith("<li"):
            return found[0]
        return _WAYS_BEGIN.sub(r'\g<0> class="ways"', _WAY.sub(before_text, found[0]), count=1)

    text = str(html)
    if ' pictogram="' in text:
        text = _MARKED.sub(lambda found: f"{found[1]}{found[3]}{drawing(found[2])}", text)
    if by_link is not None:
        text = _WAYS.sub(row, text)
    return Markup(text)
