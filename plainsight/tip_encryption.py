"""Encryption of a tip on the reader's device: the vendored script, and the recipients that it encrypts to."""

import base64
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plainsight.findings import Finding, Refused

SCRIPT = "tip-encrypt.js"
"""Its path below the output folder; the licences of what it holds are written beside it."""
LICENCES = "tip-encrypt.txt"
_VENDOR = Path(__file__).parent / "vendor"
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_KEYS = ("recipients", "plain_allowed")


@dataclass(frozen=True)
class Script:
    """The vendored script: its bytes, and what `integrity` and a policy must name (`sha256-…`)."""

    content: bytes
    integrity: str


def load_script(vendor: Path = _VENDOR) -> Script:
    """The script, if it is byte for byte the one that was reviewed; raises `Refused` otherwise."""
    where, remedy = "plainsight/vendor/tip-encrypt.js", "Restore it, or make it again: npm ci, then npm run bundle."
    try:
        content = (vendor / SCRIPT).read_bytes()
        known = tomllib.loads((vendor / "tip-encrypt.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused([Finding(where, f"cannot be read: {error}.", remedy)]) from None
    digest = hashlib.sha256(content)
    if digest.hexdigest() != known.get("sha256"):
        raise Refused([Finding(where, "is not what tip-encrypt.toml says: somebody or something changed it.", remedy)])
    return Script(content, f"sha256-{base64.b64encode(digest.digest()).decode()}")


def script_sources(site_url: str) -> tuple[str, ...]:
    """What a page's policy names so that the script may load: its hash, and its address where the site has one.

    Not every browser takes a hash for a script that has its own file; none needs more than this one address.
    """
    address = (f"{site_url.rstrip('/')}/{SCRIPT}",) if site_url else ()
    return (f"'{load_script().integrity}'", *address)


def load_licences(vendor: Path = _VENDOR) -> bytes:
    """The licences of the libraries in the script, as text to publish with it."""
    return (vendor / LICENCES).read_bytes()


def recipients(encrypt: Mapping[str, Any]) -> tuple[str, ...]:
    """The age recipients of a checked TIP_ENCRYPT, none where nothing is encrypted."""
    return tuple(encrypt.get("recipients", ()))


def check_encryption(encrypt: object, *, mode: str, fields: tuple[str, ...], where: str) -> list[Finding]:
    """Everything wrong with TIP_ENCRYPT: its shape, and recipients that nobody could open a tip with."""
    if not isinstance(encrypt, Mapping):
        return [Finding(where, f"TIP_ENCRYPT is {encrypt!r}.", "Write it as {'recipients': ['age1…']}.")]
    if not encrypt:
        return []
    findings = [
        Finding(where, f"TIP_ENCRYPT has {key!r}, which means nothing.", f"Use: {', '.join(_KEYS)}.")
        for key in encrypt
        if key not in _KEYS
    ]
    given = encrypt.get("recipients", ())
    if not isinstance(given, list | tuple) or not given:
        findings.append(Finding(where, "TIP_ENCRYPT names no recipients.", "Ask the hotline for its age1… key."))
        given = ()
    for number, recipient in enumerate(given):
        findings += _check_recipient(recipient, f"TIP_ENCRYPT recipients[{number}]", where)
    if not isinstance(encrypt.get("plain_allowed", False), bool):
        findings.append(
            Finding(where, "TIP_ENCRYPT plain_allowed is not True or False.", "Write False, or leave it out.")
        )
    if mode != "post":
        findings.append(Finding(where, f"TIP_ENCRYPT is set, and TIP_MODE is {mode!r}.", "Remove it."))
    if "photo" in fields:
        what = "TIP_FIELDS asks for a photo, and TIP_ENCRYPT encrypts text only: the photo would go in the open."
        findings.append(Finding(where, what, "Leave out 'photo'."))
    return findings


def _check_recipient(recipient: object, name: str, where: str) -> list[Finding]:
    # Never repeated in full: it may be the secret key, pasted by mistake.
    if isinstance(recipient, str) and recipient.upper().startswith("AGE-SECRET-KEY"):
        what = f"{name} is a secret key: whoever reads it can open every tip."
        return [Finding(where, what, "Treat it as lost, make a new pair with age-keygen, and write its age1… here.")]
    if isinstance(recipient, str) and recipient.startswith(("age1pq1", "age1tag1", "age1tagpq1", "age1yubikey1")):
        what = f"{name} is of a kind that this form cannot encrypt to."
        return [Finding(where, what, "Use an age1… key as age-keygen prints it.")]
    if not isinstance(recipient, str) or not _is_recipient(recipient):
        what = f"{name} is not an age recipient, or a letter of it is wrong: nobody could open the tips."
        return [Finding(where, what, "Copy the age1… key again, as age-keygen prints it.")]
    return []


def _is_recipient(text: str) -> bool:
    """Whether `text` is `age1` and 32 bytes in Bech32, its checksum right (BIP 173)."""
    prefix, _, data = text.partition("1")
    if prefix != "age" or len(text) != 62 or any(letter not in _ALPHABET for letter in data):
        return False
    values = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    checksum = 1
    for value in [*values, *(_ALPHABET.index(letter) for letter in data)]:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            checksum ^= generator if top >> bit & 1 else 0
    return checksum == 1
