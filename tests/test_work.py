"""Memory between builds: what is remembered is what would be made, and nothing else."""

import hashlib
import multiprocessing
import os
import pickle
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from muniment import bodies as bodies_module
from muniment.bodies import Result, fetch
from muniment.crew import Crew
from muniment.model import to_bytes
from muniment.problems import Forgotten, PublishError
from muniment.states import FINE, SECOND, is_settled, state_of
from muniment.store import Store, key_of_user
from muniment.user_key import caches_of_user
from muniment.work import Memory, Task, workshop_at


def double(item: int) -> Result:
    return to_bytes(item * 2), (f"body of {item}".encode(), b"", f"second body of {item}".encode())


BODY = hashlib.sha256(b"body of 7").hexdigest()


def scaled(item: int, factor: int) -> Result:
    return to_bytes(item * factor), ()


def run(shelf, items, jobs=1, recipe="r", make=double, memory=None, **options):
    with workshop_at(shelf, jobs, memory=memory) as workshop:
        results = list(workshop.each(Task(make, int, recipe, **options), items))
        return results, workshop.made, workshop.remembered


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_and_are_remembered(tmp_path, jobs):
    shelf = tmp_path / "store.sqlite"
    items = list(range(700))
    expected = [item * 2 for item in items]
    assert run(shelf, items, jobs) == (expected, 700, 0)
    assert run(shelf, items, jobs) == (expected, 0, 700)
    assert run(shelf, [*items, 1000], jobs) == ([*expected, 2000], 1, 700)


def test_threads_fetch_through_connections_of_their_own_and_all_are_closed(tmp_path):
    shelf = tmp_path / "store.sqlite"
    with workshop_at(shelf) as workshop:
        list(workshop.each(Task(double, int, "r"), [1]))
        bodies: list[bytes] = []
        digest = hashlib.sha256(b"body of 1").hexdigest()
        thread = Thread(target=lambda: bodies.append(fetch(shelf, digest)))
        bodies.append(fetch(shelf, digest))
        thread.start()
        thread.join()
        readers = list(bodies_module._readers.values())
        assert bodies == [b"body of 1"] * 2
        assert len(readers) == 2
    for rows, _ in readers:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            rows.execute("SELECT 1")


class Parcel:
    """An item that counts how many have been unpacked."""

    unpacked = 0

    def __reduce__(self):
        return unpack, ()


def unpack() -> int:
    Parcel.unpacked += 1
    return Parcel.unpacked


def test_an_item_is_unpacked_when_its_turn_comes(tmp_path):
    with workshop_at(tmp_path / "store.sqlite", jobs=2) as workshop:
        turns = Task(turn, bool, "r", describe=lambda item: b"%d" % id(item))
        assert all(workshop.each(turns, [Parcel() for _ in range(300)]))


def turn(item: int) -> Result:
    return to_bytes(item == Parcel.unpacked), ()


def test_those_who_are_dismissed_are_gone_and_not_missed(tmp_path):
    before = set(multiprocessing.active_children())
    with workshop_at(tmp_path / "store.sqlite", jobs=2) as workshop:
        task = Task(double, int, "r")
        first = list(workshop.each(task, range(700)))
        assert set(multiprocessing.active_children()) - before
        workshop.dismiss()
        assert not set(multiprocessing.active_children()) - before
        assert first + list(workshop.each(task, range(700, 800))) == [item * 2 for item in range(800)]


def test_another_recipe_function_or_item_is_made_anew(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    assert run(shelf, [1], recipe="other")[1] == 1
    assert run(shelf, [2])[1] == 1
    assert run(shelf, [1], make=partial(scaled, factor=3)) == ([3], 1, 0)


def test_a_result_that_is_no_longer_ready_is_made_again(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1, 2])
    assert run(shelf, [1, 2], is_ready=lambda small: small == 2)[1:] == (1, 1)


def test_bodies_are_fetched_by_their_hash(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [7])
    for body in (b"body of 7", b"second body of 7"):
        assert fetch(shelf, hashlib.sha256(body).hexdigest()) == body
    with pytest.raises(Forgotten) as caught:
        fetch(shelf, "00" * 32)
    told = pickle.loads(pickle.dumps(caught.value))  # as it comes from another process
    assert [problem.place.path for problem in told.problems] == [str(shelf)]


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100])
def test_a_broken_store_is_thrown_away(tmp_path, damage):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    shelf.write_bytes(damage)
    assert run(shelf, [1])[:2] == ([2], 1)


def changed_rows(shelf, *statements):
    store = sqlite3.connect(shelf)
    for statement in statements:
        store.executescript(statement)
    store.commit()
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE results SET small = CAST('forged' AS BLOB)",
        "UPDATE results SET small = NULL",
        "UPDATE results SET small = 5",
        "UPDATE results SET seal = x'00'",
        "UPDATE results SET bodies = (SELECT max(digest) FROM bodies) || x'00'",
        "UPDATE results SET key = x'00' WHERE key = (SELECT min(key) FROM results)",
        "CREATE TRIGGER other AFTER INSERT ON results BEGIN UPDATE results SET small = 'forged'; END",
        "ALTER TABLE results ADD COLUMN more",
        "DROP TABLE bodies",
        "DROP TABLE facts; CREATE VIEW facts AS WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n)"
        " SELECT 'program' AS name, value FROM n WHERE value < 0",
    ],
)
def test_what_somebody_else_wrote_into_the_store_is_not_remembered(tmp_path, statement):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1, 2])
    changed_rows(shelf, statement)
    assert run(shelf, [1, 2])[0] == [2, 4]
    assert run(shelf, [1, 2])[0] == [2, 4]


def test_a_store_of_another_user_is_not_believed(tmp_path, monkeypatch):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "another"))
    assert run(shelf, [1])[1:] == (1, 0)
    assert run(shelf, [1])[1:] == (0, 1)


def test_where_no_key_can_be_kept_nothing_is_remembered(tmp_path, monkeypatch):
    (tmp_path / "a file").write_bytes(b"")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "a file"))
    shelf = tmp_path / "store.sqlite"
    assert run(shelf, [1]) == run(shelf, [1]) == ([2], 1, 0)


@pytest.mark.parametrize("key", [b"", b"short", b"long" * 100])
def test_a_key_that_was_cut_off_is_made_anew(tmp_path, monkeypatch, key):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "muniment").mkdir()
    (tmp_path / "muniment/key").write_bytes(key)
    shelf = tmp_path / "store.sqlite"
    assert run(shelf, [1])[1:] == (1, 0)
    assert run(shelf, [1])[1:] == (0, 1)


def test_what_is_no_file_is_no_key_and_is_not_waited_for(tmp_path, monkeypatch):
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    (tmp_path / "muniment").mkdir()
    (tmp_path / "muniment/key").symlink_to("/dev/zero")
    assert len(key_of_user()) == 32
    (tmp_path / "muniment/key").unlink()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "muniment/key")
        assert len(key_of_user()) == 32


def test_a_key_is_never_kept_beside_the_work(tmp_path, monkeypatch):
    """A folder of caches that is not absolute would be one of the archive."""
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, "here")
    assert key_of_user() != key_of_user()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("home, inside", [("", True), (".cache", True), ("../elsewhere", False)])
def test_a_key_within_the_archive_vouches_for_nothing(tmp_path, monkeypatch, home, inside):
    """In many a container the archive is the home, and its caches came with it."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str((archive / home).resolve()))
    assert (caches_of_user(archive) is None) == inside
    assert (key_of_user(archive) != key_of_user(archive)) == inside
    with workshop_at(archive / ".cache/store.sqlite", archive=archive) as workshop:
        workshop.keep("note", 1)
        workshop.write_down()
    with workshop_at(archive / ".cache/store.sqlite", archive=archive) as workshop:
        assert (workshop.recall("note", int) is None) == inside


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows tells in another way who may write")
def test_a_key_that_others_could_have_written_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert key_of_user() == key_of_user()
    (tmp_path / "muniment").chmod(0o777)
    assert key_of_user() != key_of_user()


def test_a_forged_note_is_not_believed(tmp_path):
    shelf = tmp_path / "store.sqlite"
    with workshop_at(shelf) as workshop:
        workshop.keep("one", (1, 2))
        workshop.keep("two", (3, 4))
        workshop.write_down()
    changed_rows(shelf, "UPDATE notes SET data = (SELECT data FROM notes WHERE name = 'two')")
    with workshop_at(shelf) as workshop:
        assert workshop.recall("one", tuple[int, int]) is None
        assert workshop.recall("two", tuple[int, int]) == (3, 4)
        assert workshop.recall("three", tuple[int, int]) is None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM bodies",
        "UPDATE bodies SET start = start + 1",
        "UPDATE bodies SET start = -1",
        "UPDATE bodies SET length = 1000000000000000",
        "UPDATE bodies SET length = -1",
        "UPDATE bodies SET volume = CAST(x'ff' AS TEXT)",
        "UPDATE bodies SET volume = 7",
        "UPDATE bodies SET volume = -1",
        "UPDATE bodies SET volume = '../other'",
        "UPDATE bodies SET start = NULL",
    ],
)
def test_a_body_that_lies_nowhere_is_told(tmp_path, statement):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [7])
    assert fetch(shelf, BODY)
    changed_rows(shelf, statement)
    with pytest.raises(Forgotten):
        fetch(shelf, BODY)


def spoilt(volume: Path) -> None:
    volume.write_bytes(volume.read_bytes().replace(b"body", b"BODY"))


def replaced_by_link(volume: Path) -> None:
    volume.rename(volume.with_name("elsewhere"))
    volume.symlink_to("elsewhere")


def replaced_by_pipe(volume: Path) -> None:
    volume.unlink()
    os.mkfifo(volume)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders, and seldom links")
@pytest.mark.parametrize(
    "spoil", [spoilt, replaced_by_link, replaced_by_pipe, Path.unlink, lambda it: os.truncate(it, 3)]
)
def test_a_body_that_is_not_what_its_name_says_is_told(tmp_path, spoil):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [7])
    spoil(tmp_path / "store.sqlite.1")
    with pytest.raises(Forgotten):
        fetch(shelf, BODY)


@pytest.mark.parametrize("number", [1, 2, 123])
def test_a_link_in_the_place_of_a_volume_is_not_written_through(tmp_path, number):
    other, shelf = tmp_path / "other", tmp_path / "store.sqlite"
    other.write_bytes(b"theirs")
    run(shelf, [1])
    volume = tmp_path / f"store.sqlite.{number}"
    volume.unlink(missing_ok=True)
    volume.symlink_to(other)
    assert run(shelf, [1, 2])[0] == [2, 4]
    assert fetch(shelf, hashlib.sha256(b"body of 2").hexdigest())
    assert other.read_bytes() == b"theirs"
    assert not volume.is_symlink()


def volumes_of(folder: Path) -> dict[str, int]:
    """The volumes in a folder, and how many bytes each has."""
    return {path.name: path.stat().st_size for path in folder.glob("store.sqlite.*")}


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_body_is_written_once_by_the_process_that_made_it(tmp_path, jobs):
    shelf, items = tmp_path / "store.sqlite", range(700)
    run(shelf, items, jobs)
    size, more = (sum(len(body) for item in some for body in double(item)[1]) for some in (items, [1000]))
    lying = volumes_of(tmp_path)
    assert sum(lying.values()) == size
    assert len(lying) <= jobs
    run(shelf, items, jobs)
    assert volumes_of(tmp_path) == lying
    run(shelf, [*items, 1000], jobs)
    assert sum(volumes_of(tmp_path).values()) == size + more
    assert lying.items() <= volumes_of(tmp_path).items(), "no build writes into a file that was there"


def test_what_a_killed_process_left_takes_no_room(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [7])
    known = volumes_of(tmp_path)
    (tmp_path / "store.sqlite.2").write_bytes(b"x" * 1000)
    assert run(shelf, [7])[1:] == (0, 1)
    assert volumes_of(tmp_path) == known
    assert fetch(shelf, BODY)


def test_what_is_made_again_takes_room_for_a_while(tmp_path, monkeypatch):
    """As where the site is removed before each build: the same results, and no more of them."""
    shelf, sizes = tmp_path / "store.sqlite", []
    monkeypatch.setattr("muniment.store.SLACK", 1000)
    for _ in range(8):
        with workshop_at(shelf) as workshop:
            list(workshop.each(Task(double, int, "r", is_ready=lambda small: False), range(50)))
            workshop.write_down()
        sizes.append(sum(volumes_of(tmp_path).values()))
    assert max(sizes) <= 2 * sizes[0] + 1000
    assert sizes.count(sizes[0]) > 1, "they were put together"
    assert fetch(shelf, BODY)


def test_where_there_is_no_room_to_put_bodies_together_all_stays(tmp_path, monkeypatch):
    shelf = tmp_path / "store.sqlite"
    run(shelf, range(50))
    before = volumes_of(tmp_path)
    monkeypatch.setattr("muniment.store.MOST_VOLUMES", 0)
    with monkeypatch.context() as patch:
        patch.setattr("muniment.volumes.os.write", full_disk)
        with workshop_at(shelf) as workshop:
            list(workshop.each(Task(double, int, "r"), range(50)))
            workshop.write_down()
    assert volumes_of(tmp_path) == before
    with workshop_at(shelf) as workshop:
        assert list(workshop.each(Task(double, int, "r"), range(50))) == [item * 2 for item in range(50)]
        workshop.write_down()
    assert fetch(shelf, BODY)
    assert volumes_of(tmp_path) == {"store.sqlite.2": sum(before.values())}


def full_disk(handle: int, data: bytes) -> int:
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(not hasattr(os, "link"), reason="needs hard links")
def test_nothing_that_was_there_is_written_to(tmp_path):
    """An archive that somebody sends may have any of its files in the place of a volume."""
    shelf, seed = tmp_path / "store.sqlite", tmp_path / "seed.txt"
    seed.write_bytes(b"evidence")
    run(shelf, [7])
    (tmp_path / "store.sqlite.1").unlink()
    (tmp_path / "store.sqlite.1").hardlink_to(seed)
    with suppress(Forgotten):
        run(shelf, [7, 8])
    assert seed.read_bytes() == b"evidence"


@pytest.mark.parametrize("jobs", [1, 2])
def test_bodies_of_no_use_take_no_room_in_the_end(tmp_path, jobs):
    shelf = tmp_path / "store.sqlite"
    run(shelf, range(3000), jobs)
    before = sum(volumes_of(tmp_path).values())
    with workshop_at(shelf) as workshop:
        list(workshop.each(Task(double, int, "r"), range(10)))
        workshop.write_down()
    (size,) = volumes_of(tmp_path).values()
    assert 0 < size < before / 200
    assert run(shelf, range(20))[1:] == (10, 10)
    assert fetch(shelf, BODY)


def test_many_volumes_become_one(tmp_path, monkeypatch):
    monkeypatch.setattr("muniment.store.MOST_VOLUMES", 3)
    monkeypatch.setattr("muniment.volumes.MOST_OPEN", 1)
    shelf, items = tmp_path / "store.sqlite", list(range(300))
    for recipe in ("a", "b"):
        with workshop_at(shelf, jobs=2) as workshop:
            for part in (items[:100], items[100:]):
                list(workshop.each(Task(partial(scaled_with_body, factor=len(recipe)), int, recipe), part))
            workshop.write_down()
    assert len(volumes_of(tmp_path)) <= 3
    for item in items:
        assert fetch(shelf, hashlib.sha256(b"b%d" % item).hexdigest()) == b"b%d" % item


def scaled_with_body(item: int, factor: int) -> Result:
    return to_bytes(item * factor), (b"b%d" % item,)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_disk_too_full_for_bodies_is_told_with_its_place(tmp_path, monkeypatch):
    shelf, opened = tmp_path / "store.sqlite", os.open
    run(shelf, [1])

    def full(path, flags, *mode):
        is_new = str(path).endswith(".sqlite.2")
        return opened("/dev/full", os.O_WRONLY) if is_new else opened(path, flags, *mode)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", full)
        with pytest.raises(
            PublishError, match=r"store\.sqlite: what this build made cannot be kept beside it: No space left"
        ):
            run(shelf, [2])
    assert run(shelf, [1, 2])[1:] == (1, 1)


@pytest.mark.parametrize("name", ["store.sqlite", "store.sqlite-wal"])
def test_a_link_in_the_store_s_place_is_not_written_through(tmp_path, name):
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE theirs (one)")
    before, cache = other.read_bytes(), tmp_path / "cache"
    cache.mkdir()
    (cache / name).symlink_to(other)
    assert run(cache / "store.sqlite", [1])[0] == [2]
    assert other.read_bytes() == before


def test_a_rollback_journal_that_came_along_is_not_played(tmp_path):
    """SQLite would do what it says, and one may name any file to be removed; our own keeps none."""
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    shelf.with_name("store.sqlite-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    assert run(shelf, [1])[1:] == (1, 0)
    assert not shelf.with_name("store.sqlite-journal").exists()
    if hasattr(os, "mkfifo"):
        os.mkfifo(shelf.with_name("store.sqlite-journal"))
        assert run(shelf, [1])[1:] == (1, 0)


def ended(item: int) -> Result:
    if item == 300 and multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    return double(item)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_what_a_process_did_that_was_killed_is_done_by_this_one(tmp_path):
    items = list(range(3000))
    assert run(tmp_path / "store.sqlite", items, jobs=2, make=ended)[0] == [item * 2 for item in items]


def wait(item: int) -> Result:
    time.sleep(0.2)
    return double(item)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the test forks")
def test_when_a_build_is_killed_its_processes_end(tmp_path):
    builder = multiprocessing.get_context("fork").Process(
        target=run, args=(tmp_path / "store.sqlite", list(range(500))), kwargs={"jobs": 2, "make": wait}
    )
    builder.start()
    children = Path(f"/proc/{builder.pid}/task/{builder.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell who started whom")
    while len(children.read_text().split()) < 2:
        time.sleep(0.01)
    started = [Path(f"/proc/{one}/stat") for one in children.read_text().split()]
    builder.kill()
    builder.join()
    end = time.monotonic() + 20
    while any(stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z" for stat in started):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_without_enough_processes_the_work_is_done_in_this_one(tmp_path, monkeypatch):
    started = []
    start = multiprocessing.process.BaseProcess.start

    def refuse_the_second(self):
        if started:
            raise OSError(24, "Too many open files")
        started.append(self)
        start(self)

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", refuse_the_second)
    items = list(range(600))
    assert run(tmp_path / "store.sqlite", items, jobs=2)[0] == [item * 2 for item in items]
    assert not started[0].is_alive()


needs_fork = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="no fork here")


@pytest.fixture
def forking(monkeypatch):
    """Whatever threads tests before it left, processes are forked."""
    monkeypatch.setattr("muniment.crew.threading.active_count", lambda: 1)


@needs_fork
@pytest.mark.usefixtures("forking")
def test_work_that_is_set_aside_is_done_by_another_process_which_ends_with_the_crew():
    crew = Crew(2)
    answers = [crew.set_aside(os.getpid), crew.set_aside(lambda: "x" * 10**7)]
    assert answers[0]() != os.getpid()
    assert len(answers[1]()) == 10**7
    crew.close()
    assert multiprocessing.active_children() == []


def test_one_process_does_itself_what_it_sets_aside_when_that_is_asked_for():
    done: list[int] = []
    answer = Crew(1).set_aside(lambda: done.append(1))
    assert done == []
    answer()
    assert done == [1]


@needs_fork
@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: 1 / 0])
@pytest.mark.usefixtures("forking")
def test_work_that_is_set_aside_and_lost_is_done_by_this_process(end, capfd):
    here = os.getpid()
    crew = Crew(2)
    answer = crew.set_aside(lambda: "done here" if os.getpid() == here else end())
    assert multiprocessing.active_children()
    assert answer() == "done here"
    crew.close()
    assert capfd.readouterr().err == ""


@needs_fork
@pytest.mark.usefixtures("forking")
def test_a_crew_that_is_dismissed_waits_for_nothing_that_it_set_aside():
    crew = Crew(2)
    crew.set_aside(lambda: time.sleep(60))
    assert multiprocessing.active_children()
    began = time.monotonic()
    crew.close()
    assert time.monotonic() - began < 30
    assert multiprocessing.active_children() == []


@needs_fork
@pytest.mark.usefixtures("forking")
def test_what_went_wrong_with_work_that_was_set_aside_is_told_by_this_process():
    crew = Crew(2)
    answer = crew.set_aside(lambda: Path("/no/such/folder").stat())
    assert multiprocessing.active_children()
    with pytest.raises(FileNotFoundError):
        answer()
    crew.close()


def test_a_store_of_another_program_is_thrown_away(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    store = sqlite3.connect(shelf)
    store.execute("UPDATE facts SET value = 'another'")
    store.commit()
    store.close()
    assert run(shelf, [1])[1] == 1


def hashed(shelf: Path, file: Path) -> str:
    with workshop_at(shelf) as workshop:
        digest = workshop.hashes.of(file, "report.txt", state_of(file.stat()))
        workshop.write_down()
        return digest


def test_a_file_is_hashed_again_when_it_may_have_changed(tmp_path):
    shelf, file = tmp_path / "store.sqlite", tmp_path / "report.txt"
    for words in (b"one", b"two"):  # the same size, perhaps within one tick of the clock
        file.write_bytes(words)
        assert hashed(shelf, file) == hashlib.sha256(words).hexdigest()


def test_an_old_file_is_not_read_again(tmp_path, monkeypatch):
    shelf, file = tmp_path / "store.sqlite", tmp_path / "report.txt"
    file.write_bytes(b"one")
    Event().wait(0.05)  # more than a tick
    first = hashed(shelf, file)
    with monkeypatch.context() as patch:
        patch.setattr(hashlib, "file_digest", None)
        assert hashed(shelf, file) == first


def test_a_change_that_hides_behind_size_and_time_is_seen(tmp_path):
    shelf, file = tmp_path / "store.sqlite", tmp_path / "report.txt"
    for words in (b"one", b"two"):
        file.write_bytes(words)
        os.utime(file, ns=(10**18, 10**18))
        Event().wait(0.05)
        assert hashed(shelf, file) == hashlib.sha256(words).hexdigest()


@pytest.mark.parametrize(
    "changed, at, is_certain",
    [
        (5 * SECOND + 7, 5 * SECOND + 7, False),  # the same tick
        (5 * SECOND + 7, 5 * SECOND + FINE + 8, True),
        (5 * SECOND, 6 * SECOND, False),  # a clock that may tell whole seconds alone
        (5 * SECOND, 8 * SECOND, True),
    ],
)
def test_a_file_that_changed_a_moment_before_may_change_again_unseen(changed, at, is_certain):
    assert is_settled((1, 0, changed, 1), at) is is_certain


def test_one_process_keeps_what_it_knows(tmp_path, monkeypatch):
    memory = Memory()
    items = list(range(40))
    first = run(tmp_path / "store.sqlite", items, memory=memory)
    assert first == ([item * 2 for item in items], 40, 0)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "recall", lambda store, keys: {})
        assert run(tmp_path / "store.sqlite", items[5:], memory=memory) == (first[0][5:], 0, 35)
        assert run(tmp_path / "store.sqlite", items, memory=memory)[1:] == (5, 35)  # what was not used is let go


def test_what_an_item_stands_for_is_made_only_when_it_is_needed(tmp_path):
    unfolded = []

    def unfold(item: int) -> int:
        unfolded.append(item)
        return item

    run(tmp_path / "store.sqlite", [1, 2], unfold=unfold)
    run(tmp_path / "store.sqlite", [1, 2, 3], unfold=unfold)
    assert unfolded == [1, 2, 3]


class Programs:
    """Long works, of which each goes on from `start` until somebody waits for it or lets it go."""

    def __init__(self) -> None:
        self.going: list[int] = []
        self.most = 0

    @contextmanager
    def start(self, item: int) -> Iterator[Callable[[], Result]]:
        self.going.append(item)
        self.most = max(self.most, len(self.going))
        yield lambda: double(item)
        self.going.remove(item)


@pytest.mark.parametrize("jobs", [1, 2])
def test_long_work_goes_on_beside_other_work(tmp_path, jobs):
    shelf, programs, task = tmp_path / "store.sqlite", Programs(), Task(double, int, "long")
    with workshop_at(shelf, jobs) as workshop:
        begun = workshop.begin(task, programs.start, range(5))
        assert programs.going == [0, 1][: 2 * jobs - 2], "one process has no other beside it"
        assert list(workshop.each(Task(double, int, "short"), [5])) == [10]
        assert next(begun) == 0
        assert programs.going == [1, 2][: 2 * jobs - 2]
        assert list(begun) == [2, 4, 6, 8]
        assert (programs.going, programs.most) == ([], 2 * jobs - 2)
    with workshop_at(shelf, jobs) as workshop:
        assert list(workshop.begin(task, programs.start, range(5))) == [0, 2, 4, 6, 8]
        assert workshop.remembered == 5
        assert programs.most == 2 * jobs - 2


def test_long_work_is_done_by_other_processes_where_there_are_some(tmp_path):
    programs = Programs()
    with workshop_at(tmp_path / "store.sqlite", jobs=2) as workshop:
        list(workshop.each(Task(double, int, "short"), range(700)))
        begun = workshop.begin(Task(number_of_process, int, "long"), programs.start, range(3))
        assert os.getpid() not in list(begun)
        assert programs.most == 0


def number_of_process(item: int) -> Result:
    return to_bytes(os.getpid()), ()


def test_long_work_can_fetch_what_was_made_before_it_was_begun(tmp_path):
    shelf = tmp_path / "store.sqlite"
    with workshop_at(shelf) as workshop:
        going_on = workshop.each(Task(double, int, "short"), range(2000))
        assert next(going_on) == 0
        begun = workshop.begin(Task(partial(size_of_first, shelf), int, "long"), Programs().start, [0])
        assert list(begun) == [len("body of 0")]
        assert len(list(going_on)) == 1999


def size_of_first(shelf: Path, item: int) -> Result:
    return to_bytes(len(fetch(shelf, hashlib.sha256(b"body of 0").hexdigest()))), ()


def test_long_work_that_is_put_off_is_begun_once_nothing_else_is_left(tmp_path):
    shelf = tmp_path / "store.sqlite"
    with workshop_at(shelf, jobs=2) as workshop:
        list(workshop.each(Task(double, int, "short"), range(700)))
        begun = workshop.begin(Task(partial(noted, tmp_path), int, "long"), Programs().start, range(3))
        list(workshop.each(Task(double, int, "later"), range(700)))
        assert not list(tmp_path.glob("*.noted"))
        workshop.go_on()
        latest = time.monotonic() + 30
        while len(list(tmp_path.glob("*.noted"))) < 3 and time.monotonic() < latest:
            time.sleep(0.01)
        assert len(list(tmp_path.glob("*.noted"))) == 3
        assert list(begun) == [0, 1, 2]


def noted(folder: Path, item: int) -> Result:
    (folder / f"{item}.noted").touch()
    return to_bytes(item), ()


def test_long_work_that_nobody_waits_for_is_let_go(tmp_path):
    programs = Programs()
    with workshop_at(tmp_path / "store.sqlite", jobs=2) as workshop:
        workshop.begin(Task(double, int, "long"), programs.start, range(5))
    assert (programs.going, programs.most) == ([], 2)


def test_what_is_done_once_is_remembered(tmp_path):
    def make(_: None) -> Result:
        return to_bytes(7), ()

    for made in (1, 0):
        with workshop_at(tmp_path / "store.sqlite") as workshop:
            assert workshop.once(Task(make, int, "r")) == 7
            assert workshop.made == made


def test_what_is_no_longer_used_is_forgotten_in_time(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, range(3000))
    with workshop_at(shelf) as workshop:
        list(workshop.each(Task(double, int, "r"), range(10)))
        workshop.write_down()
    assert run(shelf, range(10))[1:] == (0, 10)
    assert fetch(shelf, hashlib.sha256(b"second body of 7").hexdigest())
    with pytest.raises(Forgotten):
        fetch(shelf, hashlib.sha256(b"body of 2500").hexdigest())
    assert run(shelf, [2500])[1] == 1


def bodied(item: int, text: str) -> Result:
    return to_bytes(item), (f"{text} of {item}".encode(),)


def test_bodies_of_results_that_others_took_the_place_of_are_forgotten_in_time(tmp_path):
    shelf, counts = tmp_path / "store.sqlite", []
    for turn in range(12):
        with workshop_at(shelf) as workshop:
            list(workshop.each(Task(partial(bodied, text=str(turn)), int, "r", is_ready=lambda _: False), range(300)))
            workshop.write_down()
        with closing(sqlite3.connect(shelf)) as store:
            counts += store.execute("SELECT count(*) FROM bodies").fetchone()
    assert counts[1] == 600, "for a while"
    assert max(counts) < 2 * 300 + 1000 + 300 + 1
    assert fetch(shelf, hashlib.sha256(b"11 of 7").hexdigest())
    with pytest.raises(Forgotten):
        fetch(shelf, hashlib.sha256(b"0 of 7").hexdigest())


def test_what_is_remembered_is_renewed_or_made_again(tmp_path):
    """As it holds by now; and is so from then on, without being renewed once more."""
    shelf = tmp_path / "store.sqlite"
    run(shelf, range(4), name="numbers")
    renewed = run(shelf, range(4), name="numbers", renew=lambda known: [None if one == 2 else one + 1 for one in known])
    assert renewed == ([1, 2, 5, 7], 1, 3)
    assert run(shelf, range(4), name="numbers") == ([1, 2, 5, 7], 0, 4)


def test_results_that_are_used_together_are_found_together(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, range(600), name="numbers")
    changed_rows(shelf, "DELETE FROM results")
    assert run(shelf, range(600), name="numbers") == ([item * 2 for item in range(600)], 0, 600)
    assert run(shelf, range(600), name="numbers", recipe="other")[1] == 600
    changed_rows(shelf, "DELETE FROM results")
    assert run(shelf, [7, 599, 3000, 8], name="numbers", recipe="other") == ([14, 1198, 6000, 16], 2, 2)


def test_a_result_made_again_is_the_one_found_together(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1, 2], name="numbers")
    run(shelf, [1, 2], name="numbers", make=partial(scaled, factor=3), is_ready=lambda small: False)
    changed_rows(shelf, "DELETE FROM results")
    assert run(shelf, [1, 2], name="numbers", make=partial(scaled, factor=5)) == ([3, 6], 0, 2)


def test_results_found_together_are_not_known_longer_than_each(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, range(3000), name="numbers")
    with workshop_at(shelf) as workshop:
        list(workshop.each(Task(double, int, "r"), range(10)))
        workshop.write_down()
    assert run(shelf, range(3000), name="numbers")[1:] == (2990, 10)
