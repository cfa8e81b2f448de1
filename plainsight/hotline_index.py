"""The index of countries: by region of the world, each with its name in the edition and in its own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import babel
from babel.languages import get_official_languages

from plainsight.locale_data import parse_locale

# CLDR 49, territoryContainment (the UN's M.49): what Babel's data leaves out. Names of the regions are in Babel.
_CONTAINED: dict[str, str] = {
    "002": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG"
    " YT ZM ZW DZ EG EH LY MA SD TN AO CD CF CG CM GA GQ ST TD BW LS NA SZ ZA",
    "019": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE BZ CR GT HN MX NI PA SV BM CA GL PM US AG AI AW BB BL BQ BS"
    " CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "142": "CN HK JP KP KR MN MO TW AF BD BT IN IR LK MV NP PK BN ID KH LA MM MY PH SG TH TL VN TM TJ KG KZ UZ AE AM AZ"
    " BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "150": "AD AL BA ES GI GR HR IT ME MK MT RS PT SI SM VA XK BG BY CZ HU MD PL RO RU SK UA GG IM JE AX DK EE FI FO GB"
    " IE IS LT LV NO SE SJ AT BE CH DE FR LI LU MC NL",
    "009": "AU CC CX HM NF NZ FJ NC PG SB VU FM GU KI MH MP NR PW UM AS CK NU PF PN TK TO TV WF WS",
}
WORLD = "001"
_REGIONS = {code.lower(): region for region, codes in _CONTAINED.items() for code in codes.split()}


@dataclass(frozen=True)
class Entry:
    """A country in the index; `own_name` is "" where it is the same as `name`, or CLDR has none."""

    name: str
    href: str
    own_name: str = ""
    own_tag: str = ""
    own_direction: str = ""


@dataclass(frozen=True)
class Region:
    """A region: its M.49 code, its name in the edition's language, and its countries in the order in which they came."""

    code: str
    name: str
    countries: Sequence[Entry]


def region_of(code: str) -> str:
    """The M.49 code of the region of the country `code` (lower case): Africa, the Americas, Asia, Europe or Oceania."""
    return _REGIONS.get(code, WORLD)


def regions(countries: Sequence[Any], locale: babel.Locale) -> list[Region]:
    """`countries` (with code, name and href) by region, the regions ordered by their names in `locale`."""
    found: dict[str, list[Entry]] = {}
    for country in countries:
        own = own_name(country.code)
        entry = Entry(country.name, country.href, *(own if own and own[0] != country.name else ()))
        found.setdefault(region_of(country.code), []).append(entry)
    named = [Region(code, locale.territories.get(code, code), members) for code, members in found.items()]
    return sorted(named, key=lambda region: (region.code == WORLD, region.name))


@lru_cache
def own_name(code: str) -> tuple[str, str, str] | None:
    """The name of the country `code` in the most spoken of its official languages that CLDR has, its tag, its direction."""
    territory = code.upper()
    for language in get_official_languages(territory, de_facto=True):
        for name in (f"{language}_{territory}", language):
            try:
                locale = parse_locale(name)
            except (babel.UnknownLocaleError, ValueError):
                continue
            if territory in locale.territories:
                return locale.territories[territory], language.replace("_", "-"), locale.text_direction
    return None
