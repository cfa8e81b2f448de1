"""docs/tip-endpoint.md and its figure: what operators read is what the endpoint and the check do."""

import re
import typing
from xml.etree import ElementTree

import pytest

from plainsight.endpoint_check_probe import Verdict
from plainsight.endpoint_fail import FAILURES
from plainsight.tip_fields import FIELDS
from tests.conftest import ROOT

DOCS = ROOT / "docs"
WORDS = (DOCS / "tip-endpoint.md").read_text(encoding="utf-8")
FIGURE = DOCS / "tip-journey.svg"
SVG = "{http://www.w3.org/2000/svg}"


def test_every_name_and_choice_is_told():
    """A developer at a hotline finds each name that can come, and each choice."""
    told = set(re.findall(r"`([^`]+)`", WORDS))
    for field in FIELDS:
        assert {field.name, *(choice.id for choice in field.choices)} <= told


def test_every_failure_and_verdict_is_told():
    """Each failure that can be played, and each verdict of the check, is in the words for operators."""
    told = set(re.findall(r"`([^`]+)`", WORDS))
    assert set(FAILURES) <= told and set(typing.get_args(Verdict)) <= told


def test_files_that_are_named_are_there():
    """Links to files lead somewhere."""
    targets = re.findall(r"\]\(([^)#:]+)\)", WORDS)
    assert targets and all((DOCS / target).exists() for target in targets)


def test_figure_speaks_to_those_who_do_not_see_it():
    """The figure has a name and a description, and loads nothing."""
    root = ElementTree.parse(FIGURE).getroot()  # noqa: S314
    named = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert root.get("role") == "img" and root.get("aria-labelledby") == " ".join(named) and root.get("lang") == "en"
    assert all(text and len(text) > 30 for text in named.values())
    source = FIGURE.read_text(encoding="utf-8")
    assert "<image" not in source and "<script" not in source and source.count("http") == source.count("https") + 1


def colours(style: str) -> dict[str, str]:
    return {name: value if len(value) == 6 else value * 2 for name, value in re.findall(r"--(\w+):#([0-9a-f]+)", style)}


def brightness(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figure_can_be_read_on_light_and_dark(scheme: str):
    """Its text stands out from every ground it is on, 4.5 to 1, and its arrows 3 to 1, in both schemes."""
    light, dark = FIGURE.read_text(encoding="utf-8").split("@media (prefers-color-scheme:dark)", 1)
    found = colours(light if scheme == "light" else dark)

    def contrast(one: str, other: str) -> float:
        low, high = sorted((brightness(found[one]), brightness(found[other])))
        return (high + 0.05) / (low + 0.05)

    for ground in ("paper", "box", "band"):
        assert contrast("ink", ground) >= 4.5 and contrast("way", ground) >= 4.5 and contrast("line", ground) >= 3
