"""A page in blocks is the page: what is found in its blocks is what is found in it."""

import itertools
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from plainsight.build_part import site_check
from plainsight.fragments import Fragments
from plainsight.page_blocks import as_blocks, blocks_of
from plainsight.templates import make_environment

PIECES = st.lists(st.sampled_from(["<p>", "</p>", "a", "\n", "\n<", "<li>\n", "", "x\n", ">"]), max_size=12)


@given(PIECES)
def test_blocks_are_the_page_and_begin_lines(pieces):
    """Nothing is added to a page or lost; each block but the first begins a line, with a tag."""
    page, blocks = "".join(pieces), as_blocks(pieces)
    assert "".join(blocks) == page
    assert all(block.startswith("<") for block in blocks[1:]) and all(block.endswith("\n") for block in blocks[:-1])
    assert "".join(blocks_of(page)) == page and len(blocks_of(page)) >= len(blocks)


@given(st.data())
def test_a_page_is_seen_alike_however_it_is_cut(golden, data):
    """What the quick look finds on a page does not depend on its blocks."""
    path = data.draw(st.sampled_from([path for path in golden.pages() if "/" in path]))
    lines = blocks_of((golden.output / path).read_text(encoding="utf-8"))
    ends = sorted({0, len(lines), *data.draw(st.lists(st.integers(0, len(lines)), max_size=20))})
    check = site_check(golden.site)
    check.look_at(path, lines)
    first = check.seen[path]
    check.look_at(path, ["".join(lines[start:end]) for start, end in itertools.pairwise(ends)])
    assert first is not None and check.seen[path] == first


def test_a_long_list_is_cut_into_what_pages_share(golden, tmp_path):
    """The groups of a list stand in a page as they are, and are the same ones on the next page but for its own."""
    for name, text in {
        "components/line/line.html": "{% macro line(x) %}\n<li>{{ x.name }}\n{% endmacro %}\n",
        "templates/page.html": '{% from "line/line.html" import line %}\nbefore\n{{ items | each(line) }}after',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    fragments, environment = Fragments(), make_environment(tmp_path)
    fragments.install(environment, tmp_path)
    items = [SimpleNamespace(name=f"{number:>400}") for number in range(25)]
    fragments.keep(items)
    lines = [f"<li>{item.name}\n" for item in items]
    for own in (None, 12):
        shown = [SimpleNamespace(name="own") if number == own else item for number, item in enumerate(items)]
        lines = [f"<li>{item.name}\n" for item in shown]
        with golden.site.source.current():
            pieces = list(fragments.cut(environment.get_template("page.html").generate({"items": shown})))
        assert "".join(pieces) == f"before\n{''.join(lines)}after"
        groups = ["".join(lines[start : start + 10]) for start in (0, 10, 20)]
        assert [piece for piece in pieces if piece.startswith("<li>")] == groups
