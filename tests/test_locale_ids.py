"""One locale has many names outside, and one here."""

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from plainsight.locale_ids import (
    canonical_id,
    fallback_chain,
    locale_folders,
    negotiate,
    negotiation,
    posix_name,
    script_of,
)


@pytest.mark.parametrize(
    ("name", "locale_id"),
    [
        ("pt-br", "pt_BR"), ("zh-hant", "zh_Hant"), ("zh-TW", "zh_Hant_TW"), ("zh_CN.UTF-8", "zh_Hans_CN"),
        ("sr@latin", "sr_Latn"), ("sr_RS@latin", "sr_Latn_RS"), ("sr-Cyrl", "sr_Cyrl"), ("es-419", "es_419"), ("de@euro", "de"),
        ("iw", "he"), ("iw-IL", "he_IL"), ("in", "id"), ("tl", "fil"), ("no", "nb"), ("sh", "sr_Latn"), ("mo", "ro"),
        ("rom", "rom"), ("rhg-latn", "rhg_Latn"), ("ar-XB", "ar_XB"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_locale_means_one(name, locale_id):
    """Language tags, POSIX names and former codes are understood; languages that CLDR lacks keep their code."""
    assert canonical_id(name) == locale_id


@pytest.mark.parametrize(
    "name", ["", "e", "../es", "es/..", "english", "es_", "zh-Hant-TW-x-a", "es\n", "a" * 40, "C", "ＥＳ"]
)
def test_what_is_no_locale_is_refused(name):
    """Nothing that is no name of a locale ever becomes the name of a folder."""
    with pytest.raises(ValueError, match="not a locale"):
        canonical_id(name)


@given(st.sampled_from(sorted(get_global("likely_subtags"))))
def test_an_id_is_its_own_name(name):
    """What has been understood once means the same again, also by way of its POSIX name."""
    try:
        locale_id = canonical_id(name)
    except ValueError:  # "und_…" and the like
        return
    assert canonical_id(locale_id) == locale_id
    assert canonical_id(locale_id.replace("_", "-").lower()) == locale_id
    assert script_of(canonical_id(posix_name(locale_id))) == script_of(locale_id)


@given(st.sampled_from(sorted(get_global("likely_subtags"))))
def test_no_chain_crosses_scripts(name):
    """A reader is never shown a language in a script they may not read, whatever locale it is."""
    try:
        locale_id = canonical_id(name)
    except ValueError:
        return
    chain = fallback_chain(locale_id)
    assert chain[0] == locale_id and len(set(chain)) == len(chain)
    assert {script_of(each) for each in chain} == {script_of(locale_id)}


@pytest.mark.parametrize(
    ("preferred", "available", "found"),
    [
        (["es-MX"], ["en", "es"], "es"),
        (["es"], ["en", "es_MX"], "es_MX"),
        (["zh-TW"], ["zh_Hans", "zh_Hant"], "zh_Hant"),
        (["zh"], ["zh_Hant"], None),
        (["sr"], ["sr_Latn"], None),
        (["sr-Latn-RS"], ["sr_Latn", "sr"], "sr_Latn"),
        (["no"], ["nb"], "nb"),
        (["nn-NO"], ["nb"], "nb"),
        (["iw-IL", "en"], ["en", "he"], "he"),
        (["x-nothing", "*", "fr"], ["en", "fr"], "fr"),
        (["fr"], ["en"], None),
    ],
)
def test_a_reader_gets_the_nearest_edition_in_a_script_they_read(preferred, available, found):
    """The first language of a reader that has an edition decides; another script is no edition."""
    assert negotiate(preferred, available) == found


def test_negotiation_for_programs_without_cldr():
    """A script that cuts off territories, and never scripts, comes to the same answer as we do."""
    available = ["en", "es", "zh_Hant", "sr_Latn", "he", "pt_BR"]
    table = negotiation(available)

    def offered(tag: str) -> str:
        parts = tag.split("-")
        short = "-".join(part for part in parts if len(part) not in (2, 3) or part == parts[0])
        return table.get(tag, table.get(short, ""))

    tags = [
        "en",
        "en-GB",
        "es-MX",
        "zh",
        "zh-TW",
        "zh-HK",
        "zh-CN",
        "zh-Hant-TW",
        "sr",
        "sr-RS",
        "sr-ME",
        "sr-Latn-RS",
        "iw",
        "pt",
    ]
    assert {tag: offered(tag) for tag in tags} == {
        tag: (negotiate([tag], available) or "").replace("_", "-") for tag in tags
    }
    assert "fr" not in table


def test_folders_are_found_whatever_they_are_called(tmp_path):
    """A folder that another tool has named is read; two for one locale are seen."""
    for name in ("pt-BR", "sr@latin", "zh_Hant", "zh_TW", "pt_BR", "notes and such"):
        (tmp_path / name).mkdir()
    assert [folder.name for folder in locale_folders(tmp_path, "sr_Latn")] == ["sr@latin"]
    assert [folder.name for folder in locale_folders(tmp_path, "pt_BR")] == ["pt_BR", "pt-BR"]
    assert [folder.name for folder in locale_folders(tmp_path, "zh_Hant")] == ["zh_Hant"]
    assert locale_folders(tmp_path / "none", "es") == []
