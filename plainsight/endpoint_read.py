"""What came with a request to the local endpoint: answers and files, in each of the three encodings."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from plainsight.tip_store import TipFile

TEXT_LIMIT = 1024 * 1024
FILE_LIMIT = 10 * 1024 * 1024
_BODY_LIMIT = TEXT_LIMIT * 4 + FILE_LIMIT * 2  # percent signs triple text; several files may come
_MOST_FIELDS = 5000


@dataclass(frozen=True)
class Sent:
    """What a sender sent: every name with its values in the order sent, nothing trimmed, and the files."""

    answers: Mapping[str, tuple[str, ...]]
    files: tuple[TipFile, ...] = ()


class NotStored(Exception):
    """A tip that is not stored: why, as a status, a field and a code for scripts, and a sentence for people."""

    def __init__(self, status: int, field: str, code: str, reason: str, sent: Sent | None = None):
        self.status, self.field, self.code, self.reason = status, field, code, reason
        self.sent = sent or Sent({})
        super().__init__(code)


async def read_body(request: Request) -> bytes:
    """The whole body. Raises `NotStored` if it is too big or was cut off."""
    body = bytearray()
    size = 0
    # Read to the end even when it is too much: an answer in the middle of sending shows as a broken connection.
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size <= _BODY_LIMIT:
                body += chunk
    except ClientDisconnect:
        raise NotStored(400, "", "unreadable", "The form did not arrive whole.") from None
    if size > _BODY_LIMIT:
        raise NotStored(413, "what", "too_large", "It is too big. Send it again with less text and no file.")
    return bytes(body)


async def parse_body(request: Request, body: bytes) -> Sent:
    """What `body` says, by the content type of `request`. Raises `NotStored` where it cannot be read or is too big."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        sent = Sent(_gather(_parse_urlencoded(body)))
    elif kind == "multipart/form-data":
        sent = await _parse_multipart(request, body)
    elif kind == "application/json":
        sent = Sent(_parse_json(body))
    else:
        raise NotStored(415, "", "unknown_type", "The form was sent in a way that cannot be read here.")
    for file in sent.files:
        if len(file.content) > FILE_LIMIT:
            raise NotStored(413, file.field, "too_large", "The file is too big. Send the text again without it.", sent)
    if sum(len(value) for values in sent.answers.values() for value in values) > TEXT_LIMIT:
        raise NotStored(413, "what", "too_large", "The text is too long. Make it shorter.", sent)
    return sent


def _parse_urlencoded(body: bytes) -> list[tuple[str, str]]:
    # Bytes that are not UTF-8 are kept as they came, as escapes: an old phone's letters can still be made out later.
    kept = "surrogateescape"
    try:
        return parse_qsl(body.decode("utf-8", kept), keep_blank_values=True, errors=kept, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise NotStored(413, "what", "too_large", "The form has too many fields.") from None


async def _parse_multipart(request: Request, body: bytes) -> Sent:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    pairs, files = [], []
    _, options = parse_options_header(request.headers["content-type"])
    # The parser takes a body that was cut off for a whole one, without its last fields.
    if b"--" + options.get(b"boundary", b"") + b"--" not in body:
        raise NotStored(400, "", "unreadable", "The form arrived damaged. Send it again.")
    try:
        async with Request(request.scope, receive).form(
            max_files=20, max_fields=_MOST_FIELDS, max_part_size=_BODY_LIMIT
        ) as form:
            for name, value in form.multi_items():
                if not isinstance(value, UploadFile):
                    pairs.append((name, value))
                elif value.filename or value.size:  # a file box left empty arrives as a nameless empty file
                    content = await value.read()
                    files.append(TipFile(name, value.filename or "", value.content_type or "", content))
    except HTTPException:
        raise NotStored(400, "", "unreadable", "The form arrived damaged. Send it again.") from None
    return Sent(_gather(pairs), tuple(files))


def _parse_json(body: bytes) -> dict[str, tuple[str, ...]]:
    try:
        content = json.loads(body, object_pairs_hook=_keep_repeats)
    except (ValueError, RecursionError):
        raise NotStored(400, "", "unreadable", "The tip arrived damaged. Send it again.") from None
    if not isinstance(content, dict):
        raise NotStored(422, "", "not_an_object", "The tip is not a set of named answers.")
    return {name: _texts(value) for name, value in content.items()}


def _keep_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, list[object]] = {}
    for name, value in pairs:
        found.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    several = {name for name, value in pairs if isinstance(value, list)}
    return {name: values if name in several or len(values) > 1 else values[0] for name, values in found.items()}


def _texts(value: object) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [value]
    return tuple(
        item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in several if item is not None
    )


def _gather(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    answers: dict[str, list[str]] = {}
    for name, value in pairs:
        answers.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in answers.items()}
