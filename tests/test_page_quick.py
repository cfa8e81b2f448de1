"""What passes at a glance passes the close look too: the quick look may doubt, never approve."""

import itertools
import re
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plainsight import page_checks, page_links, page_parts, page_privacy
from plainsight.build_part import site_check
from plainsight.page_blocks import blocks_of
from plainsight.page_checks import BUDGET
from plainsight.page_facts import read_part
from plainsight.written_check import WrittenCheck

# What a mistake in a template, a page or a check could put anywhere.
DAMAGE = st.sampled_from(
    ["", "<b>", "</a>", '<p id="main">', '<a href="gone.html">x</a>', '<a href="help.html#gone">x</a>', '<a href="../xx/help.html">x</a>', "<h1>x</h1>", "<!-- x -->",
     '<img src="x.png">', '<img src="https://a.org/x">', "<script>fetch(1)</script>", "<style>a{}</style>", '<form action="x">', '<p onclick="x">', '<a href="javascript:x">x</a>',
     '<span lang="ar">x</span>', "plainsight", "PlainSight", '<button>x</button>', "<title>", "</head>", "<body>", "<", "\n<", '"', ">", "<iframe>", '<base href="x">',
     '<meta http-equiv="refresh" content="0">', '<a href="">x</a>', '<a href=" help.html">x</a>', "<textarea>", "<script>", "&", '<p style="x">', '<html lang="x">']
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(golden):
    """The golden site's pages by path."""
    return {path: (golden.output / path).read_text(encoding="utf-8") for path in golden.pages()}


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_page_that_passes_at_a_glance_has_no_finding(golden, pages, data, tmp_path_factory):
    """Whatever is put into a page, or taken out of it, and however it is cut: what the quick look approves, the close look approves."""
    path = data.draw(st.sampled_from(sorted(pages)))
    text = pages[path]
    tags = [match.start() for match in re.finditer("<", text)]
    at = data.draw(st.sampled_from(tags)) if data.draw(st.booleans()) else data.draw(st.integers(0, len(text)))
    cut = data.draw(st.sampled_from([0, 0, 1, 7, 40]))
    damaged = text[:at] + data.draw(DAMAGE) + text[at + cut :]
    check = site_check(golden.site)
    lines = blocks_of(damaged)
    ends = sorted({0, len(lines), *data.draw(st.lists(st.integers(0, len(lines)), max_size=9))})
    check.look_at(path, ["".join(lines[start:end]) for start, end in itertools.pairwise(ends)])
    if not check.seen[path]:
        return
    passed = check.seen[path]
    close = WrittenCheck(check._directions, check._source, golden.settings.tip, check.files)
    faults, facts = [], {}
    close._look_closely(path, damaged.encode(), facts, faults)
    anchors = {other: set(re.findall(r'\bid="([^"]*)"', html)) for other, html in pages.items()}
    anchors[path] = {name for name, _ in facts[path].ids}
    assert anchors[path] == passed.ids
    links = list(page_links.check_links(path, facts[path], check.files, anchors))
    if all(name in anchors.get(target, (name,)) for target, name in passed.anchors):
        assert not faults and not links


def test_a_good_page_passes_at_a_glance(golden, pages):
    """Each page of the golden site that belongs to an edition needs no close look."""
    check = site_check(golden.site)
    for path, text in pages.items():
        check.look(path, text.encode())
    assert [path for path, found in check.seen.items() if not found] == ["index.html"]


def test_a_page_near_the_limit_is_measured(golden, pages):
    """A page that could be over its budget is compressed as a server would, not estimated."""
    import random

    check = site_check(golden.site)
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz ", k=BUDGET))
    path = "en/help.html"
    check.look(path, pages[path].replace("</main>", f"<p>{noise}</p></main>").encode())
    assert check.seen[path] is None


ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ",
    "กขคงจฉชซฌญฎฏฐ ",
    "一二三四五六七八九十百千万",
    "ابتثجحخدذرزسش ",
    "0123456789ABCDEF",
    "<>&;=",
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(ALPHABETS), st.integers(20, 3_000)), max_size=20),
    st.randoms(use_true_random=False),
)
def test_what_is_taken_for_small_is_small(golden, texts, random):
    """Whatever stands in its blocks, a page that is not compressed as a whole is within the budget when it is."""
    blocks = [f"<p>{''.join(random.choices(letters, k=count))}</p>\n" for letters, count in texts]
    if site_check(golden.site)._quick._is_small(blocks):
        assert page_checks.packed_size("".join(blocks).encode()) <= BUDGET


PIECES = st.sampled_from(
    ["p>a", "/p>", "strong>b", "h1>c", "/h1>", '/p class="x">', 'a href="help.html">x', 'a href="#main" aria-current="page">y', 'a href="tel:911">z', 'a href="../es/tip.html#f" lang="es" dir="ltr">',
     'a href="javascript:x">', 'a HREF="x.html">', "a href=x.html>", 'p id="main">', 'p id="a b">', 'p id="a" id="b">', 'span lang="ar">x', 'span lang="ar" dir="rtl">x', "button>x", "button hidden>x",
     'img src="x.png">', 'img src="../brand-logo.png" alt="">', 'meta name="description" content="x">', 'meta http-equiv="refresh" content="0">', 'link rel="icon" href="data:,">', 'form action="x">',
     'aside class="safety-notice">', 'p onclick="x">', 'html lang="en" dir="ltr">', "br/>", "p/>x", 'path viewBox="0 0" d="M0 0"/>', 'a Href="help.html" HREF="x"/>y', "/p/>", "!-- x -->", "b>1 > 0", 'p title="a>b">', "script>x", "/script>", "title>x", "p>&amp;", "p >x", ""]
)  # fmt: skip


@settings(deadline=None, max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, min_size=1, max_size=6), in_head=st.booleans())
def test_tags_read_one_by_one_say_what_the_parser_says(golden, pieces, in_head):
    """What a block holds is the same, whether its tags were known already or the parser has read it."""
    reader = site_check(golden.site)._quick._reader(in_head, page_privacy.NO_FORM)
    block = "<".join(pieces)
    quick = reader.read("<" + block)
    facts, closed = read_part("<" + block, in_head)
    close = reader.seen(facts) if closed else None
    if quick is page_parts.BAD or quick.is_open or close is page_parts.BAD:
        assert quick is page_parts.BAD or quick.is_open
        return
    assert asdict(quick) == {**asdict(close), "needs": quick.needs}
    assert quick.needs >= close.needs


def test_a_first_title_without_text_is_no_title(golden, pages):
    """The close look takes the first title, so a second one does not make up for it."""
    check = site_check(golden.site)
    check.look("en/help.html", pages["en/help.html"].replace("<title>", "<title></title>\n<title>", 1).encode())
    assert check.seen["en/help.html"] is None
