"""Which addresses a tip form may post to."""

import ipaddress
import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from plainsight.findings import Finding

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:]*:[0-9a-f:.]*")
_SECRET = re.compile(
    r"(^|.*[-_.])(sig|signature|key|apikey|token|secret|password|passwd|pwd|pass|auth|sas|credential|code|jwt)$"
    r"|.*(apikey|accesskey|token|secret|signature|password)$"
)
_WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EXAMPLE_DOMAINS = ("example.com", "example.org", "example.net")
_EXAMPLE_ENDINGS = (".example", ".test", ".invalid", ".localhost", ".local", ".internal")


def origin(url: str) -> str | None:
    """`scheme://host[:port]` of an http or https `url`, safe to print in a policy; None for anything else."""
    parts = _split(url)
    return f"{parts.scheme}://{_authority(parts)}" if parts else None


def is_loopback(url: str) -> bool:
    """Whether `url` leads back to the computer that opens it."""
    parts = _split(url)
    if not parts:
        return False
    host = parts.hostname or ""
    address = _address(host)
    return host == "localhost" or host.endswith(".localhost") or bool(address and address.is_loopback)


def check_address(name: str, url: object, *, where: str, publishing: bool) -> list[Finding]:
    """What is wrong with the address `url` in setting `name`, if tips are to be sent there.

    Refused everywhere: other schemes than https (http to this computer is allowed in a preview), no host or a host
    in other than ASCII letters, user names, fragments, secrets in the query. Refused at publishing: this computer,
    private networks and the domains that stand for examples.
    """
    if not isinstance(url, str) or not url:
        return [Finding(where, f"{name} is {url!r}.", "Write the https: address of the endpoint in quotes.")]
    # Quoted without its query: what is secret in it must not reach a terminal's log.
    shown = re.split(r"[?#]", url)[0]
    if "@" in shown:
        return [Finding(where, f"{name} holds a user name or is an email address.", "Write an https: address without.")]
    parts = _split(url)
    if parts is None:
        remedy = "Write an https: address; a host in another script goes in its xn-- form. A form cannot send by email."
        return [Finding(where, f"{name} is {shown!r}, which a form cannot safely post to.", remedy)]
    findings = []
    if parts.scheme == "http" and not is_loopback(url):
        what = f"{name} is {shown!r}: anyone on the way could read what is sent."
        findings.append(Finding(where, what, "Use the https: address of the endpoint."))
    if parts.fragment or url.endswith("#"):
        findings.append(Finding(where, f"{name} has a part after '#', which is never sent.", "Remove that part."))
    for key, _ in parse_qsl(parts.query, keep_blank_values=True):
        if _SECRET.fullmatch(_WORD_BREAK.sub("-", key).lower()):
            what = f"{name} holds {key!r}, which looks like a secret. Everyone who opens the page could read it."
            remedy = "Use an address without it, for example of a small relay that keeps the secret."
            findings.append(Finding(where, what, remedy))
    if publishing and (reason := _not_public(parts)):
        remedy = "Write the address of the endpoint of your hotline, or set TIP_MODE = 'phone'."
        findings.append(Finding(where, f"{name} is {shown!r}: {reason}.", remedy))
    return findings


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        port = parts.port  # raises for what is not a port
    except ValueError:
        return None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or parts.username is not None or port == 0:
        return None
    return None if re.search(r"[\s\"'<>\\\x00-\x20\x7f]", url) else parts


def _authority(parts: SplitResult) -> str:
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{host}:{parts.port}" if parts.port else f"{host}"


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _not_public(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if host == "localhost" or ((address := _address(host)) and not address.is_global):
        return "only this computer or network can reach it"
    if host in _EXAMPLE_DOMAINS or host.endswith((*(f".{domain}" for domain in _EXAMPLE_DOMAINS), *_EXAMPLE_ENDINGS)):
        return "that name is only an example"
    # Browsers take such a name for an address, however it is written: 127.1 is this computer.
    numeric = not address and re.search(r"(^|\.)(\d+|0x[\da-f]*)$", host)
    return "" if ("." in host or address) and not numeric else "that is not a full host name"


# Forms that belong on their own page: they need a session, a script or a puzzle that another page cannot give.
_HOSTED = (
    (re.compile(r"\.onion$"), re.compile(""), "an onion service"),
    (re.compile(r"(^|\.)hushline\.app$"), re.compile(""), "Hush Line"),
    (re.compile(r"globaleaks"), re.compile(""), "GlobaLeaks"),
    (re.compile(""), re.compile(r"/civicrm/"), "CiviCRM"),
    (re.compile(""), re.compile(r"/api/(receivertip|whistleblower|submission)s?\b"), "GlobaLeaks"),
)
# Addresses that are themselves the password, wherever it stands in them.
_PASSWORDS = (
    (re.compile(r"^hooks\.(slack|zapier)\.com$"), "a web hook"),
    (re.compile(r"(^|\.)(discord|discordapp)\.com$"), "a web hook"),
    (re.compile(r"^api\.telegram\.org$"), "a bot"),
    (re.compile(r"\.webhook\.office\.com$"), "a web hook"),
    (re.compile(r"\.(logic\.azure\.com|powerplatform\.com)$"), "a Power Automate trigger"),
    (re.compile(r"^hook\.[a-z0-9]+\.make\.com$"), "a web hook"),
)


def check_service(name: str, url: str, *, where: str) -> list[Finding]:
    """What is wrong with posting tips to `url`, by the service that answers there; `url` has passed `check_address`."""
    parts = _split(url)
    if parts is None:
        return []
    host = parts.hostname or ""
    for known, what in _PASSWORDS:
        if known.search(host):
            what = f"{name} is {what}: its address is its password, and everyone who opens the page could read it."
            return [
                Finding(where, what, "Use an address without it, for example of a small relay that keeps the secret.")
            ]
    for known, path, label in _HOSTED:
        if known.search(host) and path.search(parts.path):
            what = f"{name} is {label}, which takes no form from another page."
            return [Finding(where, what, "Link to its own form instead: TIP_MODE = 'link'.")]
    return []
