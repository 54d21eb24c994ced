"""The preview: who may ask it, what it shows, and that an edit reaches the open page.

Most tests use a build of a few lines: a page that repeats the seeds, an error for a
seed that says "broken", a warning for one that says "odd", a stop for one that says "stop".
"""

import http.client
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from muniment import preview_watch
from muniment.model import Record
from muniment.preview import previewing
from muniment.preview_builds import Workbench
from muniment.preview_pages import source_line, with_reload
from muniment.preview_server import TYPES, listen
from muniment.preview_watch import is_passing, watching
from muniment.problems import InputError, Place, Problem, PublishError

PATIENCE = 20  # seconds; how long a test waits for what comes at once on an idle machine
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:"


class Built(Record, frozen=True):
    """What the small build gives back."""

    problems: tuple[Problem, ...] = ()

    def lines(self) -> tuple[str, ...]:
        return ("built",)


def small_build(archive: Path, **_: object) -> Built:
    """See the top of this file."""
    seeds = {path.name: path.read_text() for path in sorted((archive / "seeds").glob("*.txt"))}
    problems = []
    for name, text in seeds.items():
        place = Place(f"seeds/{name}", 1, text.find(" ") + 2)
        if "stop" in text:
            raise InputError(Problem(place, "this seed says <stop>", "take the word out"))
        if "broken" in text or "odd" in text:
            problems.append(Problem(place, "a fault", severity="error" if "broken" in text else "warning"))
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Seeds</title>
        <meta http-equiv="Content-Security-Policy" content="{POLICY.replace("'", "&#39;")}"></head>
        <body><main><h1>{" ".join(seeds.values())}</h1></main></body></html>"""
    (archive / "site").mkdir(exist_ok=True)
    (archive / "site" / "index.html").write_text(page)
    return Built(tuple(problems))


@pytest.fixture
def archive(make_archive: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """One seed, one page, and a secret beside the site."""
    monkeypatch.setattr("muniment.preview_builds.build", small_build)
    files = {
        "seeds/a.txt": "first words",
        "secret.txt": "secret",
        "site/404.html": "<p>No such page",
        "site/a.js": "1;",
    }
    return make_archive(files)


@pytest.fixture
def preview(archive: Path) -> Iterator["Visitor"]:
    with previewing(archive) as address:
        yield Visitor(address)


def save(path: Path, text: str) -> None:
    """Write a file in one step, as an editor's program does: a build never finds it emptied and not yet filled."""
    beside = path.parents[1] / f"{path.name}.saving"
    beside.write_text(text)
    beside.replace(path)


class Visitor:
    """Asks the preview for addresses."""

    def __init__(self, address: str):
        self.address, self.place = address, urlsplit(address).netloc

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        """Status, text and headers; a header's name is written with "_" for "-"."""
        connection = http.client.HTTPConnection(self.place, timeout=PATIENCE)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def edition(self) -> str:
        """The edition that the page at / was served from."""
        return self.ask("/")[1].split('data-edition="')[1].split('"')[0]

    def wait_past(self, edition: str) -> None:
        """Return once the preview says that there is a newer edition."""
        connection = http.client.HTTPConnection(self.place, timeout=PATIENCE)
        try:
            connection.request("GET", f"/.muniment/changes?since={edition}")
            stream = connection.getresponse()
            assert stream.headers["Content-Type"].startswith("text/event-stream")
            while stream.readline().strip() != b"event: reload":
                pass
        finally:
            connection.close()


# Who is answered.


@pytest.mark.parametrize(
    "name", ["evil.example", "evil.example:{port}", "127.0.0.1", "localhost:1", "127.0.0.1.{port}"]
)
def test_a_foreign_host_is_refused(preview, name):
    port = preview.place.split(":")[1]
    status, text, _ = preview.ask("/", Host=name.format(port=port))
    assert status == 421
    assert "first words" not in text


@pytest.mark.parametrize("name", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_this_machine_is_answered_by_each_of_its_names(preview, name):
    port = preview.place.split(":")[1]
    assert preview.ask("/", Host=name.format(port=port))[0] == 200


def test_a_request_without_a_host_is_refused(preview):
    name, port = preview.place.split(":")
    with socket.create_connection((name, int(port)), PATIENCE) as line:
        line.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert b"421" in line.makefile("rb").readline()


def test_it_listens_on_the_loopback_alone(preview):
    assert preview.address.startswith("http://127.0.0.1:")
    with listen(0, print) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_taken_port_leads_to_the_next_free_one():
    said = []
    with listen(0, said.append) as taken:
        port = taken.getsockname()[1]
        with listen(port, said.append) as second:
            assert second.getsockname()[1] > port
    assert f"port {port} is taken" in said[0]


def test_no_free_port_is_one_clear_problem(monkeypatch):
    monkeypatch.setattr("muniment.preview_server.PORTS", 1)
    with listen(0, print) as taken, pytest.raises(PublishError, match=r"is free\n  hint: name another with --port"):
        listen(taken.getsockname()[1], print)


# What is served.


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/a/../../secret.txt", "//etc/passwd",
        "/%2fetc/passwd", "/..%5csecret.txt", "/%00", "/out.txt", "/outside/secret.txt", "/" + "a" * 5000,
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_served(preview, archive, path):
    (archive / "site" / "out.txt").symlink_to(archive / "secret.txt")
    (archive / "site" / "outside").symlink_to(archive)
    status, text, _ = preview.ask(path)
    assert status == 404
    assert "secret" not in text
    assert "root:" not in text


def test_the_sites_own_bytes_are_served_whole_and_in_part(preview):
    status, text, headers = preview.ask("/a.js")
    assert (status, text, headers["Content-Type"]) == (200, "1;", TYPES["js"])
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert preview.ask("/a.js", Range="bytes=1-1")[:2] == (206, ";")


def test_pages_reload_themselves_and_the_file_on_disk_does_not_know(preview, archive):
    served = preview.ask("/index.html")[1]
    assert "/.muniment/reload.js" in served
    assert "/.muniment/" not in (archive / "site" / "index.html").read_text()
    assert preview.ask("/.muniment/reload.js")[2]["Content-Type"] == TYPES["js"]


def test_the_policy_of_a_page_is_opened_for_the_script_and_no_further():
    page = f'<head><meta content="{POLICY}" http-equiv="content-security-policy"></head>'.encode()
    served = with_reload(page, Path(), "1").decode().replace("&#x27;", "'")
    assert "script-src 'wasm-unsafe-eval' 'self';" in served
    assert "connect-src 'self'" in served
    assert "default-src 'none';" in served
    assert "img-src 'self' data:;" in served


def test_a_missing_page_is_the_sites_own_404(preview):
    status, text, _ = preview.ask("/nowhere.html")
    assert status == 404
    assert "No such page" in text


# Edits.


def test_an_edit_rebuilds_and_says_reload(preview, archive):
    edition = preview.edition()
    save(archive / "seeds" / "a.txt", "second words")
    preview.wait_past(edition)
    assert "second words" in preview.ask("/")[1]


def test_a_folder_that_comes_later_is_followed(preview, archive):
    edition = preview.edition()
    (archive / "content").mkdir()
    preview.wait_past(edition)
    edition = preview.edition()
    (archive / "content" / "settings.yaml").write_text("title: x")
    preview.wait_past(edition)


def test_an_old_page_is_told_at_once(preview):
    preview.wait_past("yesterday")


def test_asking_often_during_a_build_makes_one_more_build(archive, monkeypatch):
    begun, may_go_on, builds = threading.Semaphore(0), threading.Semaphore(0), []

    def slow_build(folder: Path, pages_only: bool = False, **_: object) -> Built:
        builds.append("pages" if pages_only else "whole")
        begun.release()
        assert may_go_on.acquire(timeout=PATIENCE)
        return small_build(folder)

    monkeypatch.setattr("muniment.preview_builds.build", slow_build)
    bench = Workbench(archive, print)
    bench.start()
    bench.ask()
    assert begun.acquire(timeout=PATIENCE)
    for _ in range(5):
        bench.ask()
    may_go_on.release()
    assert begun.acquire(timeout=PATIENCE), "what was asked for during a build is built after it"
    may_go_on.release()
    assert begun.acquire(timeout=PATIENCE), "and the whole after that"
    may_go_on.release()
    assert not begun.acquire(timeout=0.5), "and once only"
    bench.close()
    assert builds == ["pages", "pages", "whole"]


def test_what_the_search_has_to_say_comes_after_the_page(archive, monkeypatch):
    def build(folder: Path, pages_only: bool = False, **_: object) -> Built:
        built = small_build(folder)
        return (
            Built((*built.problems, Problem(Place("site"), "too long", severity="warning")))
            if not pages_only
            else built
        )

    monkeypatch.setattr("muniment.preview_builds.build", build)
    bench = Workbench(archive, print)
    bench.rebuild(pages_only=True)
    first = bench.edition
    assert first.problems == ()
    bench.complete()
    assert [problem.what for problem in bench.edition.problems] == ["too long"]
    second = bench.edition
    bench.complete()
    assert bench.edition.name == second.name


def test_the_search_page_is_another_when_the_search_is_and_other_pages_are_not(archive):
    bench = Workbench(archive, print)
    bench.rebuild()
    first = bench.edition
    bench.rebuild(pages_only=True)
    pages = bench.edition
    assert pages.name_for("index.html") != first.name_for("index.html")
    assert pages.name_for("search.html") == first.name_for("search.html")
    bench.complete()
    assert bench.edition.name_for("index.html") == pages.name_for("index.html")
    assert bench.edition.name_for("search.html") != pages.name_for("search.html")
    (archive / "seeds" / "a.txt").write_text("an odd one")  # a warning is shown on every page at once
    whole = bench.edition
    bench.rebuild(pages_only=True)
    assert bench.edition.name_for("search.html") != whole.name_for("search.html")


def recorded(monkeypatch, builds: list[str], then: Callable[[str, Callable[[str, int, int], None]], None]):
    """The small build, which notes what it is asked for, and then does something."""

    def build(folder: Path, progress: Callable[[str, int, int], None], pages_only: bool = False, **_: object) -> Built:
        builds.append("pages" if pages_only else "whole")
        then(builds[-1], progress)
        return small_build(folder)

    monkeypatch.setattr("muniment.preview_builds.build", build)


def test_a_build_knows_what_was_touched_since_the_last_one_unless_that_failed(archive, monkeypatch):
    asked = []

    def build(folder: Path, touched: frozenset[str] | None = None, **_: object) -> Built:
        asked.append(touched)
        return small_build(folder)

    monkeypatch.setattr("muniment.preview_builds.build", build)
    bench = Workbench(archive, print)
    bench.rebuild()
    bench.ask(["seeds/a.txt"])
    bench.ask(["seeds/b.txt"])
    bench.rebuild()
    bench.ask(["seeds/a.txt"])
    bench.ask()
    bench.rebuild()
    (archive / "seeds" / "a.txt").write_text("please stop\n")
    bench.ask(["seeds/a.txt"])
    bench.rebuild()
    bench.ask(["seeds/b.txt"])
    bench.rebuild()
    assert asked == [None, {"seeds/a.txt", "seeds/b.txt"}, None, {"seeds/a.txt"}, None]


def test_a_build_that_was_told_what_was_touched_and_failed_is_tried_with_a_look_at_all(archive, monkeypatch):
    asked, ended = [], threading.Event()

    def build(folder: Path, touched: frozenset[str] | None = None, pages_only: bool = False, **_: object) -> Built:
        asked.append(touched)
        if touched:
            raise InputError(Problem(Place("seeds/b.txt"), "changed while the site was made"))
        if not pages_only:
            ended.set()
        return small_build(folder)

    monkeypatch.setattr("muniment.preview_builds.build", build)
    bench = Workbench(archive, print)
    bench.rebuild(pages_only=True)
    bench.start()
    bench.ask(["seeds/a.txt"])
    assert ended.wait(PATIENCE)
    bench.close()
    assert asked[:3] == [None, {"seeds/a.txt"}, None]
    assert bench.edition.is_published


def test_whoever_watches_hears_which_files_were_touched(archive):
    heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
    with watching(archive, heard.put, print):
        (archive / "seeds" / "a.txt").write_text("other words")
        assert set(heard.get(timeout=PATIENCE)) == {"seeds/a.txt"}
    with watching(archive, heard.put, print):
        (archive / "seeds" / "new").mkdir()
        said = heard.get(timeout=PATIENCE)
        while said is not None:
            said = heard.get(timeout=PATIENCE)


def test_closing_completes_what_is_half_made(archive, monkeypatch):
    builds, said = [], []
    monkeypatch.setattr("muniment.preview_builds.CALM", PATIENCE)
    recorded(monkeypatch, builds, lambda what, progress: None)
    with previewing(archive, tell=said.append) as address:
        edition = (visitor := Visitor(address)).edition()
        (archive / "seeds" / "a.txt").write_text("second words")
        visitor.wait_past(edition)
    assert builds == ["whole", "pages", "whole"]
    assert any("Ctrl-C again" in line for line in said)


def test_closing_builds_what_was_asked_for_and_not_begun(archive, monkeypatch):
    builds: list[str] = []
    recorded(monkeypatch, builds, lambda what, progress: None)
    bench = Workbench(archive, print)
    bench.rebuild()
    bench.ask(["seeds/a.txt"])
    bench.close()
    assert builds == ["whole", "whole"]


def test_closing_builds_what_it_has_left_half_way(archive, monkeypatch):
    builds, begun = [], threading.Event()

    def work_until_left(what: str, progress: Callable[[str, int, int], None]) -> None:
        while what == "pages":
            begun.set()
            progress("link", 1, 0)

    recorded(monkeypatch, builds, work_until_left)
    bench = Workbench(archive, print)
    bench.rebuild()
    bench.start()
    bench.ask(["seeds/a.txt"])
    assert begun.wait(PATIENCE)
    bench.close()
    assert builds == ["whole", "pages", "whole"]


def test_closing_begins_anew_what_was_being_completed(archive, monkeypatch):
    builds, begun = [], threading.Event()

    def work_until_left(what: str, progress: Callable[[str, int, int], None]) -> None:
        if builds == ["whole", "pages", "whole"]:
            begun.set()
            while True:
                progress("search", 1, 0)

    recorded(monkeypatch, builds, work_until_left)
    with previewing(archive):
        (archive / "seeds" / "a.txt").write_text("second words")
        assert begun.wait(PATIENCE)
    assert builds == ["whole", "pages", "whole", "whole"]


def test_closing_builds_nothing_where_all_is_made(archive, monkeypatch):
    builds, said = [], []
    recorded(monkeypatch, builds, lambda what, progress: None)
    bench = Workbench(archive, said.append)
    bench.rebuild()
    bench.rebuild(pages_only=True)
    bench.complete()
    bench.close()
    assert builds == ["whole", "pages", "whole"]
    assert not any("Ctrl-C" in line for line in said)


def test_an_interrupt_while_closing_ends_at_once(archive, monkeypatch):
    def interrupt(what: str, progress: Callable[[str, int, int], None]) -> None:
        if what == "whole":
            raise KeyboardInterrupt

    bench = Workbench(archive, print)
    recorded(monkeypatch, [], interrupt)
    bench.rebuild(pages_only=True)
    with pytest.raises(KeyboardInterrupt):
        bench.close()


def test_closing_leaves_a_build_that_runs(archive, monkeypatch):
    begun = threading.Event()

    def endless_build(folder: Path, progress: Callable[[str, int, int], None], pages_only: bool, **_: object) -> Built:
        while pages_only:
            begun.set()
            progress("reading", 1, 0)
        return small_build(folder)

    monkeypatch.setattr("muniment.preview_builds.build", endless_build)
    with previewing(archive):
        (archive / "seeds" / "b.txt").write_text("")
        assert begun.wait(PATIENCE)
    assert [thread.name for thread in threading.enumerate() if thread.name in ("rebuild", "serve")] == []


def test_what_editors_write_in_passing_is_no_edit():
    for name in (".a.txt.swp", "a.txt~", "#a.txt#", ".#a.txt", "4913", "a.txt.tmp", ".DS_Store"):
        assert is_passing(f"seeds/{name}"), name
    for name in ("a.txt", "Ізюм.md", "a.meta.yaml", "#1.txt", "#a.txt.meta.yaml"):
        assert not is_passing(f"seeds/{name}"), name


def test_where_the_system_gives_no_more_watches_folders_are_polled(archive, monkeypatch):
    class Exhausted(preview_watch.PollingObserver):
        def schedule(self, *_: object, **__: object) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(preview_watch, "Observer", Exhausted)
    monkeypatch.setattr(preview_watch, "POLL", 0.05)
    heard, said = threading.Event(), []
    with watching(archive, lambda touched: heard.set(), said.append):
        (archive / "seeds" / "b.txt").write_text("new")
        assert heard.wait(PATIENCE)
    assert "changes are looked for every" in said[0]


# Problems.


def test_a_stopped_build_is_shown_instead_of_a_stale_page_until_it_is_mended(preview, archive):
    edition = preview.edition()
    (archive / "seeds" / "a.txt").write_text("please stop\n")
    preview.wait_past(edition)
    status, text, _ = preview.ask("/index.html")
    assert status == 500
    assert "Nothing was published" in text
    assert "seeds/a.txt:1:8" in text
    assert "this seed says &lt;stop&gt;" in text
    assert "take the word out" in text
    assert "please stop\n       ^" in text
    assert "first words" not in text
    edition = preview.edition()
    (archive / "seeds" / "a.txt").write_text("mended")
    preview.wait_past(edition)
    assert preview.ask("/index.html")[0] == 200


def test_an_error_is_shown_once_and_can_be_looked_past(preview, archive):
    edition = preview.edition()
    (archive / "seeds" / "b.txt").write_text("broken")
    preview.wait_past(edition)
    status, text, _ = preview.ask("/index.html")
    assert status == 500
    assert "The rest of the archive was built" in text
    assert preview.ask("/.muniment/seen?back=index.html", "POST", Origin="https://evil.example")[0] == 403
    assert preview.ask("/index.html")[0] == 500
    status, _, headers = preview.ask("/.muniment/seen?back=index.html", "POST", Origin=preview.address.rstrip("/"))
    assert (status, headers["Location"]) == (303, "/index.html")
    status, text, _ = preview.ask("/index.html")
    assert status == 200
    assert "The build has 1 problem" in text
    edition = preview.edition()
    (archive / "seeds" / "c.txt").write_text("broken too")
    preview.wait_past(edition)
    assert preview.ask("/index.html")[0] == 500, "a new error is shown again"


def test_the_button_never_leads_to_another_site(preview):
    for back in ("//evil.example", "/%5Cevil.example", "https://evil.example"):
        location = preview.ask(f"/.muniment/seen?back={back}", "POST")[2]["Location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))


def test_a_warning_is_a_bar_on_the_page(preview, archive):
    edition = preview.edition()
    (archive / "seeds" / "b.txt").write_text("odd")
    preview.wait_past(edition)
    status, text, _ = preview.ask("/")
    assert status == 200
    assert "first words odd" in text
    assert "The build has 1 warning<" in text


def test_a_fault_of_the_program_is_shown_and_the_preview_goes_on(preview, archive, monkeypatch):
    edition = preview.edition()
    monkeypatch.setattr("muniment.preview_builds.build", lambda *_, **__: 1 / 0)
    (archive / "seeds" / "b.txt").write_text("x")
    preview.wait_past(edition)
    assert "ZeroDivisionError" in preview.ask("/")[1]
    edition = preview.edition()
    monkeypatch.setattr("muniment.preview_builds.build", small_build)
    (archive / "seeds" / "b.txt").write_text("y")
    preview.wait_past(edition)
    assert "first words y" in preview.ask("/")[1]


def test_the_line_of_a_problem_is_shown_only_from_inside_the_archive(archive):
    assert source_line(archive, Place("seeds/a.txt", 1, 7)) == "first words\n      ^"
    assert source_line(archive, Place("seeds/a.txt", 9, 1)) == ""
    assert source_line(archive / "seeds", Place("../secret.txt", 1, 1)) == ""
    assert source_line(archive, Place("seeds/none.txt", 1, 1)) == ""


# With the real build.


def test_an_archive_is_built_shown_and_followed(make_archive):
    archive = make_archive({"seeds/a.md": "---\ntitle: One\n---\nFirst words of a report."})
    with previewing(archive) as address:
        visitor = Visitor(address)
        assert "First words" in visitor.ask("/reports/a.html")[1]
        edition = visitor.edition()
        (archive / "seeds" / "a.md").write_text("---\ntitle: One\n---\nSecond words of a report.")
        visitor.wait_past(edition)
        assert "Second words" in visitor.ask("/reports/a.html")[1]
        edition = visitor.edition()
        (archive / "content").mkdir()
        (archive / "content" / "settings.yaml").write_text("titel: An archive\n")
        visitor.wait_past(edition)
        status, text, _ = visitor.ask("/reports/a.html")
        assert status == 500
        assert "content/settings.yaml:1:1" in text
        assert "did you mean &#x27;title&#x27;?" in text
    assert "/.muniment/" not in (archive / "site" / "reports" / "a.html").read_text("utf-8")


def test_a_broken_signature_is_shown_until_it_is_mended(make_archive):
    archive = make_archive({"seeds/a.md": "First words of a report.", "content/reviews/README.md": "Reviews."})
    with previewing(archive) as address:
        visitor = Visitor(address)
        edition, signature = visitor.edition(), archive / "content/reviews/a.yaml.sig"
        signature.write_text("-----BEGIN SSH SIGNATURE-----\n", "ascii")
        visitor.wait_past(edition)
        status, text, _ = visitor.ask("/reports/a.html")
        assert status == 500
        assert "content/reviews/a.yaml.sig" in text
        edition = visitor.edition()
        signature.unlink()
        visitor.wait_past(edition)
        assert visitor.ask("/reports/a.html")[0] == 200


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has a Ctrl-C that one process can send another")
def test_ctrl_c_ends_it_without_a_trace(make_archive):
    archive = make_archive({"seeds/a.txt": "Words."})
    command = [sys.executable, "-m", "muniment", "serve", str(archive), "--port", "0"]
    at_a_terminal = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background job ignores Ctrl-C
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=at_a_terminal
    ) as running:
        assert running.stdout is not None
        try:
            said = next(line for line in running.stdout if line.startswith("http://127.0.0.1:"))
            assert Visitor(said.split()[0]).ask("/")[0] == 200
            running.send_signal(signal.SIGINT)
            rest = running.communicate(timeout=PATIENCE)[0]
        finally:
            running.kill()
        assert "Traceback" not in rest
        assert running.returncode == 0


# In a browser.


def test_the_open_page_shows_an_edit_and_a_problem_and_that_it_is_mended(
    preview, archive, open_page, assert_accessible
):
    page = open_page(preview.address, expected=("status of 500", "favicon"))
    page.get_by_text("first words").wait_for()
    for words, shown in (("second words", "second words"), ("stop", "this seed says"), ("third words", "third words")):
        (archive / "seeds" / "a.txt").write_text(words)
        page.get_by_text(shown).wait_for()
    (archive / "seeds" / "b.txt").write_text("broken")
    page.get_by_text("The rest of the archive was built").wait_for()
    assert_accessible(page)
    page.get_by_role("button").click()
    page.get_by_text("third words broken").wait_for()
    assert_accessible(page)


def test_the_open_search_page_shows_an_edit_once_the_search_knows_it(archive, monkeypatch, open_page):
    def build(folder: Path, pages_only: bool = False, **more: object) -> Built:
        built = small_build(folder, **more)
        if not pages_only:
            (folder / "site" / "search.html").write_bytes((folder / "site" / "index.html").read_bytes())
        return built

    monkeypatch.setattr("muniment.preview_builds.build", build)
    with previewing(archive) as address:
        page = open_page(f"{address}search.html?q=words", expected=("favicon",))
        page.get_by_text("first words").wait_for()
        (archive / "seeds" / "a.txt").write_text("second words")
        page.get_by_text("second words").wait_for()
        assert page.url.endswith("search.html?q=words")
        page.close()  # before the server goes, or it asks once more and complains of no answer
