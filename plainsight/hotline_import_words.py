"""What the importer adds to research data, each with the note of the data that it rests on: roles and warnings."""

import re

# Words of the data for what a number is for -> role. What is not here becomes "other", with the words kept as a note.
ROLES: dict[str, str] = {
    "main": "",
    "hotline": "",
    "alternative": "other",
    "callers abroad": "abroad",
    "Thai nationals abroad": "citizens_abroad",
    "mobile": "mobile",
    "fixed line": "fixed_line",
    "office": "office",
    "office hours": "open_hours",
    "outside office hours": "closed_hours",
    "long form": "long",
    "police": "police",
    "investigative police (PDI) number for trafficking tips, as printed in 2024": "police",
    "24-hour victim support": "victims",
    "domestic workers": "domestic_workers",
    "other migrant workers": "other_workers",
    "reports of sponsors charging workers": "sponsor_fees",
}
_INSIDE = re.compile(r"callers in .+")
_REGION = re.compile(r"(?:regional team: )?(?P<place>.+?)(?: prefectures)?")

# Line -> why it can be risky to use it. Each is a danger that the data's own notes, operator or fields state.
WARNINGS: dict[str, tuple[str, ...]] = {
    "bh-555": ("polices-sex-work",),
    "es-a21": ("passes-reports-to-police",),
    "jo-mol": ("workers-without-papers-reported",),
    "kg-111": ("calls-recorded",),
    "mm-dsw": ("state-run-by-military",),
    "qa-92727": ("asks-for-id",),
    "sa-1919": ("mediates-with-abuser",),
    "sa-19911": ("workers-without-papers-reported",),
    "tr-yimer157": ("immigration-agency",),
    "tw-trafficking": ("immigration-agency",),
    "us-hsi": ("immigration-agency",),
}


# ISO 639-3 codes of the data that CLDR calls otherwise. Dari is there the Persian of Afghanistan.
CLDR_LANGUAGES: dict[str, str] = {"prs": "fa_AF"}


def role_and_place(words: str) -> tuple[str, str, bool]:
    """The role for the data's `words`, the place of a regional number, and whether the words are known."""
    if words in ROLES:
        return ROLES[words], "", True
    if _INSIDE.fullmatch(words):
        return "inside", "", True
    if words.startswith("regional team: ") or words.endswith(" prefectures"):
        match = _REGION.fullmatch(words)
        return "region", match["place"] if match else words, True
    return "other", "", False
