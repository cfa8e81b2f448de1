"""The built site as the preview serves it: pages that load again by themselves, each edition's own 404 page."""

import os
from collections.abc import Callable, Mapping
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

# Pages that the preview adds: by path, what links to them say, and what makes them anew each time.
OwnPages = Mapping[str, tuple[str, Callable[[], str]]]
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def site_app(output: Path, events: Events, own_pages: OwnPages | None = None) -> Starlette:
    """The site in the folder `output` as an application; its pages load again at each of `events`.

    It serves nothing outside `output`, sets no cookies, and shows an edition's own 404 page below its language tag.
    Each page of the site then leads to each of `own_pages`, which no written file does.
    """
    shown = dict(own_pages or {})
    files = StaticFiles(directory=output, check_dir=False)

    async def reload_stream(request: Request) -> Response:
        headers = {**_HEADERS, "Content-Type": "text/event-stream"}
        return StreamingResponse(events.stream(), headers=headers)

    async def show_own(request: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(shown[request.url.path][1]), 200, _HEADERS)

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

    async def _page(path: Path, status_code: int) -> Response:
        content = await run_in_threadpool(path.read_bytes)
        text = content.decode(errors="replace")
        return HTMLResponse(with_reload(_linked(text, shown), events.version), status_code, _HEADERS)

    own = [Route(RELOAD_PATH, reload_stream), *(Route(path, show_own) for path in shown)]
    return Starlette(routes=[*own, Route("/{path:path}", serve_file)])


def _linked(page: str, own_pages: OwnPages) -> str:
    """The HTML `page` with links to `own_pages` at its end."""
    start, end, rest = page.rpartition("</body>")
    links = " · ".join(f'<a href="{path}">{label}</a>' for path, (label, _) in own_pages.items())
    return f'{start}<p lang="en" dir="ltr">{links}</p>{end}{rest}' if end and links else page


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
