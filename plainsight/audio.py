"""Recordings of pages, for readers who read little: one MP3 file a page and locale, in `content/audio/<locale>/`."""

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from plainsight.findings import Finding
from plainsight.pages import SourcePage

# About five minutes of speech in one voice: many readers pay for each megabyte.
LIMIT = 2_000_000
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.mp3")
_WHERE = "content/audio"


def load_recordings(
    content: Path, pages: Iterable[SourcePage], locales: Collection[str], source: str
) -> tuple[Mapping[tuple[str, str], bytes], list[Finding]]:
    """Each recording that a page names, by locale id and file name, as it is published; and what is wrong with them.

    `content` is the content folder, `source` the id of the source locale. A recording that another locale lacks is no
    finding: that edition of the page offers none.
    """
    found: dict[tuple[str, str], bytes] = {}
    findings: list[Finding] = []
    named = {page.fields["audio"]: page for page in pages if "audio" in page.fields}
    for name, page in named.items():
        where = f"{page.path}:{max(page.line_of('audio = '), 1)}"
        if not _NAME.fullmatch(name):
            remedy = "Use lower-case letters, digits and single hyphens, and the ending .mp3."
            findings.append(Finding(where, f"audio is {name!r}.", remedy))
        elif not (content / "audio" / source / name).is_file():
            remedy = "Put it there, or remove the line audio = …"
            findings.append(Finding(where, f"there is no recording {_WHERE}/{source}/{name}.", remedy))
    for path in sorted((content / "audio").glob("*/*")):
        locale, where = path.parent.name, f"{_WHERE}/{path.parent.name}/{path.name}"
        if locale not in locales or path.name not in named:
            what = "is played by no page of this site."
            remedy = 'Name it in the front matter of a page (audio = "…"), in a folder called like a locale of LOCALES.'
            findings.append(Finding(where, what, remedy, "warning"))
            continue
        sound = without_tags(path.read_bytes())
        if not _is_mp3(sound):
            findings.append(Finding(where, "is no MP3 file.", "Save the recording as MP3: every browser plays it."))
        elif len(sound) > LIMIT:
            what = f"is {len(sound):,} bytes; {LIMIT:,} are allowed, because readers pay for them."
            findings.append(Finding(where, what, "Save it in one channel at 48 kbit/s, or shorten it."))
        else:
            found[locale, path.name] = sound
    return found, findings


def without_tags(sound: bytes) -> bytes:
    """An MP3 file without its ID3 tags: they can say who spoke, where, and with what."""
    while sound[:3] == b"ID3" and len(sound) > 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(sound[6:10], (21, 14, 7, 0), strict=True))
        sound = sound[10 + size + (10 if sound[5] & 0x10 else 0) :]
    return sound[:-128] if sound[-128:-125] == b"TAG" else sound


def _is_mp3(sound: bytes) -> bool:
    """Whether it begins with a frame of MPEG audio, layer III."""
    sound = sound.lstrip(b"\0")
    return len(sound) > 4 and sound[0] == 0xFF and sound[1] & 0xE6 == 0xE2
