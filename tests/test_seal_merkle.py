"""The Merkle tree of the log, held to published vectors and to a second, naive implementation."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.seal import verify
from muniment.seal.checkpoint import Checkpoint, checkpoint_text, is_origin, read_checkpoint
from muniment.seal.merkle import EMPTY, Tree, leaf_hash

# Entries, roots of the first 0 to 8, and proofs: testonly/constants.go and reference_test.go of
# https://github.com/transparency-dev/merkle (Apache License 2.0), which follow those of Certificate Transparency.
ENTRIES = [bytes.fromhex(one) for one in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
NODE_0, LEAF_1 = ROOTS[2], "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
NODE_1 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
NODE_2 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
NODE_3 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
RIGHT = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"


LARGE = json.loads((Path(verify.__file__).parent / "vectors.json").read_text("utf-8"))["merkle"]["large"]


def tree_of(entries: Sequence[bytes]) -> Tree:
    return Tree(map(leaf_hash, entries))


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_that_others_published(size):
    assert tree_of(ENTRIES).root(size).hex() == ROOTS[size]
    assert tree_of(ENTRIES[:size]).root(size).hex() == ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (0, 2, [LEAF_1]),
        (1, 2, [ROOTS[1]]),
        (2, 3, [NODE_0]),
        (1, 5, [ROOTS[1], NODE_1, LEAF_4]),
        (0, 8, [LEAF_1, NODE_1, RIGHT]),
        (5, 8, [LEAF_4, NODE_3, ROOTS[4]]),
    ],
)
def test_audit_paths_are_those_that_others_published(index, size, proof):
    assert [one.hex() for one in tree_of(ENTRIES).inclusion(index, size)] == proof


@pytest.mark.parametrize(
    ("old", "size", "proof"),
    [
        (1, 1, []),
        (1, 8, [LEAF_1, NODE_1, RIGHT]),
        (2, 5, [NODE_1, LEAF_4]),
        (6, 8, [NODE_2, NODE_3, ROOTS[4]]),
    ],
)
def test_consistency_proofs_are_those_that_others_published(old, size, proof):
    assert [one.hex() for one in tree_of(ENTRIES).consistency(old, size)] == proof


# Roots of larger trees, which others published too.


@pytest.mark.parametrize(("size", "root"), LARGE["roots"].items())
def test_roots_of_larger_trees_are_those_that_others_published(size, root):
    tree = tree_of([number.to_bytes(2, "little") for number in range(int(size))])
    assert tree.root(int(size)).hex() == root


# The second implementation: the definitions of RFC 6962, 2.1, word for word, of the leaves from one number to before
# another. D[start:end] is written so; what was worked out once is not worked out again.

MOST = 100_000
MANY = [f"{number}".encode() for number in range(MOST)]


@cache
def naive_root(start: int, end: int) -> bytes:
    n = end - start
    if n == 0:
        return hashlib.sha256(b"").digest()
    if n == 1:
        return hashlib.sha256(b"\x00" + MANY[start]).digest()
    k = split_of(n)
    return hashlib.sha256(b"\x01" + naive_root(start, start + k) + naive_root(start + k, end)).digest()


def naive_path(m: int, start: int, end: int) -> list[bytes]:
    n = end - start
    if n == 1:
        return []
    k = split_of(n)
    if m < k:
        return [*naive_path(m, start, start + k), naive_root(start + k, end)]
    return [*naive_path(m - k, start + k, end), naive_root(start, start + k)]


def naive_proof(m: int, start: int, end: int, is_whole: bool = True) -> list[bytes]:
    n = end - start
    if m == n:
        return [] if is_whole else [naive_root(start, end)]
    k = split_of(n)
    if m <= k:
        return [*naive_proof(m, start, start + k, is_whole), naive_root(start + k, end)]
    return [*naive_proof(m - k, start + k, end, False), naive_root(start, start + k)]


def split_of(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@pytest.fixture(scope="module")
def many() -> Tree:
    return tree_of(MANY)


def test_all_sizes_up_to_257_agree_with_the_definitions(many):
    for size in range(258):
        assert many.root(size) == naive_root(0, size)


@pytest.mark.parametrize("size", range(1, 18))
def test_all_proofs_of_small_trees_agree_with_the_definitions(many, size):
    for number in range(size):
        assert list(many.inclusion(number, size)) == naive_path(number, 0, size)
        assert list(many.consistency(number + 1, size)) == naive_proof(number + 1, 0, size)


SIZES = st.one_of(st.integers(1, 257), st.integers(1, MOST), st.sampled_from([65_535, 65_536, 65_537, MOST - 1, MOST]))


@given(st.data())
def test_roots_and_proofs_agree_with_the_definitions_up_to_100_000_leaves(many, data):
    size = data.draw(SIZES)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert many.root(size) == naive_root(0, size)
    assert list(many.inclusion(index, size)) == naive_path(index, 0, size)
    assert list(many.consistency(old, size)) == naive_proof(old, 0, size)


def test_what_is_not_there_has_no_proof():
    tree = tree_of(ENTRIES)
    for call in (
        lambda: tree.root(9), lambda: tree.inclusion(8, 8), lambda: tree.inclusion(0, 0), lambda: tree.inclusion(-1, 3),
        lambda: tree.consistency(0, 3), lambda: tree.consistency(4, 3), lambda: tree.consistency(4, 9),
    ):  # fmt: skip
        with pytest.raises(ValueError):
            call()
    assert Tree([]).root(0) == EMPTY


# Checkpoints.

HEAD = "example.org/izium\n5\nTju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=\n"


def test_a_checkpoint_is_three_lines():
    found = read_checkpoint(HEAD)
    assert found == Checkpoint("example.org/izium", 5, bytes.fromhex(ROOTS[5]))
    assert checkpoint_text(found) == HEAD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5\n", "05\n"), ("5\n", "+5\n"), ("5\n", " 5\n"), ("5\n", "5 \n"), ("5\n", "٥\n"), ("5\n", "-5\n"), ("5\n", "\n"),
        ("5\n", "99999999999999999999\n"), ("example", "exa mple"), ("example", "exa+mple"), ("example", "\u200bexample"),
        ("example.org/izium", ""), ("NQ=\n", "NQ=\n\n"), ("NQ=\n", "NQ="), ("NQ=\n", "NQ=\nmore\n"), ("NQ=", "NR="),
        ("NQ=", "NQ"), ("Tju7", ""), ("Tju", "T ju"), ("\n", "\r\n"), ("=", "=="),
    ],
)  # fmt: skip
def test_what_does_not_write_back_to_the_same_bytes_is_none(old, new):
    assert HEAD.replace(old, new, 1) != HEAD
    assert read_checkpoint(HEAD.replace(old, new, 1)) is None


def test_how_a_log_may_be_named():
    assert all(map(is_origin, ("example.org/izium", "urn:uuid:5c2b", "архів.укр/ізюм")))
    assert not any(map(is_origin, ("", "a b", "a+b", "a\tb", "a\nb", "a" * 201, "a\u2028b")))
