"""Parts of a site, built on several machines, taken together: what they know is the note of one build."""

from collections.abc import Sequence
from pathlib import Path

from plainsight.editions import Edition
from plainsight.findings import Finding, Refused
from plainsight.last_build import Note, intact_files, read_note
from plainsight.site import Site

# The note of a part stands in its folder, so that it travels with it.
PART = "part.json"


def part_of(site: Site, locales: Sequence[str]) -> list[Edition]:
    """The editions of `site` in `locales`, a part of it; all for no locales. Raises `Refused` for others."""
    unknown = set(locales) - {edition.locale.id for edition in site.editions}
    if unknown:
        what = f"LOCALES does not name {', '.join(sorted(unknown))}."
        raise Refused([Finding(site.settings.where, what, "A part has locales of the whole site.")])
    return [edition for edition in site.editions if not locales or edition.locale.id in locales]


def assumed(site: Site, part: Sequence[Edition]) -> dict[tuple[str, str], int]:
    """What a part takes the other editions for without reading their catalogs: complete. Where that is wrong, the
    merge renders the page again.
    """
    own = {edition.locale.id for edition in part}
    others = [edition for edition in site.editions if edition.locale.id not in own]
    return {(slug, edition.locale.id): 100 for slug in site.pages for edition in others}


def find_parts(folder: Path) -> list[Path]:
    """The parts that lie in `folder`. Raises `Refused` where there is none."""
    found = sorted(path.parent for path in folder.glob(f"*/{PART}"))
    if not found:
        what = "holds no part of a site."
        raise Refused([Finding(str(folder), what, "Build parts into it: invoke build --part --locales … --output …")])
    return found


def take_together(parts: Sequence[Path]) -> tuple[Note, dict[str, str], dict[str, Path]]:
    """The notes of `parts` as one, the digests of their files, and in which part each lies.

    Raises `Refused` where a part is damaged, or was made from something else than the first.
    """
    whole, digests, places, findings = Note(), {}, {}, []
    for part in parts:
        note = read_note(part, PART)
        files, is_whole = intact_files(part)
        if note is None or not is_whole:
            findings.append(Finding(str(part), "is damaged, or not whole.", "Build this part again."))
            continue
        whole.inputs = whole.inputs or note.inputs
        if note.inputs != whole.inputs:
            what = "was made from other sources, settings or libraries, or on another day, than the first part."
            findings.append(Finding(str(part), what, "Build all parts of one commit on one day."))
            continue
        whole.common, whole.pages = note.common, note.pages
        shift = len(whole.found)
        whole.seen.update({path: None if at is None else at + shift for path, at in note.seen.items()})
        whole.found += note.found
        for name in ("keys", "bodies", "editions", "findings", "asked", "verdicts"):
            getattr(whole, name).update(getattr(note, name))
        for slug, percents in note.percents.items():
            whole.percents.setdefault(slug, {}).update(percents)
        digests.update(files)
        places.update(dict.fromkeys(files, part))
    if findings:
        raise Refused(findings)
    whole.inputs = ""  # no build wrote all of this
    return whole, digests, places
