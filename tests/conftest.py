"""What tests share: an archive written from a few words, a browser, a server, the corpora.

A browser test asks for `open_page`, and is thereby marked `browser`. Chromium is looked for under
the names below and in MUNIMENT_CHROMIUM; where there is none these tests are skipped, or fail
when MUNIMENT_BROWSER is "required". So are those that ask for `tools`, which need ssh-keygen and
openssl, unless MUNIMENT_TOOLS is.
"""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from authority import Authority, make_authority, stand_in_for_openssl
from folders import write_files
from naive_sealer import Tools, tools_in
from sealed_archives import archive_files, seal
from signing import make_key

CHECKOUT = Path(__file__).parents[1]
CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# In a container Chromium may neither make a sandbox nor find a large /dev/shm; its own calls home
# would be mistaken for the page's.
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]


# Property tests try the same inputs on every run and every machine, however slow it is;
# `--hypothesis-profile=search` tries new ones.
hypothesis.settings.register_profile("repeat", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("search", derandomize=False, deadline=None, print_blob=True)
hypothesis.settings.load_profile("repeat")


@pytest.fixture(scope="session", autouse=True)
def _caches_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests leave nothing in the folders of the person who runs them."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        os.environ[name] = str(tmp_path_factory.mktemp("caches"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def make_archive(tmp_path: Path) -> Callable[..., Path]:
    """make_archive({"seeds/a.txt": "text or bytes"}, "name") writes an archive and gives its folder."""

    def make(files: dict[str, str | bytes], name: str = "archive") -> Path:
        (tmp_path / name).mkdir(exist_ok=True)
        return write_files(tmp_path / name, files)

    return make


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Private Ed25519 keys of four people, by their names; ssh-keygen made them."""
    folder = tmp_path_factory.mktemp("keys")
    return {name: make_key(folder, name) for name in ("alice", "bob", "carol", "recovery")}


@pytest.fixture(scope="session")
def sealed_once(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, Path]) -> Path:
    """A small archive that alice sealed, to be copied and not written into."""
    folder = write_files(tmp_path_factory.mktemp("sealed") / "archive", archive_files(keys))
    seal(folder, keys["alice"])
    return folder


@pytest.fixture
def sealed(sealed_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(sealed_once, tmp_path / "archive")


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A time-stamp authority; openssl made it."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def other_openssl(tmp_path: Path) -> Path:
    """The folder of an openssl that has not all options of OpenSSL's own `ts`, as LibreSSL's has not."""
    return stand_in_for_openssl(tmp_path / "other openssl")


@pytest.fixture(scope="session")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    """ssh-keygen and openssl with keys and an authority for time stamps of the tests' own."""
    return tools_in(tmp_path_factory.mktemp("tools"))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The large bodies of reports that lie beside a checkout, where they do."""
    folder = CHECKOUT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("the corpora are not beside this checkout (../shared/corpora)")
    return folder


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, *parts: object) -> None:
        pass


@pytest.fixture
def http_site() -> Iterator[Callable[[Path], str]]:
    """http_site(folder) serves a folder on this machine's loopback and gives its address, with a slash."""
    servers: list[http.server.ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        handler = functools.partial(_QuietHandler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process."""
    names = filter(None, (os.environ.get("MUNIMENT_CHROMIUM"), *CHROMIUMS))
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        missing = 'no Chromium here: install the package "chromium", or name one in MUNIMENT_CHROMIUM'
        if os.environ.get("MUNIMENT_BROWSER") == "required":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """open_page(address, inside=..., expected=(...), **context) opens a page in a clean profile.

    `inside` is the address that every request of the page must begin with: by default the server's
    own, and for a file the folder that must be named. `expected` are console messages, or parts of
    them, that may come. Whatever else is said, thrown or asked for fails the test at its end. The
    rest goes to Playwright's `new_context`: java_script_enabled, color_scheme, viewport, locale.
    """
    complaints: list[str] = []
    contexts = []

    def open_one(address: str, inside: str = "", expected: tuple[str, ...] = (), **context: object) -> Page:
        root = inside or "/".join(address.split("/")[:3]) + "/"
        assert root != "file:///", "say which folder the page may read: inside=site.as_uri()"

        def hear(message: ConsoleMessage) -> None:
            words = f"{message.type}: {message.text} ({message.location.get('url', '')})"
            if not any(part in words for part in expected):
                complaints.append(f"{address} said {words}")

        def watch(url: str) -> None:
            if not url.startswith((root, f"blob:{root}", "blob:null", "data:")):
                complaints.append(f"{address} asked for {url}")

        contexts.append(browser.new_context(**context))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(f"{address} threw: {error}"))
        page.on("request", lambda request: watch(request.url))
        page.goto(address)
        return page

    yield open_one
    for each in contexts:
        each.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """assert_accessible(page) fails with axe's report when the page has a violation of its rules."""

    def check(page: Page) -> None:
        results = Axe().run(page, options={"preload": False})  # it would fetch the style again
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check
