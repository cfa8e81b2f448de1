"""What the last build left, as the next one finds it; whether that would write what stands there already.

The latter is told from the note of the last build, without a template.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from plainsight.findings import Finding
from plainsight.last_build import intact_files, read_inputs, read_note
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


class Before:
    """The last build of `settings`: `inputs` are what the next one is made from at this moment, on the day `today`, and
    `note` is what is known of the last one, if anything.
    """

    def __init__(self, settings: Settings, today: date):
        self.today, self.inputs, self.note = today, read_inputs(settings, today), read_note(settings.output)
        self._output = settings.output

    @cached_property
    def files(self) -> tuple[dict[str, str], bool]:
        """What `intact_files` gives: the files that are as it wrote them, and whether those are all."""
        return intact_files(self._output) if self.note else ({}, False)

    def again(self) -> Result | None:
        """What the last build did, if nothing that it was made from has changed, and no file that it wrote."""
        if self.note is None or self.note.inputs != self.inputs.whole or not self.files[1]:
            return None
        known = self.note.report
        findings = tuple(Finding(*fields) for fields in known["findings"])
        written = Written(len(self.files[0]), 0, 0)
        return Result(known["pages"], tuple(known["editions"]), written, findings, known["confirmation"])
