"""Locales come from CLDR; what their folder says is read strictly."""

from datetime import date

import pytest

from plainsight.locale_ids import fallback_chain
from plainsight.locales import LocaleFile, find_locale, forget_data, parse_locale_file, read_locale_file


@pytest.mark.parametrize(
    ("locale_id", "tag", "direction"),
    [("es", "es", "ltr"), ("ar", "ar", "rtl"), ("zh_Hant", "zh-Hant", "ltr"), ("ar_XB", "ar-XB", "rtl")],
)
def test_tag_and_direction(locale_id, tag, direction):
    """A locale knows how HTML writes it and where it begins a line."""
    locale = find_locale(locale_id)
    assert (locale.tag, locale.direction) == (tag, direction)


@pytest.mark.parametrize("bad", ["xx", "es-MX", "ES", "../es", ""])
def test_an_unknown_locale_is_refused(bad):
    """A name that CLDR does not know, or writes otherwise, is never used as a folder."""
    with pytest.raises(ValueError, match=r"locale|written|empty|expected"):
        find_locale(bad)


@pytest.mark.parametrize(
    ("locale_id", "chain"),
    [
        ("zh_Hant", ("zh_Hant",)),
        ("sr_Latn", ("sr_Latn",)),
        ("es_MX", ("es_MX", "es_419", "es")),
        ("zh_Hant_HK", ("zh_Hant_HK", "zh_Hant")),
        ("pt_BR", ("pt_BR", "pt")),
    ],
)
def test_fallback_never_crosses_scripts(locale_id, chain):
    """A reader is never shown a language in a script they may not read."""
    assert fallback_chain(locale_id) == chain


@pytest.mark.parametrize(
    ("text", "status", "finding"),
    [
        ('status = "draft"', "draft", None),
        ('status = "reviewed"\nreviewed_by = "A. Reader"\nreviewed_on = 2026-11-01', "reviewed", None),
        ('status = "reviewed"', "draft", "not by whom and when"),
        ('status = "done"', "draft", "status is 'done'"),
        ("status = draft", "draft", "not valid TOML"),
        ('status = "draft"\nstate = 1', "draft", "unknown key 'state'"),
    ],
)
def test_only_a_named_and_dated_review_counts(tmp_path, text, status, finding):
    """A locale file that is wrong in any way leaves its locale a draft."""
    path = tmp_path / "locale.toml"
    path.write_text(text)
    file, findings = read_locale_file(path)
    assert file.status == status
    assert [finding in f.what for f in findings] == ([True] if finding else [])
    if status == "reviewed":
        assert file.reviewed_on == date(2026, 11, 1)


def test_a_missing_locale_file_is_a_draft(tmp_path):
    """Nothing is taken as reviewed because a file is missing."""
    file, findings = read_locale_file(tmp_path / "es" / "locale.toml")
    assert file.status == "draft" and "is missing" in findings[0].what


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('direction = "up"', "direction is 'up'"),
        ('name = ""', "name is ''"),
        ('name = "<b>x</b>"', "name is '<b>x</b>'"),
        ("name = 5", "name is 5"),
        ('plural = "nplurals=2; plural=__import__(1);"', "plural is"),
    ],
)
def test_a_language_is_described_strictly(line, what):
    """What a locale file says of its language reaches every page, so it is read like all else."""
    file, findings = parse_locale_file(f'status = "draft"\n{line}', "x")
    assert [what in finding.what for finding in findings] == [True]
    assert (file.name, file.direction, file.plural) == ("", "", "")


def test_a_language_that_cldr_lacks_is_what_its_file_says():
    """A small language needs nobody's permission."""
    file = LocaleFile(name="ᥖᥭᥰ ᥖᥬᥳ", direction="ltr")
    with pytest.raises(ValueError, match="not a locale that CLDR knows"):
        find_locale("tdd")
    locale = find_locale("tdd", file)
    assert (locale.tag, locale.own_name, locale.direction, locale.babel.language) == ("tdd", "ᥖᥭᥰ ᥖᥬᥳ", "ltr", "en")
    assert find_locale("es", LocaleFile(name="Castellano")).own_name == "Castellano"


def test_forgotten_data_are_read_again():
    """What is kept of the data of a locale can be let go, and is the same when it is asked again."""
    locale = find_locale("es")
    before, parts = dict(locale.babel.territories), locale.babel._data._data
    assert "territories" in dict.keys(parts)
    forget_data(locale)
    assert not list(dict.keys(parts)) and "_levels" not in vars(parts)
    assert dict(locale.babel.territories) == before
