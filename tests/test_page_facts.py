import pytest

from plainsight.page_facts import read_page


@pytest.mark.parametrize(
    "text", ["", "<", "<html", "<!--", "<script>", "&#", "<title>", "</head></body>", "<a href='", "\x00", "<![CDATA["]
)
def test_what_is_no_html_never_fails(text):
    """What is no HTML at all is a page without facts, so that its findings can say so."""
    facts = read_page(text)
    assert facts.title is None and not facts.links and not facts.blocks


def test_a_repeated_attribute_counts_as_in_browsers():
    """Of two attributes of one name browsers take the first, and so do we."""
    [link] = read_page('<a href="https://first.org/" href="help.html">x</a>').links
    assert link.attributes["href"] == "https://first.org/"


def test_the_hash_of_a_block_is_that_of_its_exact_text():
    """The hash is what browsers compute of the text between the tags; this one is from `openssl dgst -sha256`."""
    [block] = read_page("<style>p{color:red}</style>").blocks
    assert block.source == "'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64='"


def test_a_script_is_never_read_as_tags():
    """What looks like a link within a script is none, and the script's text is kept as written."""
    facts = read_page("<script>if (a<b) x='<a href=\"y\">&amp;';</script><a href='z'>&amp;</a>")
    assert [block.text for block in facts.blocks] == ["if (a<b) x='<a href=\"y\">&amp;';"]
    assert [link.attributes["href"] for link in facts.links] == ["z"]


def test_the_title_of_a_drawing_is_not_the_title_of_the_page():
    """Only the head's title names the page."""
    facts = read_page("<head><title> Help &amp; more </title></head><body><svg><title>Arrow</title></svg>")
    assert facts.title == "Help & more"
    assert read_page("<head></head><body><svg><title>Arrow</title></svg>").title is None


@pytest.mark.parametrize(
    ("html", "focusable"),
    [
        ('<a href="x">', True),
        ("<a>", False),
        ("<button>", True),
        ("<button disabled>", False),
        ('<input type="hidden">', False),
        ("<input>", True),
        ("<summary>", True),
        ('<a href="x" tabindex="-1">', False),
        ('<p tabindex="0">', True),
        ('<a href="x" hidden>', False),
    ],
)
def test_what_the_tab_key_reaches(html, focusable):
    """The first thing that the Tab key reaches is found as browsers find it."""
    assert (read_page(f"<body><p>{html}").first_focusable is not None) is focusable


def test_lines_and_the_head_are_known():
    """A finding can name its line, and what stands in the head is told from what stands in the body."""
    facts = read_page("<!doctype html>\n<html>\n<head>\n<meta name=a>\n</head>\n<body>\n<p id=b>")
    assert [(element.name, element.line, element.in_head) for element in facts.elements] == [
        ("html", 2, True),
        ("head", 3, True),
        ("meta", 4, True),
        ("body", 6, False),
        ("p", 7, False),
    ]
