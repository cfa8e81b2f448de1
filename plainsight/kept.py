"""Which pages of the last build are still what this one would write.

A page is made from what every page may depend on, its own source, the catalogs of its edition, and how much of the
same page is in the language of each edition (its language menu). No other page's text can be reached while it is
rendered (`alone`), and an edition that is asked while another is rendered is noted (`Edition`).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from plainsight.editions import Edition
from plainsight.findings import Finding
from plainsight.last_build import Inputs, Note, digest
from plainsight.locale_ids import all_locale_folders, fallback_chain
from plainsight.page_quick import Passed
from plainsight.site import Site
from plainsight.targets import Target, listed_in, targets
from plainsight.verdicts import Verdict


class Kept:
    """What the last build knows that still holds for `site`, made from `inputs`; `note` is that build's, an empty one
    where what every page may depend on has changed.

    `intact` are the digests of the files that are as it wrote them; those in `places` lie in another folder than the
    output.
    """

    def __init__(self, site: Site, inputs: Inputs, note: Note, intact: Mapping[str, str], places: Mapping[str, Path]):
        self._inputs, self.intact, self.places, self._note = inputs, intact, places, note
        self.editions, self.pages = _editions(site, inputs), _pages(site, inputs)
        self._same_editions = {key for key, value in self.editions.items() if self._note.editions.get(key) == value}
        same_pages = {key for key, value in self.pages.items() if self._note.pages.get(key) == value}
        self.percents = {
            (slug, locale): percent
            for slug in same_pages
            for locale, percent in self._note.percents.get(slug, {}).items()
            if locale in self._same_editions
        }
        self._menus: dict[str, str] = {}

    def findings(self, locale_id: str) -> tuple[Finding, ...] | None:
        """The findings about the catalogs of an edition; None where they must be found."""
        if locale_id not in self._same_editions or locale_id not in self._note.findings:
            return None
        return _findings(self._note.findings[locale_id])

    def body(self, path: str) -> tuple[Finding, ...]:
        """The findings about the text of a page that is kept."""
        return _findings(self._note.bodies.get(path, ()))

    def asked(self, locale_id: str) -> frozenset[str]:
        """The other editions that pages of the edition are known to ask."""
        return frozenset(self._note.asked.get(locale_id, ()))

    def key(self, site: Site, target: Target, asked: Iterable[str]) -> str:
        """What the page `target` is made from; `asked` are the other editions that its edition asks. `site` knows how
        much of each page is in each language.
        """
        if target.slug not in self._menus:
            self._menus[target.slug] = "".join("1" if found else "0" for found in listed_in(site, target.slug))
        source = self.pages.get(target.page.slug, "") if target.page else ""
        catalogs = [self.editions[locale_id] for locale_id in (target.edition.locale.id, *sorted(asked))]
        return digest(self._inputs.common, target.path, source, self._menus[target.slug], *catalogs)

    def is_kept(self, site: Site, target: Target) -> bool:
        """Whether the file of `target` is there as this build would write it."""
        known = self._note.keys.get(target.path)
        if known is None or target.path not in self.intact or target.path not in self._note.seen:
            return False
        return known == self.key(site, target, self.asked(target.edition.locale.id))

    def seen(self, path: str) -> Passed | None:
        """What the quick look found on a page that is kept."""
        place, tag = self._note.seen[path], path.partition("/")[0]
        if place is None:
            return None
        ids, anchors = self._note.found[place]
        return Passed(
            frozenset(ids), tuple((f"{tag}/{name}" if near else name, found) for near, name, found in anchors)
        )

    def guess(self, target: Target) -> bool:
        """Whether `target` may be kept, as far as that can be told before every catalog has been read."""
        is_same = target.page is None or (target.page.slug, target.edition.locale.id) in self.percents
        return is_same and target.edition.locale.id in self._same_editions and target.path in self.intact

    def note(
        self,
        site: Site,
        editions: Iterable[Edition],
        asked: Mapping[str, frozenset[str]],
        seen: Mapping[str, Passed | None],
        findings: Mapping[str, tuple[Finding, ...]],
        bodies: Mapping[str, tuple[Finding, ...]],
        verdicts: Mapping[str, Verdict],
        report: dict[str, Any],
    ) -> Note:
        """The note of the build of `editions` that has just been done, with what it found out."""
        ids = {edition.locale.id for edition in editions}
        pages = [target for target in targets(site) if target.edition.locale.id in ids]
        noted, found = as_noted({target.path: seen[target.path] for target in pages})
        percents: dict[str, dict[str, int]] = {}
        for (slug, locale_id), percent in site.percents.items():
            if locale_id in ids:
                percents.setdefault(slug, {})[locale_id] = percent
        return Note(
            self._inputs.whole,
            self._inputs.common,
            report,
            {target.path: self.key(site, target, asked[target.edition.locale.id]) for target in pages},
            _noted(bodies),
            noted,
            found,
            self.pages,
            {locale_id: self.editions[locale_id] for locale_id in ids},
            _noted(findings),
            {key: sorted(value) for key, value in asked.items()},
            percents,
            {**self._note.verdicts, **verdicts},
        )


def _findings(noted: Iterable[list[str]]) -> tuple[Finding, ...]:
    return tuple(Finding(*fields) for fields in noted)


def _noted(findings: Mapping[str, tuple[Finding, ...]]) -> dict[str, list[list[str]]]:
    return {key: [[one.where, one.what, one.remedy, one.level] for one in found] for key, found in findings.items()}


def as_noted(seen: Mapping[str, Passed | None]) -> tuple[dict[str, int | None], list[Any]]:
    """What the quick look found, by path, as `seen` and `found` of a note: the same page of two editions holds the same."""
    places: dict[Any, int] = {}
    noted: dict[str, int | None] = {}
    for path, passed in seen.items():
        noted[path] = None
        if passed:
            folder = f"{path.partition('/')[0]}/"
            anchors = ((name.startswith(folder), name.removeprefix(folder), found) for name, found in passed.anchors)
            noted[path] = places.setdefault((tuple(sorted(passed.ids)), tuple(anchors)), len(places))
    return noted, list(places)


def _editions(site: Site, inputs: Inputs) -> dict[str, str]:
    folders = all_locale_folders(site.settings.translations)
    return {
        edition.locale.id: digest(
            *(
                f"{folder.name}\n{inputs.locales.get(folder.name, '')}"
                for locale_id in ((edition.locale.id,) if edition.is_pseudo else fallback_chain(edition.locale.id))
                for folder in folders.get(locale_id, ())
            )
        )
        for edition in site.editions
    }


def _pages(site: Site, inputs: Inputs) -> dict[str, str]:
    sources = {path.rpartition("/")[2].removesuffix(".md"): found for path, found in inputs.pages.items()}
    # A page that is made from another file, such as a step of a tree, is made from what is common to all.
    return {slug: sources.get(slug, "") for slug in site.pages}
