"""The quotation marks of each language, as CLDR writes them; Babel does not have them.

They are kept in a file made of CLDR's own data (npm: cldr-misc-full and cldr-core, unpacked beside each other):
`python -m plainsight.quotation_marks <folder>`.
"""

import json
import re
import sys
from functools import lru_cache
from pathlib import Path

from plainsight.locale_ids import fallback_chain, script_of

_FILE = Path(__file__).with_name("quotation_marks.json")
# Any mark that can be nothing else: single ones are apostrophes in many languages, and " within a word is a letter's
# sign in Hebrew.
_CURLY = "“”„‟«»「」『』〝〞〟＂"
_MARK = re.compile(rf'(?<!\w)"|"(?!\w)|[{_CURLY}]')
# A text without any of these has none.
MARKS = frozenset('"' + _CURLY)
# Where a language writes one within another, or instead of it, the other is no mistake.
_DOUBLE = str.maketrans("‘’‚‹›", "“”„«»")
# What is printed every day besides: newspapers in Arabic and in Switzerland, books in German.
_ALSO = {"ar": "«»", "de": "«»"}
# What a reader does not see, or sees as it is typed.
_UNSEEN = re.compile(r"<[^>]*>|`[^`]*`")


def marks_of(locale_id: str) -> str:
    """The marks of a locale: before and after what is said, then the same within it; "" where CLDR has none."""
    return next((_known()[name] for name in fallback_chain(locale_id) if name in _known()), "")


def foreign_marks(text: str, locale_id: str) -> str:
    """The quotation marks in `text` that no country uses for the language in its script, each once.

    None where CLDR does not know the language.
    """
    found = dict.fromkeys(_MARK.findall(_UNSEEN.sub("", text)))
    own = _anywhere(locale_id.split("_")[0], script_of(locale_id)) if found and marks_of(locale_id) else ""
    return "".join(mark for mark in found if own and mark not in own)


def usual_marks(locale_id: str) -> str:
    """What to do about foreign marks: write those of a locale that CLDR knows."""
    before, after = marks_of(locale_id)[:2]
    return f"Write {before}…{after}."


@lru_cache
def _anywhere(language: str, script: str) -> str:
    own = "".join(own for name, own in _known().items() if name.split("_")[0] == language and script_of(name) == script)
    return own + own.translate(_DOUBLE) + _ALSO.get(language, "")


@lru_cache
def _known() -> dict[str, str]:
    marks = json.loads(_FILE.read_text(encoding="utf-8"))["marks"]
    return {name: own for own, names in marks.items() for name in names.split()}


def main(folder: Path) -> None:
    """Write the file anew from the data below `folder`."""
    (core,), (misc,) = folder.glob("cldr-core*/package"), folder.glob("cldr-misc-full*/package")
    # Below the basic level a locale often has nothing of its own, and what it inherits is nobody's habit.
    levels = json.loads((core / "coverageLevels.json").read_text(encoding="utf-8"))["effectiveCoverageLevels"]
    found: dict[str, str] = {}
    for tag in sorted(levels, key=lambda tag: (tag.count("-"), tag)):
        path = misc / "main" / tag / "delimiters.json"
        if path.is_file():
            data = json.loads(path.read_text(encoding="utf-8"))["main"][tag]["delimiters"]
            own = "".join(
                data[name]
                for name in ("quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd")
            )
            name = tag.replace("-", "_")
            if next((found[one] for one in fallback_chain(name) if one in found), "") != own:
                found[name] = own
    marks = {own: " ".join(name for name in sorted(found) if found[name] == own) for own in sorted(set(found.values()))}
    version = json.loads((misc / "package.json").read_text(encoding="utf-8"))["version"]
    content = json.dumps({"cldr": version, "marks": marks}, ensure_ascii=False, indent=0)
    _FILE.write_text(content + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
