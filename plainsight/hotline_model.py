"""The nouns of the hotline directory: a country, its emergency numbers, its hotlines and their channels."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

# How much of a date is known: a page of "2016-03" says no day, and none may be shown.
Known = Literal["year", "month", "day"]


@dataclass(frozen=True)
class Source:
    """A page where the entry was read. `date` is what the page says: `2024`, `2024-05`, `2024-05-16` or ""."""

    url: str
    kind: str
    date: str = ""
    note: str = ""


@dataclass(frozen=True)
class Channel:
    """One way to reach a hotline. `type` is an id of `hotline_words.CHANNELS`, `role` of `ROLES` or "" for the main one.

    `display` is what a reader sees and dials, left to right in every script; `href` is the link, or "" where none can
    be derived. `place` is the area of a `region` number. `keyword` is the text to send by SMS. `number` and `e164`
    are set where there is one to dial. `reach` is an id of `FROM_ABROAD`, or ""; `other` is the number as it is
    dialled from another country, where that looks different. `note` is for the editor and never published.
    """

    type: str
    display: str
    href: str = ""
    role: str = ""
    place: str = ""
    keyword: str = ""
    app: str = ""
    number: str = ""
    e164: str = ""
    toll_free: str = "unknown"
    abroad: str = "unknown"
    reach: str = ""
    other: str = ""
    note: str = ""
    where: str = field(default="", compare=False)


@dataclass(frozen=True)
class Emergency:
    """An emergency number as dialled; `services` are ids of `hotline_words.SERVICES`.

    `conflicting` is True where sources contradict each other: such a number is kept for the editor, never shown.
    """

    number: str
    services: tuple[str, ...]
    href: str
    confidence: str = "low"
    conflicting: bool = False
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    where: str = field(default="", compare=False)


@dataclass(frozen=True)
class Line:
    """A hotline. Ids are those of `hotline_words`; `languages` are ISO 639 codes, `timezone` an IANA name.

    `is_24_7` and `opening_hours` (OpenStreetMap syntax) are None and "" where unknown. `verified` is the day on which
    somebody checked the entry. `seen` is the first day on which it can have been right: the latest date that a source
    carries (`seen_from` "source"), or only the day of compiling (`"compiled"`); of `2016-03` it is the first, and
    `seen_known` is "month". `notes` are for the editor.
    """

    id: str
    name: str
    local_name: str = ""
    category: str = "anti_trafficking"
    operator: str = ""
    operator_type: str = "unknown"
    status: str = "listed"
    confidence: str = "low"
    channels: tuple[Channel, ...] = ()
    is_24_7: bool | None = None
    opening_hours: str = ""
    timezone: str = ""
    languages: tuple[str, ...] = ()
    toll_free: str = "unknown"
    anonymous: str = "unknown"
    audience: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    verified: date | None = None
    verified_by: str = ""
    seen: date | None = None
    seen_from: str = "source"
    seen_known: Known = "day"
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    where: str = field(default="", compare=False)


@dataclass(frozen=True)
class Country:
    """One hotline file: `code` is ISO 3166-1 alpha-2 in lower case (or `xk`).

    `emergency` holds the numbers to show, `emergency_conflicting` those on which sources contradict each other.
    """

    code: str
    emergency: tuple[Emergency, ...] = ()
    lines: tuple[Line, ...] = ()
    emergency_conflicting: tuple[Emergency, ...] = ()
    notes: tuple[str, ...] = ()
    where: str = field(default="", compare=False)


def partial_date(text: str) -> date:
    """The first day of `2024`, `2024-05` or `2024-05-16`; raises `ValueError` for anything else."""
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(part.isascii() for part in parts):
        raise ValueError(f"{text!r} is not a date")
    year, month, day = (*map(int, parts), 1, 1)[:3]
    return date(year, month, day)


def known(text: str) -> Known:
    """How much of a date `2024`, `2024-05` or `2024-05-16` says."""
    return ("year", "month", "day")[text.count("-")]


def partial_text(day: date, known: Known) -> str:
    """The opposite of `partial_date`: `day` as ISO 8601, as far as it is known."""
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[known]]
