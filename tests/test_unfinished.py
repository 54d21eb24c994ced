"""What lies in content/log/ may come from anybody: nothing that it says is done unless the log itself bears it out."""

import hashlib
import json
import os
import shutil
import signal
from pathlib import Path

import pytest

from muniment import sealing
from muniment.build import build
from muniment.check import check
from muniment.problems import ArchiveError, InputError, PublishError
from muniment.seal import writing
from muniment.seal.log import ENTRIES, read_log
from muniment.seal.unfinished import cut_off
from muniment.signed_build import kept_sums
from sealed_archives import NEXT, SEEDS, kinds_of, log_of, seal

WITHDRAWN = "withdrawn: {date: 2026-11-25, reason: A name, authority: demo-desk}\n"
REDACTED = "redact:\n- {start: 0, end: 13, reason: A witness}\n"


@pytest.fixture(scope="module")
def sealed_twice(sealed_once, tmp_path_factory, keys):
    folder = shutil.copytree(sealed_once, tmp_path_factory.mktemp("sealed") / "archive")
    review(folder, "a", "complete: true\n")
    seal(folder, keys["alice"])
    return folder


@pytest.fixture
def sealed(sealed_twice, tmp_path):
    return shutil.copytree(sealed_twice, tmp_path / "archive")


@pytest.fixture(autouse=True)
def _nobody_waits():
    """A pipe that is opened would be waited for without end."""

    def ring(*_):
        raise TimeoutError("this takes too long")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def review(folder, name, more):
    (folder / "content/reviews").mkdir(exist_ok=True)
    digest = hashlib.sha256(SEEDS[f"seeds/{name}.txt"].encode()).hexdigest()
    text = f"seed: {digest}\nreviewer: demo-desk\ndate: 2026-11-23\n{more}"
    (folder / f"content/reviews/{name}.yaml").write_text(text)


def problems_of(call):
    with pytest.raises(ArchiveError) as caught:
        call()
    return "\n".join(map(str, caught.value.problems))


# What is no ordinary file, or no folder of its own.

FILES = ("unfinished.json", "sums/last.json", "sums/SHA256SUMS.sig", "entries.jsonl", "records/a/v1.json",
         "checkpoints/5.txt.sig", "entries.jsonl.new", "sums/last.json.new")  # fmt: skip


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("kind", ["pipe", "link"])
def test_what_is_no_ordinary_file_is_refused_unopened(sealed, keys, tmp_path, name, kind):
    file, elsewhere = sealed / "content/log" / name, tmp_path / "elsewhere"
    elsewhere.write_bytes(file.read_bytes() if file.exists() else b"precious")
    before = elsewhere.read_bytes()
    file.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to(elsewhere)
    log = log_of(sealed)
    told = "neither a file nor a folder" if kind == "pipe" else "a link, which is never followed"
    for call in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=NEXT)):
        assert f"content/log/{name}: {told}" in problems_of(call)
    if name in FILES[:2]:
        assert any(told in one.what for one in check(sealed))
    assert log_of(sealed) == log
    assert elsewhere.read_bytes() == before


FOLDERS = ("content", "content/log", "content/log/records", "content/log/records/a", "content/log/checkpoints",
           "content/log/sums", "content/log/keys")  # fmt: skip


@pytest.mark.parametrize("name", FOLDERS)
def test_no_folder_on_the_way_is_a_link(sealed, keys, tmp_path, name):
    elsewhere = tmp_path / "elsewhere"
    (sealed / name).rename(elsewhere)
    (sealed / name).symlink_to(elsewhere)
    inside = elsewhere / Path("content/log").relative_to(name) if name == "content" else elsewhere
    before = {path: path.read_bytes() for path in inside.rglob("*") if path.is_file()}
    for call in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=NEXT)):
        assert f"{name}: a link, which is never followed" in problems_of(call)
    assert {path: path.read_bytes() for path in inside.rglob("*") if path.is_file()} == before


def test_a_seal_deletes_nothing_through_a_link(sealed, keys, tmp_path):
    victim = tmp_path / "victim/foo/v1.json"
    victim.parent.mkdir(parents=True)
    victim.write_text("precious")
    shutil.rmtree(sealed / "content/log/records")
    (sealed / "content/log/records").symlink_to(victim.parents[1])
    unfinished(sealed, "now", "other", new=["log/records/foo/v1.json"])
    assert "content/log/records: a link" in problems_of(lambda: seal(sealed, keys["alice"], day=NEXT))
    assert victim.read_text() == "precious"


def test_nothing_is_written_through_a_link(tmp_path):
    (tmp_path / "victim").write_text("precious")
    (tmp_path / "file.json.new").symlink_to(tmp_path / "victim")
    (tmp_path / "file.json").symlink_to(tmp_path / "victim")
    writing._write(tmp_path / "file.json", b"words")
    assert (tmp_path / "victim").read_text() == "precious"
    assert not (tmp_path / "file.json").is_symlink()
    assert (tmp_path / "file.json").read_bytes() == b"words"


@pytest.mark.parametrize("name", ["notes.txt", "SHA256SUMS", "more/SHA256SUMS.sig"])
def test_what_no_seal_keeps_with_the_sums_is_told_before_anything_is_appended(sealed, keys, name):
    (sealed / "content/log/sums" / name).parent.mkdir(exist_ok=True)
    (sealed / "content/log/sums" / name).write_text("words")
    (sealed / "seeds/d.txt").write_text("A fourth report.")
    log = log_of(sealed)
    for call in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=NEXT)):
        assert f"content/log/sums/{name}: this is not what a seal writes" in problems_of(call)
    assert log_of(sealed) == log


# unfinished.json by somebody else's hand.


def unfinished(folder, before, after, new=(), gone=()):
    """A file that says so; "now" is entries.jsonl as it is, and a number how it was after so many lines."""
    data = (folder / "content/log/entries.jsonl").read_bytes()
    lines = data.splitlines(keepends=True)

    def digest(state):
        known = data if state == "now" else b"".join(lines[:state]) if isinstance(state, int) else state.encode()
        return hashlib.sha256(known).hexdigest()

    told = {"before": digest(before), "after": digest(after), "new": list(new), "gone": list(gone)}
    (folder / "content/log/unfinished.json").write_text(json.dumps(told))


LAST = ["log/records/a/v2.json", "log/publications/v1.json", "log/checkpoints/7.txt", "log/checkpoints/7.txt.sig"]
FORGED = {
    "nothing was to change": ("now", "now", [], ["log/records/a/v1.json"]),
    "nothing was to change, and nothing goes": ("now", "now"),
    "a record that was sealed": ("now", "other", ["log/records/a/v1.json"]),
    "the record of a key": ("now", "other", ["log/keys/v1.json"]),
    "the last checkpoint": ("now", "other", ["log/checkpoints/7.txt"]),
    "an earlier checkpoint": ("now", "other", ["log/checkpoints/5.txt"]),
    "a signature": ("now", "other", ["log/checkpoints/7.txt.sig"]),
    "a stamp": ("now", "other", ["log/checkpoints/5.good.tsr"]),
    "the log itself": ("now", "other", ["log/entries.jsonl"]),
    "what was signed": ("now", "other", ["log/sums/last.json"]),
    "another folder of the log": ("now", "other", ["log/checkpoints/x/8.txt"]),
    "a folder above": ("now", "other", ["log/records/../../settings.yaml"]),
    "another file": ("now", "other", ["settings.yaml"]),
    "the log was never so": ("some", "other", ["log/records/z/v1.json"]),
    "it never was so before": ("some", "now", LAST, ["log/records/a/v1.json"]),
    "nothing was before": (0, "now", LAST, ["log/records/a/v1.json"]),
    "nobody takes it out": (5, "now", LAST, ["log/records/a/v1.json"]),
    "nobody takes a publication out": (5, "now", LAST, ["log/publications/v1.json"]),
    "a key is taken out": (5, "now", LAST, ["log/keys/v1.json"]),
    "a checkpoint is taken out": (5, "now", LAST, ["log/checkpoints/5.txt"]),
    "a signature is taken out": (5, "now", LAST, ["log/checkpoints/5.txt.sig"]),
    "what it says is new is old": (5, "now", [*LAST, "log/records/b/v1.json"]),
    "what it says is new is not there": (5, "now", [*LAST, "log/records/z/v1.json"]),
    "it was to become something else": (5, "other", LAST),
    "its checkpoint is not new": (5, "now", LAST[:2]),
}


@pytest.mark.parametrize("how", FORGED)
def test_what_the_log_does_not_bear_out_is_neither_deleted_nor_built_on(sealed, keys, how):
    unfinished(sealed, *FORGED[how])
    log = log_of(sealed)
    for call in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=NEXT)):
        assert "content/log/unfinished.json: this is not what a seal writes" in problems_of(call)
        assert log_of(sealed) == log
    with pytest.raises(InputError):
        writing.settle(sealed / "content")
    assert log_of(sealed) == log


@pytest.mark.parametrize("text", ["", "{", "[]", '{"before":1}', "[" * 100_000])
def test_what_cannot_be_read_as_unfinished_is_told(sealed, keys, text):
    (sealed / "content/log/unfinished.json").write_text(text)
    for call in (lambda: build(sealed), lambda: seal(sealed, keys["alice"], day=NEXT)):
        assert "content/log/unfinished.json: this is not what a seal writes" in problems_of(call)


# A seal that is killed, whatever it was about to do.


class Killed(BaseException):
    """As if the process were gone: nothing it would still do is done."""


class Dying:
    """Has the writer of the log live for so many changes to the disk, the last of which is left half done."""

    def __init__(self, monkeypatch, most):
        self.left = most
        for owner, name in ((Path, "unlink"), (Path, "rmdir"), (Path, "replace"), (writing, "_sync")):
            monkeypatch.setattr(owner, name, self.dying(getattr(owner, name)))
        fill = writing._fill
        monkeypatch.setattr(writing, "_fill", self.dying(fill, lambda path, data: fill(path, data[: len(data) // 2])))

    def dying(self, do, half=lambda *_: None):
        def do_or_die(*given, **more):
            self.left -= 1
            if self.left > 0:
                return do(*given, **more)
            if self.left == 0:
                half(*given)
            raise Killed

        return do_or_die


def first_seal(folder):
    shutil.rmtree(folder / "content/log")
    shutil.rmtree(folder / ".cache")
    shutil.rmtree(folder / "site")


SEALS = {
    "a report is added": lambda folder: (folder / "seeds/d.txt").write_text("A fourth report."),
    "a report is withdrawn": lambda folder: review(folder, "a", WITHDRAWN),
    "a report is redacted": lambda folder: review(folder, "b", REDACTED),
    "it is the first": first_seal,
}


@pytest.mark.parametrize("how", SEALS)
def test_a_seal_that_is_killed_at_any_moment_is_undone_or_completed(sealed, keys, monkeypatch, tmp_path, how):
    SEALS[how](sealed)
    asked, append = [], sealing.append
    monkeypatch.setattr(sealing, "append", lambda *given: (asked.append(given[1:]), append(*given)))
    before = log_of(sealed)
    seal(sealed, keys["alice"], day=NEXT)
    (given,) = asked
    gone, outcomes = given[3], set()
    assert bool(gone) == (how in ("a report is withdrawn", "a report is redacted"))
    for most in range(1, 100):
        content = written(tmp_path / f"killed{most}", before)
        with monkeypatch.context() as dying:
            Dying(dying, most)
            try:
                writing.append(content, *given)
                break
            except Killed:
                pass
        outcomes.add(read(content))
        for again in range(1, 5):  # and killed again while that is mended
            with monkeypatch.context() as dying:
                Dying(dying, again)
                try:
                    writing.settle(content)
                    break
                except Killed:
                    outcomes.add(read(content))
        writing.settle(content)
        left = log_of(content.parent)
        assert not any("unfinished" in name or name.endswith(".new") for name in left)
        assert left == before or all(left[name.removeprefix("log/")] == data for name, data in given[2].items())
        assert left == before or not any(name.removeprefix("log/") in left for name in gone)
        outcomes.add(read(content))
    assert outcomes == {before.get("entries.jsonl", b""), given[0] + given[1]}
    assert len(list(tmp_path.glob("killed*"))) > 10


def test_what_is_kept_of_a_build_is_all_of_it_or_nothing(sealed, monkeypatch, tmp_path):
    before, new = kept_sums(sealed), b'{"bytes":1,"leaves":7,"sha256":"x"}'
    files = {writing.LAST: new, f"{writing.SUMS}/SHA256SUMS.2.sig": b"two", f"{writing.SUMS}/SHA256SUMS.sig": b"one"}
    log, outcomes = log_of(sealed), []
    for most in range(1, 100):
        folder = tmp_path / f"killed{most}"
        with monkeypatch.context() as dying:
            content = written(folder, log)
            Dying(dying, most)
            try:
                writing.keep_sums(content, files)
                break
            except Killed:
                pass
        kept = kept_sums(folder)
        outcomes.append(kept)
        assert kept in (None, before) or kept.files == {"SHA256SUMS.sig": b"one", "SHA256SUMS.2.sig": b"two"}
    assert None in outcomes
    assert outcomes[0] == before
    assert outcomes[-1].of.bytes == 1


def test_what_tells_of_others_is_on_the_disk_before_or_behind_them(sealed, monkeypatch):
    done = []
    monkeypatch.setattr(writing, "_write", lambda path, data: done.append(path.name))
    monkeypatch.setattr(writing, "_sync", lambda: done.append(""))
    writing.keep_sums(sealed / "content", {writing.LAST: b"", f"{writing.SUMS}/SHA256SUMS.sig": b""})
    assert done == ["SHA256SUMS.sig", "", "last.json", ""]
    done.clear()
    entries = (sealed / "content/log/entries.jsonl").read_bytes()
    writing.append(sealed / "content", entries, b"more", {"log/records/z/v1.json": b""}, ())
    assert done[:4] == ["unfinished.json", "", "v1.json", ""]


def written(folder, log):
    for name, data in log.items():
        (folder / "content/log" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "content/log" / name).write_bytes(data)
    return folder / "content"


def read(content):
    """The log as it is read: what counts of it is one. Gives its lines."""
    data = {f"log/{name}": data for name, data in log_of(content.parent).items()}
    hashes = {name: hashlib.sha256(one).hexdigest() for name, one in data.items()}
    cut = cut_off(lambda name: hashes.get(name, ""), data.__getitem__)
    files, problems = writing.counting(hashes, cut.left if cut else ()), []
    read_log(files, data.__getitem__, problems)
    assert problems == []
    return data.get(ENTRIES, b"")


def test_a_log_that_changes_while_it_is_sealed_is_left_alone(sealed, keys, monkeypatch):
    (sealed / "seeds/d.txt").write_text("A fourth report.")
    entries, append = sealed / "content/log/entries.jsonl", sealing.append

    def late(*given):
        entries.write_bytes(entries.read_bytes() + b"\n")
        append(*given)

    monkeypatch.setattr(sealing, "append", late)
    with pytest.raises(PublishError, match="changed while it was being sealed"):
        seal(sealed, keys["alice"], day=NEXT)
    assert len(kinds_of_lines(entries)) == 7
    assert not (sealed / "content/log/records/d").exists()


def kinds_of_lines(entries):
    return entries.read_bytes().split()


def test_a_seal_that_was_cut_off_is_passed_over_by_builds_and_undone_by_the_next(sealed, keys):
    (sealed / "content/log/records/z").mkdir()
    (sealed / "content/log/records/z/v1.json").write_bytes(b'{"half')
    (sealed / "content/log/checkpoints/9.txt").write_bytes(b"half")
    unfinished(sealed, "now", "other", ["log/records/z/v1.json", "log/checkpoints/9.txt", "log/checkpoints/9.txt.sig"])
    build(sealed)
    assert (sealed / "content/log/records/z/v1.json").exists()
    seal(sealed, keys["alice"], day=NEXT)
    assert not (sealed / "content/log/records/z").exists()
    assert not (sealed / "content/log/checkpoints/9.txt").exists()
    assert kinds_of(sealed)[5:] == ["publish", "review"]
