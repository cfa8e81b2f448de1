"""`sitemap.xml`: for search engines, each page with the same page in every edition that has it in its language."""

import html
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from plainsight.site import Site
from plainsight.states import is_in_language
from plainsight.targets import Target, targets

FILE = "sitemap.xml"
LANGUAGES_PAGE = "index.html"
# Nobody should come to these by searching: "Your message was sent" would be false.
_NOT_LISTED = frozenset({"404", "tip-sent"})
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The sitemap as path and bytes, where the site has an address; without SITE_URL there is none."""
    if site.settings.site_url:
        yield FILE, sitemap(site).encode()


def sitemap(site: Site) -> str:
    """The sitemap: the page of languages, which is for readers of any other language, then each page of each edition.

    Left out are the pages whose words are, below PAGE_TRANSLATED_PERCENT, not in the language that they would be found
    for; they are no alternates either.
    """
    base = site.settings.site_url.rstrip("/")
    together: dict[str, list[Target]] = {}
    for target in targets(site):
        if target.slug not in _NOT_LISTED and target.template != "languages" and is_listed(site, target):
            together.setdefault(target.slug, []).append(target)
    urls = [_url(_address(base, LANGUAGES_PAGE), "")]
    for same in together.values():
        alternates = _alternates(base, same)
        urls += (_url(_address(base, target.path), alternates) for target in same)
    return _HEAD + "".join(urls) + "</urlset>\n"


def is_listed(site: Site, target: Target) -> bool:
    """Whether a page may be found, and enough of its words are in the language of its edition, which is no pseudo-locale."""
    if target.page is None or target.edition.is_pseudo:
        return not target.edition.is_pseudo
    return target.page.listed and is_in_language(site, target.page, target.edition)


def _alternates(base: str, same: Sequence[Target]) -> str:
    pairs = [*((target.edition.locale.tag, target.path) for target in same), ("x-default", LANGUAGES_PAGE)]
    return "".join(
        # Both are ASCII, and an address has no quotation mark left.
        f'<xhtml:link rel="alternate" hreflang="{tag}" href="{html.escape(_address(base, path), quote=False)}"/>\n'
        for tag, path in pairs
    )


def _url(address: str, alternates: str) -> str:
    # An address is ASCII by now, and quoted: only & could be left, which is a sign of XML.
    return f"<url>\n<loc>{address.replace('&', '&amp;')}</loc>\n{alternates}</url>\n"


def _address(base: str, path: str) -> str:
    return quote(f"{base}/{path}", safe=":/?&=%~@!$'()*+,;[]")
