"""What a translation must not break. The build runs it on each message: what fails is not shown, the source text is."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from plainsight import text_checks
from plainsight.catalog_data import Catalog, Key, Message
from plainsight.findings import Finding
from plainsight.inline import structure
from plainsight.plurals import parse_plural, plural_count

Domain = Literal["interface", "content"]
_LABEL = re.compile(r"\]\[(\d+)\]")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
_PERCENT = re.compile(r"%\([a-z_]+\)[sd]|%%|%")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_CODE = re.compile(r"(`+)(.+?)\1")


def check_catalog(catalog: Catalog, *, domain: Domain, locale_id: str) -> tuple[set[Key], list[Finding]]:
    """The keys of the messages of `catalog` that must not be shown, and every finding about it.

    An error finding belongs to each refused message; warnings refuse nothing. Fuzzy and obsolete messages are not
    shown anyway, so they are not checked.
    """
    refused: set[Key] = set()
    findings = list(_check_header(catalog, locale_id))
    count = plural_count(catalog.header.get("Plural-Forms", ""), locale_id)
    for message in catalog.messages:
        if message.fuzzy or message.obsolete or not any(message.msgstrs):
            continue
        found = check_message(message, domain=domain, locale_id=locale_id, nplurals=count, where=str(catalog.path))
        findings += found
        if any(finding.level == "error" for finding in found):
            refused.add(message.key)
    return refused, [_located(finding, catalog) for finding in findings]


def _located(finding: Finding, catalog: Catalog) -> Finding:
    parts = catalog.path.parts
    name = "/".join(parts[parts.index("translations") :]) if "translations" in parts else catalog.path.name
    return Finding(finding.where.replace(str(catalog.path), name), finding.what, finding.remedy, finding.level)


def _check_header(catalog: Catalog, locale_id: str) -> Iterator[Finding]:
    rule = catalog.header.get("Plural-Forms", "")
    if rule:
        try:
            parse_plural(rule)
        except ValueError as error:
            what = f"has a Plural-Forms header that is {error}; the rule of the locale is used."
            yield Finding(f"{catalog.path}:1", what, "Correct the header, or remove that line.", "warning")
    language = catalog.header.get("Language", "").replace("-", "_")
    if language and language.split("_")[0] != locale_id.split("_")[0]:
        what = f"says that it is in {language!r}."
        yield Finding(f"{catalog.path}:1", what, f"Check that the file belongs to {locale_id}.", "warning")


def check_message(message: Message, *, domain: Domain, locale_id: str, nplurals: int, where: str) -> list[Finding]:
    """Everything wrong with the translation of `message`: errors forbid to show it. `where` names its file."""
    place = f"{where}:{message.line}" if message.line else where
    findings = []
    expected = 1 if message.plural is None else nplurals
    if len(message.msgstrs) != expected:
        what = f"{message.msgid[:50]!r} has {len(message.msgstrs)} plural forms, and the language has {expected}."
        findings.append(Finding(place, what, "Translate each form, and no more."))
    for msgstr in message.msgstrs:
        # A singular form may leave the number out: "one page".
        sources = [message.msgid] if message.plural is None else [message.plural, message.msgid]
        attempts = [[*_errors(source, msgstr, domain, locale_id)] for source in sources]
        for what, remedy in min(attempts, key=len):
            quoted = f"{message.msgid[:50]!r}: the translation {msgstr[:80]!r} {what}"
            findings.append(Finding(place, quoted, remedy))
        for what, remedy in _warnings(message.msgid, msgstr, locale_id):
            findings.append(Finding(place, f"{message.msgid[:50]!r}: {what}", remedy, "warning"))
    return findings


def _errors(msgid: str, msgstr: str, domain: Domain, locale_id: str) -> Iterator[tuple[str, str]]:
    if not msgstr:
        yield "is empty.", "Translate each form."
        return
    yield from _character_errors(msgid, msgstr, locale_id)
    if _differ(re.compile("[<>]").findall, msgid, msgstr):
        yield "has other < or > than the source.", "Write no HTML."
    if domain == "interface":
        if _differ(_PERCENT.findall, msgid, msgstr):
            yield "has other placeholders than the source.", f"Keep each as it is: {_listed(_PERCENT, msgid)}."
    else:
        if _differ(_BRACES.findall, msgid, msgstr):
            yield "has other {…} than the source.", "Keep what stands in braces as it is."
        if _differ(_LABEL.findall, msgid, msgstr):
            yield "has other links than the source.", "Keep each [text][1] with its number: translate only the text."
        if _differ(_FOOTNOTE.findall, msgid, msgstr):
            yield "has other footnotes than the source.", f"Keep each as it is: {_listed(_FOOTNOTE, msgid)}."
        if _differ(_CODE.findall, msgid, msgstr):
            yield "has other `code` than the source.", "Keep what stands between ` as it is."
        if "\n\n" in msgstr or structure(msgid) != structure(msgstr):
            yield "makes other elements than the source.", "Keep the links, and write no Markdown but * and **."


def _character_errors(msgid: str, msgstr: str, locale_id: str) -> Iterator[tuple[str, str]]:
    if hidden := [c for c in text_checks.hidden_characters(msgstr, locale_id)]:
        yield f"holds {', '.join(hidden)}.", "Remove it: a reader would not see it."
    if text_checks.stacked_marks(msgstr):
        yield "has many marks on one letter.", "Remove them."
    if not any(unicodedata.category(c)[0] in "LNPS" for c in msgstr if c not in "\u3164\u115f\u1160\uffa0"):
        yield "shows nothing.", "Write the translation."
    if msgstr != msgstr.strip() and msgid == msgid.strip():
        yield "begins or ends with a space.", "Remove it."
    if text_checks.digit_runs(msgid) != text_checks.digit_runs(msgstr) or text_checks.joined_digits(msgstr):
        yield "has other numbers than the source.", "Keep each number, in any digits your language uses."
    if text_checks.letters_among_digits(msgstr) and not text_checks.letters_among_digits(msgid):
        yield "has a letter inside a number.", "Write digits."
    if text_checks.addresses(msgid) != text_checks.addresses(msgstr):
        yield "has other addresses than the source.", "Addresses are not translated: keep each as it is."
    if (word := text_checks.mixed_scripts(msgstr)) and not text_checks.mixed_scripts(msgid):
        yield f"mixes letters of different scripts in {word!r}.", "Type the word again with one keyboard."
    if len(msgstr) > 6 * len(msgid) + 120:
        yield "is many times as long as the source.", "Translate the sentence, and nothing more."


def _warnings(msgid: str, msgstr: str, locale_id: str) -> Iterator[tuple[str, str]]:
    if msgstr == msgid and len(msgid.split()) > 2 and not locale_id.startswith("en"):
        yield "is not translated.", "Translate it, or leave it empty."
    if unicodedata.normalize("NFC", msgstr) != msgstr:
        yield "is not in Unicode's normal form NFC.", "Type it again, or have your editor normalise it."


def _differ(find, msgid: str, msgstr: str) -> bool:
    return Counter(find(msgid)) != Counter(find(msgstr))


def _listed(pattern: re.Pattern[str], text: str) -> str:
    return ", ".join(dict.fromkeys(pattern.findall(text))) or "there is none"
