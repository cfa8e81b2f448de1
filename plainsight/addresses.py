"""Addresses: what the file of a page is called, which may say less than the name of its source."""

import re
from collections.abc import Iterable, Mapping

from plainsight.findings import Finding
from plainsight.pages import SourcePage, is_address

# Every site has these, whatever else it has: the theme and a hotline's endpoint lead to them by their names.
NEEDED_PAGES = ("home", "help", "tip", "tip-sent", "safety", "404")
# The page of a country, the tip form of one, and the first page are called so.
_TAKEN = re.compile(r"country-.*|tip-.*|index")
_REMEDY = 'Choose another name in its front matter: address = "…"'


def page_file(pages: Mapping[str, SourcePage], slug: str) -> str:
    """The name of the file of the page `slug`, which may be one that has no source, such as a country's."""
    if slug == "home":
        return "index.html"
    return f"{pages[slug].address if slug in pages else slug}.html"


def check_addresses(pages: Iterable[SourcePage]) -> list[Finding]:
    """What is wrong with the addresses that `pages`, which may be steps of trees, have of their own."""
    pages = list(pages)
    owners = {page.slug: page for page in pages}
    findings, seen = [], {}
    for page in pages:
        address, where = page.address, f"{page.path}:{page.line_of('address') or 1}"
        if address == page.slug or not isinstance(address, str):
            continue  # no text is a mistake that has been named already
        if not is_address(address):
            remedy = "Use lower-case letters, digits and single hyphens only."
            findings.append(Finding(where, f"address is {address!r}, which cannot be part of one.", remedy))
        elif page.slug in NEEDED_PAGES:
            what = f"has the address {address!r}, and every page leads to {page.slug} by its name."
            findings.append(Finding(where, what, "Remove the line."))
        elif _TAKEN.fullmatch(address):
            findings.append(Finding(where, f"has the address {address!r}, which this site uses itself.", _REMEDY))
        elif other := owners.get(address) or seen.get(address):
            what = f"has the address {address!r}, which is that of {other.path}."
            findings.append(Finding(where, what, _REMEDY))
        seen[address] = page
    return findings
