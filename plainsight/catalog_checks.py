"""What a translation must not break. The build runs it on each message: what fails is not shown, the source text is."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from babel.core import get_global

from plainsight import text_characters, text_checks, text_warnings
from plainsight.catalog_data import Catalog, Key, Message
from plainsight.findings import Finding
from plainsight.inline import HAS_MARKS, rendered
from plainsight.own_html import is_torn
from plainsight.plurals import parse_plural, plural_count, single_number_forms
from plainsight.po_read import where_of
from plainsight.sanitise import is_clean

Domain = Literal["interface", "content"]
# What is wrong, and what to do.
Wrong = tuple[str, str]
# A label, or the name of a reference where a page could not be written with labels.
_LABEL = re.compile(r"\]\[(?!\^)([^\[\]]*)\]")
# With the backslash that would make it text.
_FOOTNOTE = re.compile(r"\\?\[\^[^\]]*\]")
_BRACKET = re.compile(r"!\[|[\[\]]")
_PERCENT = re.compile(r"%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%%|%")
# What the theme fills in, and pages do not; "100% sure" is no placeholder.
_NAMED_PERCENT = re.compile(r"%\(\w+\)[a-zA-Z]")
_COUNT = re.compile(r"%\((?:num|n|number|count)\)[sd]")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_TAG = re.compile(r"<[!/?a-zA-Z][^<>]*>|[<>]")
_ENTITY = re.compile(r"&#?\w+;")
_CODE = re.compile(r"(`+)(.+?)\1")
_HEADER_TEXT = re.compile(
    r"(Project-Id-Version|Content-Transfer-Encoding|MIME-Version|POT-Creation-Date|Plural-Forms): "
)
_MARKER = re.compile(r"\[TOC\]|///Footnotes Go Here///")


def check_catalog(catalog: Catalog, *, domain: Domain, locale_id: str) -> tuple[set[Key], list[Finding]]:
    """The keys of the messages of `catalog` that must not be shown, and every finding about it.

    An error finding belongs to each refused message; warnings refuse nothing. Fuzzy and obsolete messages are not
    shown anyway, so they are not checked.
    """
    where = where_of(catalog.path)
    refused: set[Key] = set()
    findings = list(_check_header(catalog, locale_id, where))
    rule = catalog.header.get("Plural-Forms", "")
    count = plural_count(rule, locale_id)
    for message in catalog.messages:
        if message.fuzzy or message.obsolete or not any(message.msgstrs):
            continue
        found = check_message(
            message, domain=domain, locale_id=locale_id, nplurals=count, where=where, plural_forms=rule
        )
        findings += found
        if any(finding.level == "error" for finding in found):
            refused.add(message.key)
    return refused, findings


def _check_header(catalog: Catalog, locale_id: str, where: str) -> Iterator[Finding]:
    rule = catalog.header.get("Plural-Forms", "")
    if rule:
        try:
            parse_plural(rule)
        except ValueError as error:
            what = f"has a Plural-Forms header that is of no use ({error}); the rule of the locale is used."
            yield Finding(f"{where}:1", what, "Correct the header, or remove that line.", "warning")
    language = catalog.header.get("Language", "")
    aliases = get_global("language_aliases")
    said, meant = (re.match(r"[A-Za-z]*", name)[0].lower() or name for name in (language, locale_id))
    if said and aliases.get(said, said) != aliases.get(meant, meant):
        what = f"says that it is in {language[:40]!r}."
        yield Finding(f"{where}:1", what, f"Check that the file belongs to {locale_id}.", "warning")


def clean_message(message: Message, locale_id: str) -> Message:
    """`message` as it is checked and shown: without harmless invisible characters, in Unicode's normal form NFC."""
    return replace(message, msgstrs=tuple(text_characters.clean(msgstr, locale_id) for msgstr in message.msgstrs))


def check_message(
    message: Message, *, domain: Domain, locale_id: str, nplurals: int, where: str, plural_forms: str = ""
) -> list[Finding]:
    """Everything wrong with the translation of `message`: errors forbid to show it.

    `where` names its file; `plural_forms` is the header of that name, without which the locale's own rule says which
    forms belong to a single number and may leave it out.
    """
    place = f"{where}:{message.line}" if message.line else where
    findings = []
    expected = 1 if message.plural is None else nplurals
    if len(message.msgstrs) != expected:
        what = f"{message.msgid[:50]!r} has {len(message.msgstrs)} plural forms, and the language has {expected}."
        findings.append(Finding(place, what, "Translate each form, and no more."))
    for form, msgstr in enumerate(clean_message(message, locale_id).msgstrs):
        wrong = _form_errors(message, form, msgstr, domain, locale_id, plural_forms)
        for what, remedy in wrong:
            quoted = f"{message.msgid[:50]!r}: the translation {msgstr[:80]!r} {what}"
            findings.append(Finding(place, quoted, remedy))
        if not wrong and domain == "content" and _stars(msgstr) > _stars(message.msgid):
            quoted = f"{message.msgid[:50]!r}: the translation {msgstr[:80]!r} shows a star."
            findings.append(
                Finding(place, quoted, "Write ** or * on both sides of the words, without a space.", "warning")
            )
        for what, remedy in text_warnings.warnings(message, msgstr, locale_id):
            findings.append(Finding(place, f"{message.msgid[:50]!r}: the translation {what}", remedy, "warning"))
    return findings


def _form_errors(
    message: Message, form: int, msgstr: str, domain: Domain, locale_id: str, plural_forms: str
) -> list[Wrong]:
    if message.plural is None:
        return list(_errors(message.msgid, msgstr, domain, locale_id))
    errors = list(_errors(message.plural, msgstr, domain, locale_id))
    if errors and form in single_number_forms(plural_forms, locale_id):
        # "One page", "two pages" in words: such a form may be like the singular, or leave its number out.
        for source in (message.msgid, _COUNT.sub("", message.plural).strip(), _COUNT.sub("", message.msgid).strip()):
            errors = min(errors, list(_errors(source, msgstr, domain, locale_id)), key=len)
    return errors


def _errors(msgid: str, msgstr: str, domain: Domain, locale_id: str) -> Iterator[Wrong]:
    if msgstr == msgid:
        return
    first = next(_plain_errors(msgid, msgstr, locale_id), None)
    if first:
        # Whatever else may be wrong, such a text is neither compared nor rendered.
        yield first
        return
    if _HEADER_TEXT.search(msgstr) and not _HEADER_TEXT.search(msgid):
        yield "is the header of a file.", "Write the translation."
    edges = [re.match(r"\s*", text)[0] + "|" + re.search(r"\s*$", text)[0] for text in (msgid, msgstr)]
    if edges[0] != edges[1]:
        yield "begins or ends with other spaces or line breaks than the source.", "Remove them."
    marks = list(_mark_errors(msgid, msgstr, domain))
    yield from marks
    # A wrong label is named once, not also as a number.
    one, other = (_LABEL.sub("]", text) for text in (msgid, msgstr))
    if domain == "content" and not marks:
        source, translation = rendered(msgid), rendered(msgstr)
        if source.elements != translation.elements:
            yield "makes other elements than the source.", "Keep the links, and write no Markdown but * and **."
        elif source.wordless < translation.wordless:
            yield "has a link or a picture without words.", "Write its text between [ and ]: a reader finds it by that."
        elif HAS_MARKS.search(msgstr) and not is_clean(msgid, msgstr):
            yield (
                "comes to HTML that a sanitiser would change.",
                "Keep what the source has between < and >, in its order.",
            )
        one, other = source.text, translation.text
    yield from _text_errors(one, other, locale_id)


def _plain_errors(msgid: str, msgstr: str, locale_id: str) -> Iterator[Wrong]:
    if not msgstr:
        yield "is empty.", "Translate each form."
    if len(msgstr) > 6 * len(msgid) + 120:
        yield "is many times as long as the source.", "Translate the sentence, and nothing more."
    if text_checks.endless_number(msgid, msgstr):
        yield "has other numbers than the source.", "Keep each number, in any digits your language uses."
    if hidden := text_characters.hidden_characters(msgid, msgstr, locale_id):
        yield f"holds {', '.join(hidden)}.", "Remove it: a reader would not see it."
    if text_characters.stacked_marks(msgstr):
        yield "has many marks on one letter.", "Remove them."
    if text_characters.struck_out(msgstr):
        yield "strikes letters or digits out.", "Remove the marks: a reader would take the text for taken back."
    if text_characters.shows_nothing(msgstr) and not text_characters.shows_nothing(msgid):
        yield "shows nothing.", "Write the translation."


def _mark_errors(msgid: str, msgstr: str, domain: Domain) -> Iterator[Wrong]:
    if _differ(_TAG, msgid, msgstr):
        yield "has other < or > than the source.", "Write no HTML."
    elif is_torn(msgstr) and not is_torn(msgid):
        yield "has HTML elements that do not end within each other.", "Let each end where it does in the source."
    if _differ(_ENTITY, msgid, msgstr):
        yield "has other codes such as &amp; than the source.", "Write the character itself."
    if _differ(_BRACES, msgid, msgstr):
        yield "has other {…} than the source.", f"Keep what stands in braces as it is: {_listed(_BRACES, msgid)}."
    if domain == "interface":
        if _differ(_PERCENT, msgid, msgstr):
            yield "has other placeholders than the source.", f"Keep each as it is: {_listed(_PERCENT, msgid)}."
        return
    if _differ(_NAMED_PERCENT, msgid, msgstr):
        yield "has other placeholders than the source.", "Remove it: nothing is filled in there."
    if _differ(_LABEL, msgid, msgstr):
        yield "has other links than the source.", "Keep each [text][1] with its number: translate only the text."
    elif _differ(_FOOTNOTE, msgid, msgstr):
        yield "has other footnotes than the source.", f"Keep each as it is: {_listed(_FOOTNOTE, msgid)}."
    elif _differ(_BRACKET, msgid, msgstr) or _differ(_MARKER, msgid, msgstr):
        yield "has other [ or ] than the source.", "Write round brackets."
    if _differ(_CODE, msgid, msgstr):
        yield "has other `code` than the source.", "Keep what stands between ` as it is."
    if msgid.count("\n") != msgstr.count("\n"):
        yield "has other line breaks than the source.", "Begin a new line where the source does, and nowhere else."


def _text_errors(msgid: str, msgstr: str, locale_id: str) -> Iterator[Wrong]:
    if hidden := text_characters.hidden_characters(msgid, msgstr, locale_id):
        yield f"shows {', '.join(hidden)}.", "Remove it: a reader would not see it."
    if text_checks.other_numbers(msgid, msgstr):
        yield "has other numbers than the source.", "Keep each number, in any digits your language uses."
    if text_checks.broken_number(msgid, msgstr):
        yield "has a letter or something invisible inside a number.", "Write only digits."
    if text_checks.addresses(msgid) != text_checks.addresses(msgstr):
        yield "has other addresses than the source.", "Keep each address; write a space after a full stop."
    if words := text_characters.mixed_scripts(msgstr) - text_characters.mixed_scripts(msgid):
        odd = ", ".join(text_characters.odd_letters(min(words)))
        yield f"mixes letters of different scripts in {min(words)!r} ({odd}).", "Type the word again with one keyboard."


def _stars(text: str) -> int:
    return rendered(text).text.count("*") if "*" in text else 0


def _differ(pattern: re.Pattern[str], msgid: str, msgstr: str) -> bool:
    return Counter(pattern.findall(msgid)) != Counter(pattern.findall(msgstr))


def _listed(pattern: re.Pattern[str], text: str) -> str:
    return ", ".join(dict.fromkeys(pattern.findall(text))) or "there is none"
