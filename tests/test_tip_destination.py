"""plainsight.tip_destination"""

from datetime import date, datetime, timedelta

import pytest

from plainsight.tip_destination import (
    LIMIT_DAYS,
    PREVIEW_DESTINATION,
    UNKNOWN_DESTINATION,
    Destination,
    check_destination,
    make_destination,
)
from plainsight.tip_words import ADDRESSES_LOGGED, HOURS, KEPT, KINDS, MUST_PASS_ON, READS

TODAY = date(2026, 6, 1)
WHOLE = {
    "name": "Hotline of Somewhere",
    "kind": "ngo",
    "reads": ["staff", "volunteers"],
    "must_pass_on": ["danger_to_child", "danger_to_life"],
    "addresses_logged": "yes",
    "languages": ["en", "zh-Hant"],
    "always_open": False,
    "kept_days": 90,
    "last_checked": date(2026, 5, 1),
}


def check(facts: object, publishing: bool = True) -> list[str]:
    """The findings about `facts` as text."""
    return [str(found) for found in check_destination(facts, where="conf.py", publishing=publishing, today=TODAY)]


def test_whole_card_passes():
    """A card with every fact, lately checked, passes at publishing."""
    assert check(WHOLE) == []


@pytest.mark.parametrize("key", WHOLE)
def test_missing_fact_is_refused_at_publishing_only(key: str):
    """A card that leaves something out is fine to try, and not to publish."""
    facts = {name: value for name, value in WHOLE.items() if name != key}
    assert check(facts, publishing=False) == []
    (found,) = check(facts)
    assert key in found and found.startswith("error")


@pytest.mark.parametrize(
    "change, remedy",
    [
        ({"kynd": "ngo"}, "'kind'"),
        ({"kind": "ngos"}, "'ngo'"),
        ({"kind": ["ngo"]}, "Did you mean 'ngo'?"),
        ({"reads": ["stuff"]}, "'staff'"),
        ({"reads": []}, "one or more"),
        ({"must_pass_on": "danger"}, "'danger_to_"),
        ({"must_pass_on": ["never", "danger_to_child"]}, "Keep one"),
        ({"addresses_logged": False}, "Use one of: no, yes, unknown"),
        ({"languages": ["english"]}, "'en'"),
        ({"languages": [7]}, "'en'"),
        ({"always_open": "yes"}, "True or False"),
        ({"kept_days": -1}, "whole number"),
        ({"kept_days": True}, "whole number"),
        ({"kept_days": "90"}, "whole number"),
        ({"last_checked": "2026-05-01"}, "date(2026"),
        ({"last_checked": datetime(2026, 5, 1)}, "date(2026"),
        ({"last_checked": TODAY + timedelta(days=1)}, "Write the day"),
        ({"name": " "}, "a text"),
    ],
)
@pytest.mark.parametrize("publishing", [False, True])
def test_wrong_fact_is_named_with_its_remedy(change: dict, remedy: str, publishing: bool):
    """Every mistake in the card is found in the preview already, with what to write instead."""
    (found,) = check({**WHOLE, **change}, publishing)
    assert remedy in found and next(iter(change)) in found and found.startswith("error: conf.py")


def test_everything_wrong_is_said_at_once():
    """Several mistakes are several findings."""
    assert len(check({"kind": "x", "reads": ["y", "z"], "kept_days": -1})) == 4


@pytest.mark.parametrize("facts", [None, "ngo", ["ngo"]])
def test_card_that_is_no_dictionary_is_refused(facts: object):
    """A card in another form is a finding, not a stack trace."""
    assert "dictionary" in check(facts)[0]


def test_stale_card_warns_in_preview_and_is_refused_at_publishing():
    """What a receiver said long ago is not published as if it still held."""
    last_good = TODAY - timedelta(days=LIMIT_DAYS)
    assert check({**WHOLE, "last_checked": last_good}) == []
    stale = {**WHOLE, "last_checked": last_good - timedelta(days=1)}
    assert check(stale)[0].startswith("error") and check(stale, publishing=False)[0].startswith("warning")


@pytest.mark.parametrize("change", [{"kind": "preview"}, {"reads": ["site_maker"]}, {"kind": "unknown"},
                                    {"reads": "unknown"}])  # fmt: skip
def test_unknown_receiver_is_not_published(change: dict):
    """A card for the preview, or one that does not know who reads, is refused at publishing."""
    assert len(check({**WHOLE, **change})) == 1 and check({**WHOLE, **change}, publishing=False) == []


def test_card_reads_in_whole_sentences():
    """The facts become the critical sentences, who they are first; numbers and languages are apart."""
    made = make_destination(WHOLE)
    assert made.sentences == (
        KINDS["ngo"], READS["staff"], READS["volunteers"], MUST_PASS_ON["danger_to_child"],
        MUST_PASS_ON["danger_to_life"], ADDRESSES_LOGGED["yes"], HOURS["not_always_open"],
    )  # fmt: skip
    assert (made.name, made.languages, made.kept_days) == ("Hotline of Somewhere", ("en", "zh-Hant"), 90)


def test_one_value_may_stand_without_a_list():
    """`must_pass_on = 'always'` is as good as a list of one."""
    assert make_destination({"must_pass_on": "always", "languages": "en"}).must_pass_on == ("always",)


def test_preview_card_says_that_nobody_reads_it():
    """The card of the preview claims nothing of a hotline."""
    assert PREVIEW_DESTINATION.sentences == (KINDS["preview"], READS["site_maker"], KEPT["preview"])


@pytest.mark.parametrize("made", [UNKNOWN_DESTINATION, Destination(name="x"), make_destination({})])
def test_what_nobody_told_us_is_said_to_be_unknown(made: Destination):
    """A card without facts says of each that we do not know."""
    assert made.sentences == (
        KINDS["unknown"], READS["unknown"], MUST_PASS_ON["unknown"], ADDRESSES_LOGGED["unknown"], HOURS["unknown"],
        KEPT["unknown"],
    )  # fmt: skip
