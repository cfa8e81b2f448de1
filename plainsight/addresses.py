"""Addresses: what the file of a page is called, which may say less than the name of its source."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plainsight.findings import Finding
from plainsight.pages import SourcePage, is_address

# Every site has these, whatever else it has: the theme and a hotline's endpoint lead to them.
NEEDED_PAGES = ("home", "help", "tip", "tip-sent", "safety", "404")
# Browsers ask for the first by themselves, and hosts for the other.
_FIXED = ("home", "404")
_REMEDY = 'Choose another name in its front matter: address = "…"'


def page_file(pages: Mapping[str, SourcePage], slug: str) -> str:
    """The name of the file of the page `slug`, which may be one that has no source, such as a country's."""
    if slug == "home":
        return "index.html"
    if slug in pages:
        return f"{pages[slug].address}.html"
    form = pages["tip"].address if "tip" in pages else "tip"
    return f"{form}-{slug.removeprefix('tip-')}.html" if slug.startswith("tip-") else f"{slug}.html"


@dataclass(frozen=True)
class Ways:
    """The files, in the folder of each edition, of the two pages that every page leads to."""

    help: str = "help.html"
    safety: str = "safety.html"


USUAL_WAYS = Ways()


def ways(pages: Mapping[str, SourcePage]) -> Ways:
    """What the two are called in the site of `pages`."""
    return Ways(page_file(pages, "help"), page_file(pages, "safety"))


def check_addresses(pages: Iterable[SourcePage]) -> list[Finding]:
    """What is wrong with the addresses that `pages`, which may be steps of trees, have of their own."""
    pages = list(pages)
    owners = {page.slug: page for page in pages}
    form = owners["tip"].address if "tip" in owners else "tip"
    # The first page, the page of a country, and the tip form of one are called so.
    taken = re.compile(rf"index|country-.*|(tip|{re.escape(str(form))})-[a-z]{{2}}")
    findings, seen = [], {}
    for page in pages:
        address, where = page.address, f"{page.path}:{page.line_of('address') or 1}"
        if not isinstance(address, str):
            continue  # a mistake that has been named already
        if address == page.slug:
            if taken.fullmatch(address):
                what = f"has the name {address!r}, which this site uses itself."
                findings.append(Finding(page.path, what, "Rename the file."))
            continue
        if not is_address(address):
            remedy = "Use lower-case letters, digits and single hyphens only."
            findings.append(Finding(where, f"address is {address!r}, which cannot be part of one.", remedy))
        elif page.slug in _FIXED:
            what = f"has the address {address!r}, and browsers and hosts know {page.slug} by its name."
            findings.append(Finding(where, what, "Remove the line."))
        elif taken.fullmatch(address):
            findings.append(Finding(where, f"has the address {address!r}, which this site uses itself.", _REMEDY))
        elif other := owners.get(address) or seen.get(address):
            what = f"has the address {address!r}, which is that of {other.path}."
            findings.append(Finding(where, what, _REMEDY))
        seen[address] = page
    return findings
