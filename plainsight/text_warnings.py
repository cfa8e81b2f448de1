"""What may be wrong with a translation, and is for a person to say: nothing here keeps a text from being shown."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from plainsight.catalog_data import Message
from plainsight.glossary import avoided
from plainsight.locale_names import own_name_and_direction
from plainsight.quotation_marks import foreign_marks, usual_marks
from plainsight.text_characters import script_of

_ENDS = re.compile(r"[.!?:…]$")
# How sentences end in any script, also before a closing quotation mark or bracket.
SENTENCE_ENDS = frozenset(".!?:…。！？：．؟۔।॥။၊։፡።፧፨។៕៖᙮᠃¿;·|*_])»”’\"'」』）⟧")
_ENDS_ANYWHERE = re.compile(rf"[{re.escape(''.join(SENTENCE_ENDS))}]\s*$")
# Languages whose sentences often end with nothing but a space.
UNENDED = frozenset({"th", "lo", "km", "my", "bo", "dz"})
_LIMIT = re.compile(r"max (\d{1,4})\b")
_ENOUGH_LETTERS = 8
_WORDS_OF_A_NAME = 2
# Scripts that a language is written in, beside that of its name.
_BESIDE = {"ja": frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})}


def warnings(message: Message, msgstr: str, locale_id: str) -> Iterator[tuple[str, str]]:
    """What a person should look at in `msgstr`, a text of the translation of `message`, and what to do about it."""
    language = locale_id.split("_")[0]
    if not msgstr:
        return
    if msgstr == message.msgid:
        if is_copy(message.msgid, msgstr, locale_id):
            yield "is the source text.", "Translate it, or leave it empty."
        return
    if _ENDS.search(message.msgid) and not _ENDS_ANYWHERE.search(msgstr) and language not in UNENDED:
        yield "does not end as a sentence.", "End it as your language does."
    if is_of_another_script(msgstr, locale_id):
        yield "is in another script than the language's own.", "Translate it, or leave it empty."
    if foreign := foreign_marks(msgstr, locale_id):
        yield f"has quotation marks that your language does not use: {foreign}", usual_marks(locale_id)
    for note in message.notes:
        for word in avoided(note):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", msgstr, re.IGNORECASE):
                yield (
                    f"says {word!r}, which the glossary forbids.",
                    "Use the glossary's word: it stands above the message.",
                )
        limit = _LIMIT.match(note)
        if limit and len(msgstr) > int(limit[1]):
            yield f"has {len(msgstr)} characters, and there is room for {limit[1]}.", "Say it shorter."


def is_copy(msgid: str, msgstr: str, locale_id: str) -> bool:
    """Whether nobody has translated the text: names of one or two words are the same in many languages."""
    return msgstr == msgid and len(msgstr.split()) > _WORDS_OF_A_NAME and locale_id.split("_")[0] != "en"


def is_of_another_script(msgstr: str, locale_id: str) -> bool:
    """Whether none of the letters of `msgstr` is of a script that the language is written in."""
    scripts, first = own_scripts(locale_id), msgstr[:1]
    # Most texts are told by their first letter.
    if first.isalpha() and script_of(first) in scripts:
        return False
    if not scripts or any(script_of(c) in scripts for c in msgstr if c.isalpha()):
        return False
    return sum(unicodedata.category(c) in ("Lu", "Ll", "Lo") for c in msgstr) >= _ENOUGH_LETTERS


@lru_cache
def own_scripts(locale_id: str) -> frozenset[str]:
    """The scripts that the language writes its own name in, and those beside it; none where CLDR does not know it.

    Each is the first word of its letters' names in Unicode.
    """
    try:
        locale = Locale.parse(locale_id)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    scripts = frozenset(script_of(c) for c in own_name_and_direction(locale)[0] if c.isalpha())
    return scripts | _BESIDE.get(locale.language, frozenset())
