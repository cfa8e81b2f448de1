"""The preview: the built site and the local hotline endpoint, on this computer only, built again at every change."""

import asyncio
import socket
import sqlite3
import traceback
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send
from watchfiles import DefaultFilter, awatch
from watchfiles.main import FileChange

from plainsight.endpoint import endpoint
from plainsight.endpoint_fail import break_connections, check_failure
from plainsight.findings import Finding, Refused
from plainsight.live_reload import Events
from plainsight.ports import HOST, allow_many_connections
from plainsight.preview_site import OwnPages, site_app
from plainsight.tip_store import open_store


def confirmation_pages(output: Path, name: str, site: str, first: str) -> dict[str, str]:
    """Where the endpoint sends a browser after a tip: language tag to address below `site`, the tag `first` first.

    `name` is the file of the confirmation in the folder of each edition.
    """
    tags = sorted((path.parent.name for path in output.glob(f"*/{name}")), key=lambda tag: (tag != first, tag))
    return {tag: f"{site}/{tag}/{name}" for tag in tags}


class _Confirmations(Mapping[str, str]):
    """`confirmation_pages` as they are at each moment: a rebuild may add an edition, or give the page another name."""

    def __init__(self, output: Path, name: Callable[[], str], site: str, first: str):
        self._find = lambda: confirmation_pages(output, name(), site, first)

    def __getitem__(self, tag: str) -> str:
        return self._find()[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._find())

    def __len__(self) -> int:
        return len(self._find())


def serve(
    output: Path,
    store: Path,
    *,
    sockets: tuple[socket.socket, socket.socket],
    rebuild: Callable[[], str | None],
    watch: Iterable[Path],
    source_tag: str,
    confirmation: Callable[[], str],
    say: Callable[[str], None] = print,
    fail: str = "",
    own_pages: OwnPages | None = None,
) -> None:
    """Serve the built site of `output`, and the endpoint that keeps tips in the file `store`, until Ctrl-C.

    `sockets` are from `reserve_ports`. When a file in or below one of the paths `watch` changes, `rebuild` runs in a
    thread: it returns None if `output` is new, else what stands against it, which is passed to `say`; until the next
    good build, the last good site is served. Paths that do not exist are not watched. `confirmation` tells which file
    an edition shows after a tip. `fail` is a failure of `endpoint_fail.FAILURES` that the endpoint plays; `own_pages`
    are those of the preview itself. Raises `Refused` if tips cannot be stored.
    """
    check_failure(fail)
    _check_store(store)
    allow_many_connections()
    with suppress(KeyboardInterrupt):  # where a shell has switched Ctrl-C off, uvicorn ends by itself
        asyncio.run(
            _serve(output, store, sockets, rebuild, tuple(watch), source_tag, confirmation, say, fail, own_pages)
        )
    say("Stopped.")


async def _serve(
    output: Path,
    store: Path,
    sockets: tuple[socket.socket, socket.socket],
    rebuild: Callable[[], str | None],
    watch: Sequence[Path],
    source_tag: str,
    confirmation: Callable[[], str],
    say: Callable[[str], None],
    fail: str,
    own_pages: OwnPages | None,
) -> None:
    events, stop, changed = Events(), asyncio.Event(), asyncio.Event()
    site_port, endpoint_port = (sock.getsockname()[1] for sock in sockets)
    site = site_app(output, events, own_pages)
    pages = _Confirmations(output, confirmation, f"http://{HOST}:{site_port}", source_tag)
    tips = endpoint(store, pages, fail=fail, closing=stop)
    # One server on two sockets, so that one Ctrl-C stops both.
    config = uvicorn.Config(
        _by_port(endpoint_port, tips, site),
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    # What the preview itself writes is no change of the publisher's.
    ignored = DefaultFilter(ignore_paths=[output.resolve(), store.resolve()])
    folders = [path.resolve() for path in watch if path.is_dir()]
    single = {path.resolve() for path in watch if path.is_file()}
    work: list[Coroutine[None, None, None]] = [
        _rebuild(changed, rebuild, events, say),
        _watch_stop(server, events, stop),
    ]
    if folders:
        work.append(_watch(awatch(*folders, watch_filter=ignored, stop_event=stop, debounce=100), changed, say))
    if single:
        # Editors replace a file by a new one, which a watch on the file itself would not survive.
        parents = {path.parent for path in single}
        changes = awatch(
            *parents,
            watch_filter=lambda _, path: Path(path) in single,
            recursive=False,
            stop_event=stop,
            debounce=100,
        )
        work.append(_watch(changes, changed, say))
    tasks = [asyncio.create_task(each) for each in work]
    breaking = await break_connections(sockets[1]) if fail == "drop" else None
    try:
        await server.serve(sockets=[sockets[0]] if breaking else list(sockets))
    finally:
        if breaking:
            breaking.close()
        stop.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _by_port(endpoint_port: int, tips: ASGIApp, site: ASGIApp) -> ASGIApp:
    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        await (tips if scope["server"][1] == endpoint_port else site)(scope, receive, send)

    return both


async def _watch(changes: AsyncIterator[set[FileChange]], changed: asyncio.Event, say: Callable[[str], None]) -> None:
    try:
        async for _ in changes:
            changed.set()
    except (OSError, RuntimeError) as error:
        say(f"Changes of files are no longer seen: {error}. Stop with Ctrl-C and start again.")


async def _watch_stop(server: uvicorn.Server, events: Events, stop: asyncio.Event) -> None:
    while not server.should_exit:
        await asyncio.sleep(0.1)
    events.close()
    stop.set()


async def _rebuild(
    changed: asyncio.Event, rebuild: Callable[[], str | None], events: Events, say: Callable[[str], None]
) -> None:
    while True:
        await changed.wait()
        changed.clear()
        try:
            found = await run_in_threadpool(rebuild)
        except Refused as refused:
            found = str(refused)
        except Exception:
            # Whatever goes wrong in a build, the last good site stays up for the person who is mending it.
            found = traceback.format_exc()
        if found is None:
            events.announce()
        else:
            say(found)
            say("The last good site is still being served.")


def _check_store(store: Path) -> None:
    try:
        open_store(store)
    except (OSError, sqlite3.Error) as error:
        what = f"Tips cannot be stored here: {error}."
        raise Refused([Finding(str(store), what, "Move or delete the file, or make its folder writable.")]) from None
