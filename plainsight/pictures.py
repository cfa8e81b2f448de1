"""A publisher's own pictures: SVG and PNG files, refused where they could run, fetch or tell something."""

import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from plainsight.findings import Finding

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_PAINTS = {"defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask"}
_TEXTS = {"title", "desc", "text", "tspan"}
_ELEMENTS = {"svg", "g"} | _SHAPES | _PAINTS | _TEXTS
# What programs for drawing add, and no browser shows.
_UNSEEN = {"metadata", "namedview"}
_LOCAL = re.compile(r"#[\w.-]+")
_ELSEWHERE = re.compile(r"url\(\s*(?!['\"]?#)|@import|expression|javascript:|\\", re.IGNORECASE)
# Parts of a PNG file that its pixels need; the rest can say who made it, where and when.
_PNG_PARTS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_PNG_START = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Picture:
    """A picture as it is written: its bytes, `kind` (its file's suffix, "svg" or "png"), width and height in pixels."""

    content: bytes
    kind: str
    width: int
    height: int


def read_picture(path: Path, where: str, limit: int, wordless: bool = False) -> tuple[Picture | None, list[Finding]]:
    """The picture at `path`; None where it cannot be used, with findings that say why. `where` names it in findings.

    `limit` is in bytes, as written. A `wordless` picture holds no text, not even a title.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return None, [
            Finding(where, f"cannot be read: {error.strerror}.", "Put the file there, or correct the setting.")
        ]
    if content.startswith(_PNG_START):
        picture, faults = _read_png(content)
    else:
        picture, faults = _read_svg(content, wordless)
    findings = [Finding(where, what, remedy) for what, remedy in faults]
    if picture and len(picture.content) > limit:
        what = f"is {len(picture.content):,} bytes; {limit:,} are allowed, because readers pay for them."
        findings.append(Finding(where, what, "Make it smaller or simpler."))
    return (None if findings else picture), findings


def _read_svg(content: bytes, wordless: bool) -> tuple[Picture | None, list[tuple[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [("is neither a PNG file nor SVG in UTF-8.", "Save the picture as one of the two.")]
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None, [("declares a document type, which can hide anything.", "Save it as plain SVG.")]
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - a document type is refused above, so nothing can grow
    except (ElementTree.ParseError, ValueError):
        return None, [("is neither a PNG file nor well-formed SVG.", "Save the picture as one of the two.")]
    if root.tag != f"{_SVG}svg":
        return None, [("is not SVG: its first element is another.", "Save it as plain SVG.")]
    faults = _clean(root, wordless)
    size = _svg_size(root)
    if size is None:
        faults.append(("does not say how large it is.", 'Give its svg element a viewBox="0 0 width height".'))
    if faults:
        return None, faults
    ElementTree.register_namespace("", _SVG[1:-1])
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return Picture(ElementTree.tostring(root, encoding="utf-8"), "svg", *size), []


def _clean(root: ElementTree.Element, wordless: bool) -> list[tuple[str, str]]:
    """What is wrong with the elements of an SVG; what no browser shows is taken out of it."""
    faults, plain = [], "Save it as plain SVG without scripts, styles, links and pictures of its own."
    for parent in root.iter():
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _UNSEEN:
                parent.remove(child)
    for element in root.iter():
        space, _, name = element.tag.rpartition("}")
        if f"{space}}}" != _SVG or name not in _ELEMENTS:
            faults.append((f"has the element <{name}>, which could run, fetch or hide something.", plain))
            continue
        if wordless and name in _TEXTS:
            faults.append((f"has the element <{name}>: this picture must name no topic.", "Take texts out of it."))
        for attribute in list(element.attrib):
            value, short = element.attrib[attribute], attribute.rpartition("}")[2]
            if short == "href" and not _LOCAL.fullmatch(value):
                faults.append((f"<{name}> leads to {value[:40]!r}.", plain))
            elif short.lower().startswith("on") or _ELSEWHERE.search(value):
                faults.append((f"<{name}> has {short}={value[:40]!r}, which could run or fetch something.", plain))
            elif attribute.startswith("{") and short != "href":
                del element.attrib[attribute]
    return faults


def _svg_size(root: ElementTree.Element) -> tuple[int, int] | None:
    numbers = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(numbers) != 4:
        numbers = ["", "", *(re.sub(r"px$", "", root.get(name, "")) for name in ("width", "height"))]
    try:
        width, height = (float(number) for number in numbers[2:])
    except ValueError:
        return None
    return (max(round(width), 1), max(round(height), 1)) if 0 < width < 100_000 and 0 < height < 100_000 else None


def _read_png(content: bytes) -> tuple[Picture | None, list[tuple[str, str]]]:
    """The picture without what its pixels do not need: comments, places, dates, animation."""
    kept, at, size = [_PNG_START], len(_PNG_START), None
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        part = content[at : at + 12 + length]
        if len(part) < 12 + length or zlib.crc32(part[4:-4]) != int.from_bytes(part[-4:], "big"):
            break
        if kind in _PNG_PARTS:
            kept.append(part)
        if kind == b"IHDR" and length == 13:
            size = struct.unpack(">II", part[8:16])
        if kind == b"IEND" and size and min(size) > 0:
            return Picture(b"".join(kept), "png", *size), []
        at += len(part)
    return None, [("is a damaged PNG file.", "Save the picture anew.")]
