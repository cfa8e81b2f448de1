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
    """`text` with every character that is not seen, but newlines and plain spaces, written as `<U+XXXX>`.

    Findings quote catalogs of strangers: bidirectional controls would reorder a terminal's line, escape sequences
    would drive it, and what shows nothing would look as if nothing were wrong.
    """
    return "".join(f"<U+{ord(c):04X}>" if _is_suspicious(c) else c for c in text)


# Letters, marks and symbols that show nothing.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def _is_suspicious(character: str) -> bool:
    if character in "\n " or (character.isascii() and character.isprintable()):
        return False
    is_variant = "\ufe00" <= character <= "\ufe0e" or "\U000e0100" <= character <= "\U000e01ef"
    return unicodedata.category(character)[0] in "CZ" or character in _UNSEEN or is_variant
