"""Publishing: the site is the old one or the new one, and nothing that is not ours is touched."""

import errno
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from muniment.problems import PublishError
from muniment.publish.contents import Contents
from muniment.publish.journal import has_open_journal
from muniment.publish.lock import locked, one_of
from muniment.publish.plan import whole_folders
from muniment.publish.staging import stage
from muniment.publish.sums import Published
from muniment.publish.transaction import Committed, SiteFolder, open_site

OLD = {
    "index.html": "old first page",
    "reports/a.html": "report a",
    "reports/b.html": "report b, to be changed",
    "reports/gone.html": "to be deleted",
    "evidence/b": "a file that becomes a folder",
    "data/deep/er/x.json": "a folder that goes",
    "assets/style.css": "old style",
}
NEW = {
    "index.html": "new first page",
    "reports/a.html": "report a",
    "reports/b.html": "report b, changed",
    "reports/c.html": "report c",
    "evidence/b/photo.jpg": "in the new folder",
    "assets/style.css": "new style",
    "dates/2022/a.html": "in a folder that comes whole",
    "dates/2023.html": "and so is this",
}


def publish(site: Path, cache: Path, files: dict[str, str]) -> Committed:
    with open_site(site, cache, patience=0) as folder:
        return folder.commit(Contents([[stage(folder.staging, name, text.encode()) for name, text in files.items()]]))


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def with_sums(files: dict[str, str]) -> dict[str, bytes]:
    """What a site of these files consists of."""
    content = {name: text.encode() for name, text in files.items()}
    lines = [f"{hashlib.sha256(content[name]).hexdigest()}  {name}\n" for name in sorted(content)]
    return {**content, "SHA256SUMS": "".join(lines).encode()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def problem_of(action: Callable[[], object]) -> str:
    with pytest.raises(PublishError) as caught:
        action()
    return str(caught.value)


# What a commit does.


def test_a_new_site_holds_the_files_and_their_sums(site, cache):
    outcome = publish(site, cache, OLD)
    assert bytes_in(site) == with_sums(OLD)
    assert outcome == Committed(len(OLD), 0, 0, ())


def test_the_next_build_changes_adds_and_deletes(site, cache):
    publish(site, cache, OLD)
    outcome = publish(site, cache, NEW)
    assert bytes_in(site) == with_sums(NEW)
    assert outcome == Committed(written=7, kept=1, deleted=3, strays=())
    assert not (site / "data").exists(), "a folder that nothing is left in goes too"


def test_a_folder_may_become_a_file(site, cache):
    publish(site, cache, NEW)
    publish(site, cache, OLD)
    assert bytes_in(site) == with_sums(OLD)


def test_nothing_is_written_when_nothing_changed(site, cache):
    publish(site, cache, OLD)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert publish(site, cache, OLD) == Committed(0, len(OLD), 0, ())
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_the_usual_tool_checks_the_sums(site, cache):
    program = shutil.which("sha256sum")
    if not program:
        pytest.skip("this system has no sha256sum")
    publish(site, cache, {**OLD, "evidence/Ізюм 1.jpg": "a name with a space, not in Latin"})
    checked = subprocess.run([program, "-c", "--strict", "SHA256SUMS"], cwd=site, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_leaving_without_a_commit_changes_nothing(site, cache):
    publish(site, cache, OLD)
    with open_site(site, cache) as folder:
        stage(folder.staging, "index.html", b"never published")
    assert bytes_in(site) == with_sums(OLD)
    assert list(cache.glob("staging-*")) == []


def test_an_error_while_building_changes_nothing(site, cache):
    publish(site, cache, OLD)

    def fail() -> None:
        with open_site(site, cache) as folder:
            stage(folder.staging, "index.html", b"never published")
            raise RuntimeError("a template is broken")

    with pytest.raises(RuntimeError, match="a template is broken"):
        fail()
    assert bytes_in(site) == with_sums(OLD)
    assert list(cache.glob("staging-*")) == []


def test_a_site_on_another_disk_is_staged_beside(site, cache, monkeypatch):
    replace = Path.replace

    def refuse_between_disks(source: Path, target: Path) -> Path:
        if source.is_relative_to(cache) and Path(target).is_relative_to(site):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", refuse_between_disks)
    publish(site, cache, OLD)
    publish(site, cache, NEW)
    assert bytes_in(site) == with_sums(NEW)
    assert [path.name for path in site.iterdir() if path.name.startswith(".")] == []


# What the site holds already.


def test_what_the_site_holds_need_not_be_made_again(site, cache):
    publish(site, cache, OLD)
    entry = Published("index.html", hashlib.sha256(b"old first page").hexdigest(), 14)
    other = Published("index.html", hashlib.sha256(b"something else").hexdigest(), 14)
    with open_site(site, cache) as folder:
        assert folder.holds([entry])
        assert not folder.holds([entry, other])
    (site / "index.html").write_bytes(b"changed by hand")
    with open_site(site, cache) as folder:
        assert not folder.holds([entry])
    (site / "index.html").unlink()
    with open_site(site, cache) as folder:
        assert not folder.holds([entry])


@pytest.fixture
def unread(monkeypatch) -> list[str]:
    """The files that were read to be hashed."""
    names: list[str] = []
    read = Path.open

    def note(path: Path, mode: str = "r", **options: object) -> IO[bytes]:
        names.append(path.name)
        return read(path, mode, **options)

    monkeypatch.setattr(Path, "open", note)
    return names


def test_what_a_build_remembers_of_the_site_is_not_read_again(site, cache, unread):
    with open_site(site, cache) as folder:
        entries = [stage(folder.staging, name, text.encode()) for name, text in OLD.items()]
        folder.commit(Contents([entries]))
        memory = folder.memory
    with open_site(site, cache) as folder:
        unread.clear()
        folder.remember(memory)
        assert folder.holds(entries)
        assert unread == ["SHA256SUMS"]
        folder.commit(Contents([entries]))
        assert folder.memory is memory
    (site / "reports/a.html").write_text("REPORT A")  # as many bytes
    unread.clear()
    with open_site(site, cache) as folder:
        folder.remember(memory)
        assert not folder.holds(entries)
        assert unread == ["SHA256SUMS", "a.html"]


def test_a_memory_of_another_edition_of_the_site_is_not_believed(site, cache):
    publish(site, cache, OLD)
    with open_site(site, cache) as folder:
        folder.commit(Contents([[stage(folder.staging, name, text.encode()) for name, text in NEW.items()]]))
        memory = folder.memory
    publish(site, cache, OLD)
    with open_site(site, cache) as folder:
        folder.remember(memory)
        folder.commit(Contents([[stage(folder.staging, name, text.encode()) for name, text in NEW.items()]]))
    assert bytes_in(site) == with_sums(NEW)


def test_what_was_changed_by_hand_is_put_right(site, cache):
    publish(site, cache, OLD)
    (site / "reports/a.html").write_text("defaced")
    publish(site, cache, OLD)
    assert bytes_in(site) == with_sums(OLD)


def test_a_file_that_vanished_while_building_is_named(site, cache):
    publish(site, cache, OLD)
    entry = Published("reports/a.html", hashlib.sha256(b"report a").hexdigest(), 8)

    def lose() -> None:
        with open_site(site, cache) as folder:
            first = stage(folder.staging, "index.html", b"new")
            (site / "reports/a.html").unlink()
            folder.commit(Contents([[first, entry]]))

    assert "reports/a.html: vanished while the site was built" in problem_of(lose)


# What is not ours.


def test_files_of_others_are_left_alone_and_named(site, cache):
    publish(site, cache, OLD)
    (site / "notes.txt").write_text("mine")
    (site / ".nojekyll").write_text("")
    assert publish(site, cache, NEW).strays == ("notes.txt",)
    assert (site / "notes.txt").read_text() == "mine"
    assert (site / ".nojekyll").exists()


def test_a_file_changed_by_hand_is_not_deleted(site, cache):
    publish(site, cache, OLD)
    (site / "reports/gone.html").write_text("somebody's work")
    assert publish(site, cache, NEW).strays == ("reports/gone.html",)
    assert (site / "reports/gone.html").read_text() == "somebody's work"


def test_a_folder_with_other_files_is_refused(site, cache):
    site.mkdir()
    (site / "thesis.doc").write_text("years of work")
    assert "this folder holds files that no build has written" in problem_of(lambda: publish(site, cache, OLD))
    assert bytes_in(site) == {"thesis.doc": b"years of work"}


def test_a_folder_with_hidden_files_alone_is_used(site, cache):
    site.mkdir()
    (site / ".gitkeep").write_text("")
    publish(site, cache, OLD)
    assert (site / ".gitkeep").exists()


@pytest.mark.parametrize(
    "line",
    ["../thesis.doc", "/etc/passwd", "disk-image.iso"],
    ids=["a way out", "an absolute path", "sums of something else"],
)
def test_sums_that_no_build_wrote_give_no_right_to_delete(site, cache, line):
    site.mkdir()
    (site.parent / "thesis.doc").write_text("years of work")
    (site / "disk-image.iso").write_text("an image")
    (site / "SHA256SUMS").write_text(f"{hashlib.sha256(b'years of work').hexdigest()}  {line}\n")
    assert "no build has written" in problem_of(lambda: publish(site, cache, OLD))
    assert (site.parent / "thesis.doc").exists()
    assert (site / "disk-image.iso").exists()


def test_a_file_of_somebody_in_the_way_is_refused(site, cache):
    publish(site, cache, OLD)
    (site / "reports/c.html").write_text("somebody's work")
    message = problem_of(lambda: publish(site, cache, NEW))
    assert "reports/c.html: a file that no build has written is in the way" in message
    assert (site / "reports/c.html").read_text() == "somebody's work"
    assert (site / "index.html").read_text() == "old first page"


def test_a_folder_that_is_a_link_is_never_written_through(site, cache):
    publish(site, cache, OLD)
    outside = site.parent / "outside"
    outside.mkdir()
    shutil.rmtree(site / "reports")
    (site / "reports").symlink_to(outside, target_is_directory=True)
    assert "a link stands where a folder of the site belongs" in problem_of(lambda: publish(site, cache, NEW))
    assert list(outside.iterdir()) == []


def test_a_file_that_is_a_link_is_replaced_and_not_followed(site, cache):
    publish(site, cache, OLD)
    outside = site.parent / "outside.txt"
    outside.write_text("old first page")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(outside)
    publish(site, cache, OLD)
    assert not (site / "index.html").is_symlink()
    assert outside.read_text() == "old first page"


# One at a time.


def test_two_builds_of_one_archive_cannot_mix(site, cache):
    with open_site(site, cache):
        message = problem_of(lambda: publish(site, cache, NEW))
    assert f"this archive is in use by process {os.getpid()}" in message


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock a folder")
def test_two_archives_cannot_mix_in_one_site(site, cache):
    with open_site(site, cache):
        message = problem_of(lambda: publish(site, cache.with_name("another"), NEW))
    assert "the site folder is in use" in message


def test_a_waiting_build_says_so(site, cache):
    told: list[str] = []
    with open_site(site, cache), pytest.raises(PublishError), open_site(site, cache, patience=0.1, tell=told.append):
        pass
    assert told == [f"this archive is in use by process {os.getpid()}; waiting"]


def test_a_lock_that_is_another_name_of_a_file_is_not_written_to(tmp_path):
    """An archive that somebody sends may have a report of its own there: tar keeps hard links."""
    seed, lock = tmp_path / "seed.txt", tmp_path / "lock"
    seed.write_bytes(b"evidence")
    lock.hardlink_to(seed)
    for hold in (locked(lock, 0, print, "this archive"), one_of([lock])):
        with pytest.raises(OSError, match="not an ordinary file"), hold:
            pass
    assert seed.read_bytes() == b"evidence"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_lock_dies_with_its_process_though_its_children_live(site, cache):
    script = (
        "import os, signal, sys, pathlib\n"
        "from muniment.publish.transaction import open_site\n"
        "with open_site(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])):\n"
        "    if os.fork():\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    sys.stdin.read()\n"
        "    os._exit(0)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(site), str(cache)], stdin=subprocess.PIPE)
    assert process.wait(20) == -signal.SIGKILL
    publish(site, cache, OLD)  # the child still waits for its input
    assert process.stdin
    process.stdin.close()


# A build that is cut off.

BUILD_AND_DIE = """
import os, signal, sys
from pathlib import Path
from muniment.publish.contents import Contents
from muniment.publish.staging import stage
from muniment.publish.transaction import open_site

steps = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"}
site, cache, count, last = Path(sys.argv[1]), Path(sys.argv[2]), 0, int(sys.argv[3])

def watch(event, _):
    global count
    if event in steps:
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

files = eval(sys.stdin.read())
sys.addaudithook(watch)
with open_site(site, cache) as folder:
    folder.commit(Contents([[stage(folder.staging, name, text.encode()) for name, text in files.items()]]))
print(count)
"""


def build_and_die(site: Path, cache: Path, last: int) -> "subprocess.CompletedProcess[bytes]":
    """Publish NEW in another process, which kills itself at its `last` step on the disk."""
    command = [sys.executable, "-c", BUILD_AND_DIE, str(site), str(cache), str(last)]
    return subprocess.run(command, input=repr(NEW).encode(), stdout=subprocess.PIPE, check=False)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_build_killed_at_any_moment_is_undone_or_completed(tmp_path):
    publish(tmp_path / "old", tmp_path / "old-cache", OLD)
    shutil.copytree(tmp_path / "old", tmp_path / "whole")
    steps = int(build_and_die(tmp_path / "whole", tmp_path / "whole-cache", 0).stdout)
    assert bytes_in(tmp_path / "whole") == with_sums(NEW)
    ends = []
    for moment in sorted(random.Random(1).sample(range(1, steps + 1), 20)):
        site, cache = tmp_path / f"site{moment}", tmp_path / f"cache{moment}"
        shutil.copytree(tmp_path / "old", site)
        assert build_and_die(site, cache, moment).returncode == -signal.SIGKILL
        was_open = has_open_journal(cache)
        with open_site(site, cache):
            pass
        ends.append(bytes_in(site) == with_sums(NEW))
        assert bytes_in(site) == with_sums(NEW if was_open or ends[-1] else OLD), f"killed at step {moment}"
        assert not has_open_journal(cache)
        assert list(cache.glob("staging-*")) == []
    assert ends == sorted(ends), "first undone, then completed"
    assert len(set(ends)) == 2, "the moments lie on both sides of the journal"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_build_into_another_site_completes_the_first(tmp_path, cache, monkeypatch):
    site = tmp_path / "site"
    publish(site, cache, OLD)
    cut_off(site, cache, NEW, monkeypatch)
    told: list[str] = []
    with open_site(tmp_path / "other", cache, tell=told.append):
        pass
    assert told == ["the last build was cut off; completing it"]
    assert bytes_in(site) == with_sums(NEW)


def cut_off(site: Path, cache: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail at the third rename into the site."""
    done = []
    replace = Path.replace

    def fail_at_the_third(source: Path, target: Path) -> Path:
        if Path(target).is_relative_to(site) and Path(source).name != ".probe":
            done.append(target)
            if len(done) == 3:
                raise OSError(errno.EIO, "the disk failed", str(target))
        return replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail_at_the_third)
        assert "which first completes the site" in problem_of(lambda: publish(site, cache, files))
    assert has_open_journal(cache)


def test_a_failure_among_the_renames_is_completed_by_the_next_build(site, cache, monkeypatch):
    publish(site, cache, OLD)
    cut_off(site, cache, NEW, monkeypatch)
    assert bytes_in(site) not in (with_sums(OLD), with_sums(NEW))
    with open_site(site, cache):
        assert bytes_in(site) == with_sums(NEW)


def test_a_site_that_is_gone_needs_no_completing(site, cache, monkeypatch):
    publish(site, cache, OLD)
    cut_off(site, cache, NEW, monkeypatch)
    shutil.rmtree(site)
    publish(site, cache, OLD)
    assert bytes_in(site) == with_sums(OLD)


def test_a_broken_journal_is_dropped(site, cache):
    publish(site, cache, OLD)
    (cache / "journal.json").write_bytes(b'{"site": "')
    publish(site, cache, NEW)
    assert bytes_in(site) == with_sums(NEW)


def test_an_archive_that_is_moved_leaves_another_folder_of_the_site_s_name_alone(tmp_path, monkeypatch):
    """Its site lay beside it, was cut off, and stayed where it was."""
    archive, www = tmp_path / "a" / "archive", tmp_path / "a" / "www"
    archive.mkdir(parents=True)
    publish(www, archive / ".cache", OLD)
    cut_off(www, archive / ".cache", NEW, monkeypatch)
    unrelated = tmp_path / "b" / "www"
    publish(unrelated, tmp_path / "cache", OLD)
    before = bytes_in(unrelated)
    archive.rename(tmp_path / "b" / "archive")
    told: list[str] = []
    with open_site(tmp_path / "b/site", tmp_path / "b/archive/.cache", tell=told.append):
        pass
    assert bytes_in(unrelated) == before
    assert told == ["a journal was dropped that no build of this machine wrote for a site that is still there"]


def test_an_archive_that_is_moved_between_two_states_is_completed_where_it_is(tmp_path, monkeypatch):
    archive = tmp_path / "archive"
    archive.mkdir()
    publish(archive / "site", archive / ".cache", OLD)
    cut_off(archive / "site", archive / ".cache", NEW, monkeypatch)
    shutil.copytree(archive, tmp_path / "moved")
    shutil.rmtree(archive)
    with open_site(tmp_path / "moved/site", tmp_path / "moved/.cache"):
        assert bytes_in(tmp_path / "moved/site") == with_sums(NEW)


@pytest.mark.parametrize(
    "journal",
    [
        {"site": "{victim}", "staging": "staging-x", "before": ["a.txt", "tree/b.txt"]},
        {"site": "{victim}", "staging": "staging-x", "moves": ["a.txt"]},
        {"site": "{victim}", "staging": "{victim}/.muniment-staging-x", "after": ["a.txt"]},
        {"site": "../site", "staging": "{victim}/tree"},
        {"site": "../site", "staging": "staging-x/../../victim/tree"},
        {"site": "../site", "staging": "staging-x", "before": ["../victim/a.txt"]},
        {"site": "../site", "staging": "staging-x", "moves": ["../victim/a.txt"]},
        {"site": "../site", "staging": "staging-x", "after": ["{victim}/a.txt"]},
        {"site": "../missing", "staging": "{victim}"},
    ],
)
def test_a_journal_from_elsewhere_reaches_nothing_outside_the_site(tmp_path, journal):
    """An archive that somebody sends may hold any .cache/journal.json."""
    victim, cache = tmp_path / "victim", tmp_path / "cache"
    for path in (victim / "a.txt", victim / "tree/b.txt", cache / "staging-x/a.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"of {path.parent.name}")
    before = bytes_in(victim)
    whole = {"before": [], "moves": [], "after": [], "inode": 1, **journal}
    (cache / "journal.json").write_text(json.dumps(whole).replace("{victim}", str(victim)))
    told: list[str] = []
    with open_site(tmp_path / "site", cache, tell=told.append):
        pass
    assert bytes_in(victim) == before
    assert told == ["a journal was dropped that no build of this machine wrote for a site that is still there"]
    assert not has_open_journal(cache)


def test_a_full_disk_leaves_the_old_site(site, cache, monkeypatch):
    publish(site, cache, OLD)
    write = os.write

    def fill(handle: int, data: bytes) -> int:
        if bytes(data) == NEW["reports/c.html"].encode():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(handle, data)

    monkeypatch.setattr(os, "write", fill)
    message = problem_of(lambda: publish(site, cache, NEW))
    assert "make room and build again; the site is as it was" in message
    assert bytes_in(site) == with_sums(OLD)
    assert list(cache.glob("staging-*")) == []


def test_what_comes_in_the_way_of_a_folder_that_comes_whole_is_not_lost(site, cache, monkeypatch):
    """Somebody makes a folder of that name while the build moves its own in."""
    rename = Path.rename

    def slip_in(path: Path, target: Path) -> Path:
        target.mkdir()
        (target / "theirs.txt").write_text("not ours")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", slip_in)
    publish(site, cache, {"index.html": "first", "reports/a.html": "report a"})
    assert bytes_in(site).keys() == {"index.html", "reports/a.html", "reports/theirs.txt", "SHA256SUMS"}


@pytest.mark.parametrize(
    "moves, staged, present, folders",
    [
        (["a/b.css", "a/c/d.js", "e/f.html", "g.html"], (), (), ("a", "e")),
        (["e/f.html", "z/a.css"], (), (), ("z", "e")),  # pages come last
        (["a/b.css", "e/f.html"], (), ("a/other.css",), ("e",)),
        (["a/b.css", "e/f.html"], ("e/unwanted.html",), (), ("a",)),
        (["a/b.css"], (), ("a",), ()),
        ([], (), (), ()),
    ],
)
def test_a_folder_comes_whole_where_nothing_else_is_or_would_be_in_it(moves, staged, present, folders):
    assert whole_folders(moves, (*moves, *staged), present) == folders


def test_a_site_folder_knows_what_was_published(site, cache):
    publish(site, cache, OLD)
    assert set(SiteFolder(site, cache).holdings.previous) == set(OLD)
