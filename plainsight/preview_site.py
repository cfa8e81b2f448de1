"""The built site as the preview serves it: pages that load again by themselves, each edition's own 404 page."""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from plainsight.live_reload import RELOAD_PATH, Events, with_reload

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def site_app(output: Path, events: Events) -> Starlette:
    """The site in the folder `output` as an application; its pages load again at each of `events`.

    It serves nothing outside `output`, sets no cookies, and shows an edition's own 404 page below its language tag.
    """
    files = StaticFiles(directory=output, check_dir=False)

    async def reload_stream(request: Request) -> Response:
        headers = {**_HEADERS, "Content-Type": "text/event-stream"}
        return StreamingResponse(events.stream(), headers=headers)

    async def serve_file(request: Request) -> Response:
        found, is_folder = await run_in_threadpool(_find, files, files.get_path(request.scope))
        if is_folder and not request.url.path.endswith("/"):
            return RedirectResponse(f"{request.url.path}/", headers=_HEADERS)
        if found is None:
            return await _not_found(request.url.path)
        return await _page(found, 200) if found.suffix == ".html" else FileResponse(found, headers=_HEADERS)

    async def _not_found(path: str) -> Response:
        tag = path.strip("/").partition("/")[0]
        for name in (f"{tag}/404.html", "404.html"):
            found, _ = await run_in_threadpool(_find, files, name)
            if found:
                return await _page(found, 404)
        return PlainTextResponse("There is no such page.", 404, _HEADERS)

    async def _page(path: Path, status: int) -> Response:
        content = await run_in_threadpool(path.read_bytes)
        return HTMLResponse(with_reload(content.decode(errors="replace"), events.version), status, _HEADERS)

    return Starlette(routes=[Route(RELOAD_PATH, reload_stream), Route("/{path:path}", serve_file)])


def _find(files: StaticFiles, name: str) -> tuple[Path | None, bool]:
    """The file that `name` stands for, None if there is none, and whether `name` is a folder (with an index)."""
    try:
        full, state = files.lookup_path(name)
        if not state:
            return None, False
        path = Path(full)
        if path.is_dir():
            full, state = files.lookup_path(os.path.join(name, "index.html"))
            return (Path(full), True) if state and Path(full).is_file() else (None, False)
        return (path if path.is_file() else None), False
    except (OSError, ValueError):  # a name that no file can have
        return None, False
