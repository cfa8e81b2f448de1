"""The one form of every message to a person: where, what, what to do."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing a check saw.

    `where` names a file, with line, message or entry if known (`content/pages/help.md:12`); `what` is a sentence
    about what is wrong; `remedy` is a sentence that says what to do. An `error` stops a build, a `warning` does not.
    """

    where: str
    what: str
    remedy: str
    level: Level = "error"

    def __str__(self) -> str:
        return escape_suspicious(f"{self.level}: {self.where}: {self.what} {self.remedy}")


class Refused(Exception):
    """Raised when error findings forbid to go on; `findings` holds all findings of the phase, warnings included."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = sorted(set(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """The error findings among `findings`, in order."""
    return [finding for finding in findings if finding.level == "error"]


def escape_suspicious(text: str) -> str:
    """`text` with every control, format, private-use and unassigned character but the newline written as `<U+XXXX>`.

    Findings quote catalogs of strangers: bidirectional controls would reorder a terminal's line, escape sequences
    would drive it.
    """
    return "".join(
        character if character == "\n" or unicodedata.category(character)[0] != "C" else f"<U+{ord(character):04X}>"
        for character in text
    )
