"""The data of a locale are CLDR's, whatever other locales have been asked before."""

from datetime import date, time

import babel
import pytest
from babel import localedata
from babel.dates import format_date, format_time

from plainsight.hotline_model import Line
from plainsight.hours import format_hours
from plainsight.locale_data import _Parts, parent_of, parse_locale

IDS = sorted(localedata.locale_identifiers())


def resolved(data):
    """All that `data` say, with what their aliases stand for."""
    if isinstance(data, localedata.LocaleDataDict):
        return {key: resolved(data[key]) for key in data}
    return data if isinstance(data, str | int | float | None) else repr(data)


@pytest.fixture
def fresh(monkeypatch):
    """Babel's own data of a locale, as they are when no other has been asked."""

    def load(name):
        monkeypatch.setattr(localedata, "_cache", {})
        return localedata.LocaleDataDict(localedata.load(name))

    return load


@pytest.mark.parametrize("name", IDS[::40])
def test_every_part_is_what_babel_merges(name, fresh):
    """Taken part by part, the data of a locale are those that Babel merges as a whole."""
    ours = localedata.LocaleDataDict(_Parts(name))
    assert list(ours) == list(fresh(name))
    assert resolved(ours) == resolved(fresh(name))


def test_names_are_those_of_babel(fresh):
    """Each language and territory has the name that Babel gives it."""
    for name in IDS[::7]:
        locale = parse_locale(name)
        if str(locale) == name:
            theirs = fresh(name)
            assert dict(locale.languages) == dict(theirs["languages"]), name
            assert dict(locale.territories) == dict(theirs["territories"]), name


def test_a_locale_inherits_from_the_one_that_babel_says():
    """Each locale's parent is Babel's: another script has none but the root."""
    for name in IDS:
        expected = babel.core.get_global("parent_exceptions").get(name)
        if not expected:
            expected = "root" if localedata._is_non_likely_script(name) else name.rpartition("_")[0] or "root"
        assert parent_of(name) == expected


def test_no_language_is_said_in_the_words_of_another():
    """Days and months are the language's own after any other language. With Babel's shared data, they were Urdu's."""
    names = ["ur", "sw", "ig", "rw", "hr", "ar", "es", "my", "uk", "fi", "yo", "bs", "en", "zh_Hant"]
    line = Line(id="x", name="x", opening_hours="Mo-Fr 09:00-17:00", timezone="Europe/Zagreb")

    def said(name):
        locale = parse_locale(name)
        months = [format_date(date(2024, month, 1), "LLLL MMMM", locale) for month in range(1, 13)]
        return [format_hours(line, locale), *months, format_time(time(9), "short", locale=locale)]

    found = {name: said(name) for name in names}
    assert "ponedjeljak" in found["hr"][0] and "الاثنين" in found["ar"][0]
    assert {name: said(name) for name in reversed(names)} == found


def test_babel_uses_these_data():
    """Babel keeps the data of a locale where they are put."""
    assert isinstance(parse_locale("es")._data._data, _Parts)
