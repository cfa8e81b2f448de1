"""The names and directions that we keep are Babel's."""

import json

import babel

from plainsight.locale_names import _FILE, from_babel, own_name_and_direction


def test_what_is_kept_is_what_babel_says():
    """Every locale of the locked Babel has its name and direction; after an update: python -m plainsight.locale_names"""
    kept = json.loads(_FILE.read_text(encoding="utf-8"))
    assert kept["babel"] == babel.__version__
    assert len(kept["names"]) > 1000
    for name in babel.localedata.locale_identifiers():
        locale = babel.Locale.parse(name)
        assert own_name_and_direction(locale) == from_babel(locale), name


def test_another_babel_is_asked_itself(monkeypatch):
    """What was made of another version is not used."""
    from plainsight import locale_names

    monkeypatch.setattr(babel, "__version__", "0")
    locale_names._known.cache_clear()
    assert locale_names._known() == {}
    monkeypatch.undo()
    locale_names._known.cache_clear()
