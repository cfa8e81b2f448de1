"""Live reload in the preview: pages are changed while they are served, never the files on the disk."""

import asyncio
import base64
import hashlib
import html
import re
import secrets
from collections.abc import AsyncIterator

RELOAD_PATH = "/~reload"
# A page knows which version it shows, so a change between its loading and its listening is not missed. A hidden page
# does not listen: browsers open six connections to a site, and a seventh edition in a tab would wait for ever.
_SCRIPT = (
    "(()=>{let source;const listen=()=>{"
    "if(document.hidden){if(source)source.close();source=null}"
    'else if(!source){source=new EventSource("%(path)s");'
    'source.onmessage=event=>{if(event.data!=="%(version)s")location.reload()}}};'
    'document.addEventListener("visibilitychange",listen);listen()})()'
)
_POLICY = re.compile(
    r"(<meta\s[^>]*?http-equiv=[\"']?content-security-policy[\"']?[^>]*?content=)(\"[^\"]*\"|'[^']*')", re.IGNORECASE
)
_HEARTBEAT_SECONDS = 15


class Events:
    """Tells open pages which version of the site is the newest. One for each preview; `close` ends all streams."""

    def __init__(self) -> None:
        # Random, so that pages left open since an earlier preview load again.
        self._start = secrets.token_hex(4)
        self._count = 0
        self._closed = False
        self._changed = asyncio.Event()

    @property
    def version(self) -> str:
        """Names the site that is being served; another one after every `announce`."""
        return f"{self._start}-{self._count}"

    def announce(self) -> None:
        """Make every open page load again."""
        self._count += 1
        self._wake()

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._closed = True
        self._wake()

    async def stream(self) -> AsyncIterator[str]:
        """The versions as server-sent events, the present one first, until `close`."""
        yield "retry: 500\n\n"
        told = ""
        while not self._closed:
            changed = self._changed
            if told != self.version:
                told = self.version
                yield f"data: {told}\n\n"
                continue
            try:
                await asyncio.wait_for(changed.wait(), _HEARTBEAT_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


def with_reload(page: str, version: str) -> str:
    """The HTML `page` with the reload script at the end of its body, and its policy widened by just that script."""
    script = _SCRIPT % {"path": RELOAD_PATH, "version": version}
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    page = _POLICY.sub(lambda found: found[1] + _widened(found[2], f"'sha256-{digest}'"), page)
    start, end, rest = page.rpartition("</body>")
    element = f"<script>{script}</script>"
    return f"{start}{element}{end}{rest}" if end else f"{page}{element}"


def _widened(quoted: str, source: str) -> str:
    policy = html.unescape(quoted[1:-1])
    policy = _with_source(policy, "script-src", source)
    policy = _with_source(policy, "connect-src", "'self'")
    return f'"{html.escape(policy, quote=False).replace(chr(34), "&quot;")}"'


def _with_source(policy: str, directive: str, source: str) -> str:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    for part in parts:
        if part[0].lower() == directive:
            part[1:] = [word for word in part[1:] if word != "'none'"] + [source]
            break
    else:
        parts.append([directive, source])
    return "; ".join(" ".join(part) for part in parts)
