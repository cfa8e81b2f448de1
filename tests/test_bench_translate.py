"""bench.translate: what it measures is the work that a project has; how long it takes is nobody's test."""

from bench.translate import measure


def test_it_measures_a_merge_that_keeps_what_was_not_edited():
    """The figures are of a merge that loses no translation and suggests one for each edit."""
    figures = measure(200, 20)
    assert (figures.kept, figures.fuzzy) == (180, 20)
    assert all("200" in line or "second" in line for line in figures.lines()) and len(figures.lines()) == 4
