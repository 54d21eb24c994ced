"""One edit under a server that follows changes, until a browser shows it: Hugo's and Muniment's, in the same way.

A headless Chromium has the page of a report open. The report's file is given another title; the
server builds and tells the page, the page reloads itself, and a probe in it says at what time its
heading first held the new words. The time counts from just before the file is written. What the
server does after that is no part of the wall time, but is of the processor time and the memory.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from archives import chosen, retitle
from measuring import MEGABYTE, Cost, processor_of, watched
from rounds import KINDS, Bench, Run

HUGO_SERVER = "`hugo server`, one edit until the browser shows it"
EDITS = 5
PATIENCE = 1800  # seconds for a first build; for an edit, a tenth of it
CALM = 1.0  # seconds in which a server at rest uses less than QUIET of processor time
QUIET = 0.05
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
# Says, once for every document, the title that it came with or got, and when (milliseconds since 1970).
PROBE = """
let told = "";
const tell = () => {
  const title = document.querySelector("h1")?.textContent ?? "";
  if (title !== told) console.info("shown", Date.now(), told = title);
};
new MutationObserver(tell).observe(document, {childList: true, subtree: true, characterData: true});
"""


def served(bench: Bench) -> Iterator[Run]:
    """Several edits under Hugo's server, then as many under Muniment's."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=SWITCHES)
        if bench.peer:
            peer, page = bench.peer, chromium.new_page()
            for cost in _edits(page, peer.serve, peer.folder, peer.reports, "report/{}/"):
                yield Run(HUGO_SERVER, "", cost)
        for kind, archive in bench.archives:
            if kind == KINDS["stated"]:
                page, address = chromium.new_page(), "reports/{}.html"
                for cost in _edits(page, archive.serve, archive.folder, archive.reports, address):
                    yield Run("`muniment serve`, the same", HUGO_SERVER, cost)
        chromium.close()


def _edits(page: Page, command: list[str], folder: Path, reports: Sequence[Path], address: str) -> Iterator[Cost]:
    page.add_init_script(PROBE)
    with _server(command, folder) as (process, root):
        for _ in range(EDITS):
            report = chosen(reports)
            _wait_for(root + address.format(report.stem))
            page.goto(root + address.format(report.stem))
            _wait_until_calm(process)  # the page's connection to the server stands by now, too
            yield _edit(page, process, report)


def _edit(page: Page, process: int, report: Path) -> Cost:
    used, began, words = processor_of(process), time.time(), "\n"
    with watched(process) as seen:
        # What the page says is heard only once this waits for it, and the new words are known then.
        with page.expect_console_message(lambda said: words in said.text, timeout=PATIENCE * 100) as shown:
            words = retitle(report)
        _wait_until_calm(process)
    at = int(shown.value.text.split()[1]) / 1000
    return Cost(at - began, processor_of(process) - used, seen.peak / MEGABYTE, seen.looking)


@contextmanager
def _server(command: list[str], folder: Path) -> Iterator[tuple[int, str]]:
    """A server at a free port: its process, and its address with a slash at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = subprocess.Popen([*command, str(port)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield child.pid, f"http://127.0.0.1:{port}/"
    finally:
        child.send_signal(signal.SIGINT)
        child.wait(60)


def _wait_for(address: str) -> None:
    """Return once the address is answered, as it is when the first build is there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit(f"{address} was not answered")


def _wait_until_calm(process: int) -> None:
    """Return once the server has nothing left to do."""
    before, deadline = processor_of(process), time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        time.sleep(CALM)
        now = processor_of(process)
        if now - before < QUIET:
            return
        before = now


def _chromium() -> str:
    names = filter(None, (os.environ.get("MUNIMENT_CHROMIUM"), *CHROMIUMS))
    program = next(filter(None, map(shutil.which, names)), None)
    if not program:
        raise SystemExit(
            "no Chromium here: install one, or name it in MUNIMENT_CHROMIUM, or leave `serve` out of --only"
        )
    return program
