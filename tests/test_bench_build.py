"""bench.build: every builder gets the same work, the same each time; how long it takes is nobody's test."""

import re

import pytest

from bench import layouts
from bench.build import Measured, as_table, make, sizes_of
from bench.corpus import LOCALES, make_pages, translate
from bench.paths import paths_taken
from bench.plot import plot
from plainsight.build import build
from plainsight.findings import Refused
from plainsight.settings import load_settings
from tests.test_build import tree


def test_the_corpus_is_the_same_each_time(tmp_path):
    """Every layout has the same bytes, whenever it is made."""
    one, other = make(tmp_path / "one", 8, 4), make(tmp_path / "other", 8, 4)
    assert one.keys() == other.keys()
    assert all(tree(one[name]) == tree(other[name]) for name in one)
    assert make_pages(20) == make_pages(20)


def test_each_layout_holds_each_page_in_each_language(tmp_path):
    """No builder is given less than the others."""
    folders = make(tmp_path, 8, 4)
    assert len(list((folders["Hugo"] / "content").rglob("*.md"))) == 32
    assert len(list((folders["Pelican"] / "content").rglob("*.md"))) == 32
    assert len(list((folders["Plainsight"] / "content/pages").glob("*.md"))) == 7, "and the page of a country"
    assert len(list((folders["Plainsight"] / "translations").glob("*/LC_MESSAGES/content.po"))) == 3


def test_a_made_up_translation_keeps_links_marks_and_numbers():
    """Builders must do with it what they do with a real one."""
    for locale in LOCALES:
        made = translate("See **part 24** of [the guide](help.md).", locale)
        assert re.search(r"\*\*[^*]*24\*\*", made) and "](help.md)" in made, locale


def test_other_sizes_can_be_chosen():
    """Whoever doubts the figures measures a size of their own; what is no size is said with what to write."""
    assert sizes_of("110x100, 8 x 2") == [(110, 100), (8, 2)]
    for wrong in ("", "110", "7x10", "20x1", "20x101", "x", "20x10,"):
        with pytest.raises(Refused, match="Write pages x languages"):
            sizes_of(wrong)


def test_our_layout_builds_and_takes_the_short_ways(tmp_path):
    """The corpus is a site without an error, and the benchmark says how much of it took which way."""
    layouts.plainsight(tmp_path / "project", 8, list(LOCALES[:3]))
    output = tmp_path / "output"
    build(load_settings(tmp_path / "project" / "pelicanconf.py", output=output))
    assert len(list(output.glob("*/*.html"))) == 24
    lines = paths_taken(tmp_path / "project", output)
    assert len(lines) == 4
    assert all(int(taken) > 0 for line in lines for taken in re.findall(r"(\d+) of", line))


def test_the_table_and_the_plot_show_what_was_measured():
    """Medians and ratios are of the runs given."""
    table = {
        (20, 10): {
            "Hugo": Measured([2.0], [3.0], [90.0]),
            "Plainsight": Measured([1.0, 4.0, 2.5], [1.5] * 3, [30.0] * 3),
        }
    }
    assert "| 20 x 10 | Plainsight | 2.50 | 1.00 4.00 2.50 | 1.25 | 1.50 | 0.50 | 30 |" in as_table(table)
    assert plot({"Hugo": [(10, 2.0), (40, 3.0)]}).count("<polyline") == 1
