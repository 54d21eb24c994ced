"""Memory between builds: what is remembered is what would be made, and nothing else."""

import hashlib
import os
import sqlite3
from functools import partial
from pathlib import Path

import pytest

from muniment.work import fetch, workshop_at


def double(item: int) -> tuple[bytes, bytes]:
    return str(item * 2).encode(), f"body of {item}".encode()


def scaled(item: int, factor: int) -> tuple[bytes, bytes]:
    return str(item * factor).encode(), b""


def describe(item: int) -> bytes:
    return str(item).encode()


def run(shelf, items, jobs=1, recipe="r", make=double, **options):
    with workshop_at(shelf, jobs) as workshop:
        return list(workshop.each(make, items, recipe, describe, **options)), workshop.made, workshop.remembered


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_and_are_remembered(tmp_path, jobs):
    shelf = tmp_path / "store.sqlite"
    items = list(range(700))
    expected = [str(item * 2).encode() for item in items]
    assert run(shelf, items, jobs) == (expected, 700, 0)
    assert run(shelf, items, jobs) == (expected, 0, 700)
    assert run(shelf, [*items, 1000], jobs) == ([*expected, b"2000"], 1, 700)


def test_another_recipe_function_or_item_is_made_anew(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    assert run(shelf, [1], recipe="other")[1] == 1
    assert run(shelf, [2])[1] == 1
    assert run(shelf, [1], make=partial(scaled, factor=3)) == ([b"3"], 1, 0)


def test_a_result_that_is_no_longer_ready_is_made_again(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1, 2])
    assert run(shelf, [1, 2], is_ready=lambda small: small == b"2")[1:] == (1, 1)


def test_bodies_are_fetched_by_their_hash(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [7])
    assert fetch(shelf, hashlib.sha256(b"body of 7").hexdigest()) == b"body of 7"
    with pytest.raises(LookupError):
        fetch(shelf, "00" * 32)


@pytest.mark.parametrize("damage", [b"", b"not a database" * 100])
def test_a_broken_store_is_thrown_away(tmp_path, damage):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    shelf.write_bytes(damage)
    assert run(shelf, [1])[:2] == ([b"2"], 1)


def test_a_store_of_another_program_is_thrown_away(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, [1])
    store = sqlite3.connect(shelf)
    store.execute("UPDATE facts SET value = 'another'")
    store.commit()
    store.close()
    assert run(shelf, [1])[1] == 1


def test_a_file_is_hashed_again_when_it_may_have_changed(tmp_path):
    shelf, file = tmp_path / "store.sqlite", tmp_path / "report.txt"
    file.write_bytes(b"one")
    old = hashlib.sha256(b"one").hexdigest()
    with workshop_at(shelf) as workshop:
        assert workshop.hash_of(file, "report.txt") == old
    file.write_bytes(b"two")  # the same size, perhaps within one tick of the clock
    with workshop_at(shelf) as workshop:
        assert workshop.hash_of(file, "report.txt") == hashlib.sha256(b"two").hexdigest()


def test_an_old_file_is_not_read_again(tmp_path, monkeypatch):
    shelf, file = tmp_path / "store.sqlite", tmp_path / "report.txt"
    file.write_bytes(b"one")
    os.utime(file, ns=(10**18, 10**18))
    with workshop_at(shelf) as workshop:
        first = workshop.hash_of(file, "report.txt")
    with monkeypatch.context() as patch, workshop_at(shelf) as workshop:
        patch.setattr(Path, "open", None)
        assert workshop.hash_of(file, "report.txt") == first


def test_a_change_that_hides_behind_size_and_time_is_seen(tmp_path):
    shelf, file = tmp_path / "store.sqlite", tmp_path / "report.txt"
    for words in (b"one", b"two"):
        file.write_bytes(words)
        os.utime(file, ns=(10**18, 10**18))
        with workshop_at(shelf) as workshop:
            assert workshop.hash_of(file, "report.txt") == hashlib.sha256(words).hexdigest()


def test_what_is_no_longer_used_is_forgotten_in_time(tmp_path):
    shelf = tmp_path / "store.sqlite"
    run(shelf, range(3000))
    with workshop_at(shelf) as workshop:
        list(workshop.each(double, range(10), "r", describe))
        workshop.tidy()
    assert run(shelf, range(10))[1:] == (0, 10)
    assert run(shelf, [2500])[1] == 1
