"""plainsight.live_reload"""

import asyncio
import base64
import hashlib
import re
import threading
from collections.abc import Coroutine
from typing import Any

import pytest

from plainsight.live_reload import Events, with_reload

POLICY = "default-src 'none'; script-src 'sha256-AAA='; form-action 'none'"
PAGE = f'<head><meta http-equiv="Content-Security-Policy" content="{POLICY}"></head><body><p>ပ</p></body></html>'


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What `coroutine` returns, in a thread of its own: a browser test may hold this one's event loop."""
    done: list[Any] = []
    thread = threading.Thread(target=lambda: done.append(asyncio.run(coroutine)))
    thread.start()
    thread.join()
    return done[0]


def test_page_runs_the_reload_script_and_nothing_more():
    """The policy of a served page allows the script that was put in, by its hash, and a connection to this server."""
    page = with_reload(PAGE, "v1")
    script = re.search(r"<script>(.*)</script></body></html>$", page)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = re.search(r'content="([^"]*)"', page)[1]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-AAA=' 'sha256-{digest}'; form-action 'none'; connect-src 'self'"
    )
    assert '"v1"' in script and "<p>ပ</p>" in page


@pytest.mark.parametrize(
    "policy, script_sources",
    [("default-src 'none'", "script-src '"), ("script-src 'none'; default-src 'none'", "script-src '")],
)
def test_policy_without_scripts_allows_only_this_one(policy: str, script_sources: str):
    """Where a page allows no script, the reload script alone is allowed: 'none' is not left beside it."""
    page = with_reload(f"<meta name=x><meta http-equiv='content-security-policy' content=\"{policy}\">", "v")
    directives = re.search(r'content="([^"]*)"', page)[1].split("; ")
    (scripts,) = (directive for directive in directives if directive.startswith(script_sources))
    assert re.fullmatch(r"script-src 'sha256-[^']*'", scripts) and "connect-src 'self'" in directives


def test_page_without_policy_or_body_still_reloads():
    """A page that the publisher is in the middle of writing gets the script too."""
    assert with_reload("<p>draft", "v").startswith("<p>draft<script>")


def test_stream_tells_the_version_and_every_change_and_ends():
    """A page hears which version is the newest, hears of the next, and is let go when the preview stops."""

    async def listen() -> list[str]:
        events, heard = Events(), []
        async for message in events.stream():
            heard.append(message)
            if len(heard) == 2:
                asyncio.get_running_loop().call_soon(events.announce)
            if len(heard) == 3:
                asyncio.get_running_loop().call_soon(events.close)
        return heard

    retry, first, second = run(asyncio.wait_for(listen(), 10))
    assert retry.startswith("retry:") and first != second
    assert first.startswith("data: ") and second.endswith("-1\n\n")


def test_versions_of_two_previews_differ():
    """A page left open since yesterday's preview loads again in today's."""

    async def version() -> str:
        return Events().version

    assert run(version()) != run(version())
