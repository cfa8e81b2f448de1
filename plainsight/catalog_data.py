"""A catalog in memory: messages as gettext means them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Key = tuple[str | None, str]
# How the note of a message begins on which a reader's safety depends.
CRITICAL = "critical."


@dataclass(frozen=True)
class Message:
    """A message. `msgstrs` has one text, or one for each plural form; empty texts are not translated.

    `comments` are the translator's (`#`), `notes` the source's (`#.`), `locations` the files it is from (`#:`),
    `previous` the msgid that a fuzzy translation was made for (`#|`); `line` is its line in the file, 0 for none.
    """

    context: str | None
    msgid: str
    plural: str | None = None
    msgstrs: tuple[str, ...] = ("",)
    fuzzy: bool = False
    obsolete: bool = False
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: str | None = None
    line: int = 0

    @property
    def key(self) -> Key:
        """What identifies the message within its catalog."""
        return (self.context, self.msgid)

    @property
    def translated(self) -> bool:
        """Whether every form has a text."""
        return bool(self.msgstrs) and all(self.msgstrs)


@dataclass(frozen=True)
class Catalog:
    """The messages of a file, in its order, without the header entry, which is `header` by name."""

    path: Path
    header: Mapping[str, str]
    header_comments: tuple[str, ...]
    messages: tuple[Message, ...]


def is_critical(message: Message) -> bool:
    """Whether a reader's safety depends on the message: the exit, emergency, the safety notice and the like."""
    return any(note.startswith(CRITICAL) for note in message.notes)
