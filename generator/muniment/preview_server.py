"""The preview's server: the site as it is on disk, on this machine's loopback alone.

The only file that imports starlette and uvicorn.
"""

import asyncio
import errno
import os
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from muniment.preview_builds import Workbench
from muniment.preview_pages import ROOM, SCRIPT, STYLE, problems_page, with_reload
from muniment.problems import Place, Problem, PublishError

PORTS = 20  # tried, one after another
LOOK = 0.01  # seconds between two looks for a newer edition
ALIVE = 1500  # looks between two signs of life on a quiet connection
TYPES = {  # not the machine's own table, which may call a script plain text
    "css": "text/css; charset=utf-8", "csv": "text/csv; charset=utf-8", "gif": "image/gif",
    "geojson": "application/geo+json", "html": "text/html; charset=utf-8", "ico": "image/x-icon",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "text/javascript; charset=utf-8", "json": "application/json",
    "jsonl": "application/x-ndjson", "md": "text/plain; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
    "mp4": "video/mp4", "png": "image/png", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm", "webp": "image/webp", "woff2": "font/woff2", "xml": "application/xml",
}  # fmt: skip
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",  # no other site's page may load an unpublished archive
    "X-Content-Type-Options": "nosniff",
}


def listen(port: int, tell: Callable[[str], None]) -> socket.socket:
    """A listening socket on 127.0.0.1, at `port` or the next free one after it; 0 is any free one.

    Raises PublishError when the next PORTS are all taken.
    """
    last = min(port + PORTS, 65536) - 1
    for number in range(port, last + 1) if port else (0,):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere this option would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", number))
            listener.listen(128)
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        if number != port:
            tell(f"port {port} is taken; this is port {number}")
        return listener
    what = f"no port from {port} to {last} is free"
    raise PublishError(Problem(Place("127.0.0.1"), what, "name another with --port, or 0 for any"))


@contextmanager
def serving(bench: Workbench, listener: socket.socket) -> Iterator[str]:
    """Serve the bench's site while the context is open; gives the address, with a slash at the end."""
    number = listener.getsockname()[1]
    names = ("127.0.0.1", "localhost", "[::1]")
    hosts = frozenset(f"{name}:{number}" for name in names) | (frozenset(names) if number == 80 else frozenset())
    config = uvicorn.Config(
        _guarded(_application(bench, hosts), hosts),
        log_config=None, log_level="error", access_log=False, server_header=False,
        lifespan="off", ws="none", proxy_headers=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="serve", daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{number}/"
    finally:
        server.should_exit = True
        thread.join()


def file_at(site: Path, address: str) -> Path | None:
    """The file that a decoded address means, or None. Nothing outside `site` (resolved) is ever meant,
    whatever "..", a root, a link or a NUL byte says."""
    try:
        found = (site / (f"{address}index.html" if address.endswith("/") or not address else address)).resolve()
        return found if found.is_relative_to(site) and found.is_file() else None
    except (OSError, ValueError):
        return None


def _guarded(application: ASGIApp, hosts: frozenset[str]) -> ASGIApp:
    """Answer only who asks for this machine by name: through a foreign name that leads here (DNS
    rebinding) any page of the web could read the archive. 421 is RFC 9110's Misdirected Request."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        named = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
        if len(named) == 1 and named[0] in hosts:
            await application(scope, receive, send)
        else:
            what = f"This preview answers to {', '.join(sorted(hosts))} alone.\n"
            await PlainTextResponse(what, 421, HEADERS)(scope, receive, send)

    return guard


def _application(bench: Workbench, hosts: frozenset[str]) -> Starlette:
    def show(request: Request) -> Response:
        return _shown(bench, request.path_params["address"])

    def give(request: Request) -> Response:
        script = request.url.path.endswith(".js")
        return Response(SCRIPT if script else STYLE, 200, HEADERS, TYPES["js" if script else "css"])

    def look_past(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc not in hosts:
            return PlainTextResponse("Asked from another site.\n", 403, HEADERS)
        bench.look_past()
        return RedirectResponse("/" + request.query_params.get("back", "").lstrip("/\\"), 303, HEADERS)

    async def follow(request: Request) -> Response:
        stream = _changes(bench, request.query_params.get("since", ""), request.query_params.get("page", ""))
        return StreamingResponse(stream, 200, HEADERS, "text/event-stream")

    return Starlette(
        routes=[
            Route(f"{ROOM}changes", follow),
            Route(f"{ROOM}reload.js", give),
            Route(f"{ROOM}preview.css", give),
            Route(f"{ROOM}seen", look_past, methods=["POST"]),
            Route("/{address:path}", show),
        ]
    )


async def _changes(bench: Workbench, since: str, address: str) -> AsyncIterator[str]:
    """Server-sent events (WHATWG HTML): one `reload` as soon as the page at the address shows another edition than
    `since`."""
    looks = 0
    yield ": open\n\n"
    while not bench.is_closing:
        if (name := bench.edition.name_for(address)) != since:
            yield f"event: reload\ndata: {name}\n\n"
            return
        looks += 1
        if looks % ALIVE == 0:
            yield ": still here\n\n"
        await asyncio.sleep(LOOK)


def _shown(bench: Workbench, address: str) -> Response:
    """A file of the site. Where a page is asked for and the build has problems, those instead of it."""
    found = file_at(bench.site, address)
    is_page = found is None or found.suffix == ".html"
    if found and not is_page:
        kind = TYPES.get(found.suffix[1:].lower(), "application/octet-stream")
        return FileResponse(found, 200, HEADERS, kind)
    edition, obstacles = bench.edition, bench.obstacles()
    if obstacles:
        page = problems_page(obstacles, bench.archive, edition.name_for(address), address, edition.is_published)
        return Response(page, 500, HEADERS, TYPES["html"])
    shown = found or file_at(bench.site, "404.html")
    page = shown.read_bytes() if shown else b"<!doctype html><title>Not found</title><p>There is no such page."
    page = with_reload(page, bench.archive, edition.name_for(address), edition.problems)
    return Response(page, 200 if found else 404, HEADERS, TYPES["html"])
