"""What stands on paper: the numbers of a site's country, the address of a page, and a code to scan."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from plainsight.hotline_model import Channel, Emergency
from plainsight.hotlines import ShownLine, first_emergency
from plainsight.site import Site

# Templates of what is cut, hung up or handed out.
SHEETS = frozenset({"poster", "stickers", "tabs", "cards"})

# A sheet has room for one hotline: a number to call, and one to write to.
_PRINTED = ("phone", "sms")


@dataclass(frozen=True)
class Printed:
    """What a sheet says: the channels of one hotline, best first; without one, the emergency number.

    `shown` is the hotline, `emergency` the number that stands in for one; one of them may be None, or both.
    """

    channels: tuple[Channel, ...] = ()
    shown: ShownLine | None = None
    emergency: Emergency | None = None

    @property
    def href(self) -> str:
        """The address that calls the first number; "" without any."""
        first = next(iter(self.channels), None) or self.emergency
        return first.href if first else ""


def printed(country: Any) -> Printed:
    """The numbers for the sheets of a site whose country a template sees as `country` (emergency, lines).

    Of the lines that readers see, the first without a warning that can be called counts: paper cannot explain a warning.
    """
    for shown in country.lines:
        usable = [channel for channel in shown.line.channels if channel.href and not channel.role]
        found = [next((channel for channel in usable if channel.type == kind), None) for kind in _PRINTED]
        if found[0] and not shown.line.warnings:
            return Printed(tuple(channel for channel in found if channel), shown)
    return Printed(emergency=first_emergency(country.emergency))


def shown_address(site_url: str, path: str = "") -> str:
    """The address of the file `path` of the site as people read and type it; "" without SITE_URL."""
    if not site_url:
        return ""
    whole = f"{site_url.rstrip('/')}/{path}".removeprefix("https://")
    return whole.removesuffix("index.html").rstrip("/")


def scanned_address(site_url: str, tag: str) -> str:
    """The address of the edition `tag` for a code to scan: its first page by its file's name, so that any host has it."""
    return f"{site_url.rstrip('/')}/{tag}/index.html" if site_url else ""


def print_context(site: Site, target: Any, numbers: Printed, url: Callable[[str], str]) -> dict[str, Any]:
    """What the template of `target` (edition, path, template, page) gets for paper, beside `numbers`.

    `page_address` and `site_address` are addresses to type, "" without SITE_URL; `bare`, whether only a sheet is printed. `sheet_view` is there for sheets only:
    `plain` (whether it names neither site nor topic), `other` (where the one that names nothing is), `code` (what is
    to be scanned, "" for nothing) and `opens` (whether the code opens the site; otherwise it calls).
    """
    base, page = site.settings.site_url, target.page
    context = {
        "page_address": shown_address(base, target.path),
        "site_address": shown_address(base, target.edition.locale.tag),
        "bare": page is not None and target.template in SHEETS - {"cards"},
    }
    if page is None or target.template not in SHEETS:
        return context
    plain = page.fields.get("plain", False)
    # What names nothing must not lead to a name either: its code holds the number that stands beside it.
    address = "" if plain else scanned_address(base, target.edition.locale.tag)
    text = address or numbers.href
    other = (
        found.slug for found in site.pages.values() if found.template == page.template and found.fields.get("plain")
    )
    sheet = SimpleNamespace(
        plain=plain,
        other=next(map(url, other), ""),
        code=code_svg(text) if text else Markup(),
        opens=bool(address),
    )
    return {**context, "sheet_view": sheet}


@lru_cache(maxsize=64)
def code_svg(text: str) -> Markup:
    """A QR code of `text` as the inside of an SVG symbol with the id `code`: one path, one unit a module, quiet zone included.

    Smallest version that holds `text` with error correction M (15 %), raised where it costs no larger version.
    """
    import segno  # few pages have a code

    code = segno.make(text, error="m", micro=False)
    written = BytesIO()
    code.save(written, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass=None, lineclass=None, nl=False)
    svg = written.getvalue().decode()
    size = code.symbol_size()[0]
    path = svg[svg.index("<path") : svg.rindex("</svg>")].replace(' stroke="#000"', "")
    return Markup('<symbol id="code" viewBox="0 0 {0} {0}">{1}</symbol>').format(size, Markup(path))
