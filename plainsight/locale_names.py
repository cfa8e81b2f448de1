"""The own names and directions of the locales that CLDR knows, in one small file: each locale's data takes milliseconds.

The file is made of Babel's data of one version (`python -m plainsight.locale_names`), and of no use with another:
then, and for any other locale, Babel itself is asked.
"""

import json
from functools import lru_cache
from pathlib import Path

import babel

_FILE = Path(__file__).with_name("locale_names.json")


def own_name_and_direction(locale: babel.Locale) -> tuple[str, str]:
    """The name of `locale` in itself, as CLDR writes it ("" where it has none), and "ltr" or "rtl"."""
    return _known().get(str(locale)) or from_babel(locale)


def from_babel(locale: babel.Locale) -> tuple[str, str]:
    """`own_name_and_direction`, from Babel's own data."""
    return locale.get_display_name(locale) or "", locale.text_direction


@lru_cache
def _known() -> dict[str, tuple[str, str]]:
    found = json.loads(_FILE.read_text(encoding="utf-8"))
    if found["babel"] != babel.__version__:
        return {}
    return {name: (own, "rtl" if name in found["rtl"] else "ltr") for name, own in found["names"].items()}


def main() -> None:
    """Write the file anew."""
    names, rtl = {}, []
    for name in sorted(babel.localedata.locale_identifiers()):
        own, direction = from_babel(babel.Locale.parse(name))
        if direction in ("ltr", "rtl"):  # CLDR knows one that is written from top to bottom
            names[name] = own
            rtl += [name] if direction == "rtl" else []
    content = json.dumps({"babel": babel.__version__, "rtl": rtl, "names": names}, ensure_ascii=False, indent=0)
    _FILE.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
