"""Keeps translations when the author says that an edit changed no meaning: `invoke minor-edit`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from plainsight.catalog_checks import check_message
from plainsight.catalog_data import Catalog, Message
from plainsight.extract import DOMAINS, extract_templates
from plainsight.findings import Finding, Refused, errors
from plainsight.merge import THRESHOLD
from plainsight.po_read import read_po
from plainsight.po_write import format_po
from plainsight.review import read_reviews, review_code

_READ = "Give the old text and the new one as they stand in a catalog (msgid), each in quotation marks."


@dataclass(frozen=True)
class Done:
    """What a minor edit did: the pairs of texts, the catalogs that changed, and how many reviews it has made void."""

    pairs: tuple[tuple[str, str], ...]
    catalogs: tuple[str, ...]
    void: int


def minor_edit(root: Path, pairs: Sequence[tuple[str, str]], source: str) -> Done:
    """Give the translations of each old text to the new one, in every locale, before `update` or after it.

    `source` is the id of the source locale. The new text stands in the pages or templates by now, the old one does not. Raises `Refused`, and changes nothing,
    where numbers, labels, placeholders or anything else differs that a translation must keep.
    """
    templates = extract_templates(root)
    wanted: dict[str, dict[str, tuple[str, list[Message]]]] = {domain: {} for domain in DOMAINS}
    findings: list[Finding] = []
    for old, new in pairs:
        found = [(domain, m) for domain in DOMAINS for m in templates[domain].messages if m.msgid == new]
        findings += _check(old, new, templates, found, source)
        for domain, message in found:
            wanted[domain].setdefault(old, (new, []))[1].append(message)
    catalogs = list(_catalogs(root, findings))
    if errors(findings):
        raise Refused(findings)
    changed, void = [], 0
    for path, domain, catalog in catalogs:
        after = _rekeyed(catalog, domain, wanted[domain], source)
        if after.messages != catalog.messages:
            reviews, _ = read_reviews(path.parent.parent)
            codes = {review_code(message) for message in after.messages}
            void += sum(review_code(m) in reviews and review_code(m) not in codes for m in catalog.messages)
            path.write_text(format_po(after), encoding="utf-8")
            changed.append(path.relative_to(root).as_posix())
    return Done(tuple(pairs), tuple(changed), void)


def pairs_of_page(root: Path, name: str) -> list[tuple[str, str]]:
    """The old and the new text of each message of a campaign page that was edited since its catalogs were updated.

    Before `update`, what the catalogs have of the page is compared with the page; after it, what is fuzzy says what it
    was. Raises `Refused` where it is not sure which text became which.
    """
    where = f"content/pages/{Path(name).name.removesuffix('.md')}.md"
    template = extract_templates(root)["content"]
    new = [message.msgid for message in template.messages if where in message.locations]
    if not new:
        raise Refused([Finding(where, "has no messages.", "Name a page of content/pages.")])
    known = {message.msgid for message in template.messages}
    pairs: dict[str, str] = {}
    findings: list[Finding] = []
    for _, domain, catalog in _catalogs(root, findings):
        if domain != "content":
            continue
        live = [m for m in catalog.messages if not m.obsolete and where in m.locations]
        for message in live:
            if message.fuzzy and message.previous and message.previous not in known and message.msgid in known:
                pairs.setdefault(message.previous, message.msgid)
        gone = [m.msgid for m in live if m.msgid not in known]
        come = [msgid for msgid in new if msgid not in {m.msgid for m in catalog.messages}]
        found = _paired(gone, come)
        if found is None:
            what = f"{len(gone)} texts are gone from the page and {len(come)} are new, and not each is like one of the others."
            findings.append(Finding(where, what, _READ))
        for one, other in (found or {}).items():
            pairs.setdefault(one, other)
    if errors(findings):
        raise Refused(findings)
    if not pairs:
        raise Refused([Finding(where, "has no edited text.", "Edit the page first, or name the old and the new text.")])
    return list(pairs.items())


def _paired(gone: list[str], come: list[str]) -> dict[str, str] | None:
    """Each text of `gone` with the one of `come` that is most like it; None where that is not one to one."""
    if len(gone) != len(come):
        return None
    found = {one: max(come, key=partial(_likeness, one)) for one in gone}
    back = {other: max(gone, key=partial(_likeness, other)) for other in come}
    sure = all(back[other] == one and _likeness(one, other) >= THRESHOLD for one, other in found.items())
    return found if sure else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _check(
    old: str, new: str, templates: dict[str, Catalog], found: list[tuple[str, Message]], source: str
) -> Iterator[Finding]:
    where = f"{old[:60]!r}"
    if not old.strip() or old == new:
        yield Finding(where, "is not another text than the new one.", _READ)
        return
    if not found:
        yield Finding(
            where, f"should become {new[:60]!r}, which no page and no template says.", f"Edit the source first. {_READ}"
        )
    contexts = {(domain, message.context) for domain, message in found}
    for domain, template in templates.items():
        if any(m.msgid == old and (domain, m.context) in contexts for m in template.messages):
            yield Finding(
                where,
                "is still said by a page or a template.",
                "Edit it everywhere, or let translators see the new text.",
            )
    for domain in sorted({domain for domain, _ in found}):
        # What a translation must keep, an edit without a new meaning must keep as well.
        for wrong in _breaks(old, new, domain, source):
            remedy = "That is no minor edit: run invoke extract update, and let translators look at it."
            yield Finding(where, wrong, remedy)


def _breaks(old: str, new: str, domain: str, source: str) -> list[str]:
    message = Message(None, old, msgstrs=(new,))
    found = check_message(message, domain=domain, locale_id=source, nplurals=1, where="")
    return [finding.what for finding in errors(found)]


def _catalogs(root: Path, findings: list[Finding]) -> Iterator[tuple[Path, str, Catalog]]:
    """Every catalog of every locale; what is wrong with its file is appended to `findings`."""
    for path in sorted((root / "translations").glob("*/LC_MESSAGES/*.po")):
        if path.stem in DOMAINS:
            catalog, wrong = read_po(path)
            findings += errors(wrong)
            yield path, path.stem, catalog


def _rekeyed(catalog: Catalog, domain: str, wanted: dict[str, tuple[str, list[Message]]], source: str) -> Catalog:
    messages = {message.key: message for message in catalog.messages}
    for old, (new, targets) in wanted.items():
        for target in targets:
            before, after = messages.get((target.context, old)), messages.get(target.key)
            known = before.plural if before else None
            stands = known == target.plural or bool(
                known and target.plural and not _breaks(known, target.plural, domain, source)
            )
            if after is not None and after.fuzzy and after.previous == old and after.translated and stands:
                messages[target.key] = replace(after, fuzzy=False, previous=None)
                _drop(messages, (target.context, old), after.msgstrs)
            elif before is not None and before.translated and stands and (after is None or not after.translated):
                moved = replace(
                    before,
                    msgid=new,
                    plural=target.plural,
                    obsolete=False,
                    notes=target.notes,
                    locations=target.locations,
                )
                messages = _put(messages, before.key, moved)
    return replace(catalog, messages=tuple(messages.values()))


def _drop(messages: dict, key: tuple[str | None, str], msgstrs: tuple[str, ...]) -> None:
    """Forget the old text where it holds nothing more than what the new one has now."""
    if key in messages and messages[key].obsolete and messages[key].msgstrs == msgstrs:
        del messages[key]


def _put(messages: dict, key: tuple[str | None, str], moved: Message) -> dict:
    """`messages` with `moved` in the place of `key`, and nowhere else."""
    there = {name: message for name, message in messages.items() if name != moved.key}
    return {
        (moved.key if name == key else name): (moved if name == key else message) for name, message in there.items()
    }
