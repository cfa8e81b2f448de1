"""A build that would write what stands there already: told from the note of the last one, without Pelican or a template."""

from dataclasses import dataclass
from datetime import date

from plainsight.findings import Finding
from plainsight.last_build import Note, intact_files, read_inputs, read_note
from plainsight.output import Written
from plainsight.settings import Settings


@dataclass(frozen=True)
class Result:
    """What a build did: pages of one edition, editions by tag, files written, and the warnings to show; the file of the
    confirmation in each edition's folder.
    """

    pages: int
    editions: tuple[str, ...]
    written: Written
    findings: tuple[Finding, ...]
    confirmation: str


def unchanged(settings: Settings, today: date) -> Result | None:
    """What the last build of `settings` did, if nothing that it was made from has changed, and no file that it wrote."""
    note = read_note(settings.output)
    if note is None or note.inputs != read_inputs(settings, today).whole:
        return None
    intact, is_whole = intact_files(settings.output)
    return again(note, len(intact)) if is_whole else None


def again(note: Note, files: int) -> Result:
    """The result of a build that found its `files` as the one of `note` wrote them."""
    findings = tuple(Finding(*fields) for fields in note.report["findings"])
    known = note.report
    return Result(known["pages"], tuple(known["editions"]), Written(files, 0, 0), findings, known["confirmation"])
