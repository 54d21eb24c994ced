"""The verifier by itself, held to the standards that it follows, and to the sealer, with which it shares no code."""

import base64
import hashlib
from collections.abc import Callable, Iterable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.seal import verify
from muniment.seal.merkle import Tree, leaf_hash

# RFC 8032, 7.1: key, message and signature of TEST 1, 2 and 3.
SIGNED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
# Made with ssh-keygen -Y sign -n muniment-review over "hello\n"; the private half is not kept.
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOzTOVpQ/1vRizUsW04o2+QhLul75Q1QfQ1Qo7TZEwAl"
SIGNATURE = b"""-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg7NM5WlD/W9GLNSxbTijb5CEu6X
vlDVB9DVCjtNkTACUAAAAPbXVuaW1lbnQtcmV2aWV3AAAAAAAAAAZzaGE1MTIAAABTAAAA
C3NzaC1lZDI1NTE5AAAAQDHcnIjOweAd0CkoWO5Y1Lzlco7NELJIRo6+jy0FfdpaxU9E1x
JspV8oJ7R5CfynXdOqevrZ1RMoZguHQ82wmA4=
-----END SSH SIGNATURE-----
"""
MESSAGE = b"hello\n"


@pytest.mark.parametrize(("key", "message", "signature"), SIGNED)
def test_signatures_of_the_rfc_hold_and_no_changed_one_does(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))
    assert verify.is_signed(key, signature, message)
    assert not is_signed(key, signature, message + b"x")
    for at in range(0, 64, 7):
        changed = bytearray(signature)
        changed[at] ^= 1
        assert not is_signed(key, bytes(changed), message)
    # S + L says the same and is another signature: RFC 8032, 8.4.
    larger = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not is_signed(key, signature[:32] + larger.to_bytes(32, "little"), message)


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Also where a part of it is no point of the curve, which is told by ValueError."""
    try:
        return verify.is_signed(key, signature, message)
    except ValueError:
        return False


def test_what_is_no_point_is_no_key():
    for data in (b"\xff" * 32, b"\x02" + bytes(31)):
        with pytest.raises(ValueError, match="there is no such point"):
            verify.point_of(data)
    assert not is_signed(b"\x02" + bytes(31), bytes(64), b"")


def hashed(message: bytes) -> str:
    return hashlib.sha512(message).hexdigest()


def test_a_signature_of_ssh_keygen_tells_its_key():
    assert verify.signer(SIGNATURE, hashed(MESSAGE), "muniment-review") == KEY


@pytest.mark.parametrize(
    ("signature", "message", "namespace", "told"),
    [
        (SIGNATURE, b"hello", "muniment-review", "it is not of these bytes"),
        (SIGNATURE, MESSAGE, "muniment-checkpoint", "in the namespace 'muniment-checkpoint'"),
        (SIGNATURE.replace(b"\n", b"\r\n"), MESSAGE, "muniment-review", "it is not written as one"),
        (SIGNATURE + b"\n", MESSAGE, "muniment-review", "it is not written as one"),
        (SIGNATURE.replace(b"\n", b"\n\n", 2), MESSAGE, "muniment-review", "it is not written as one"),
        (b"", MESSAGE, "muniment-review", "it is not written as one"),
        (b"\xff" * 200, MESSAGE, "muniment-review", "it is not written as one"),
    ],
)
def test_what_is_no_signature_of_that_is_told(signature, message, namespace, told):
    with pytest.raises(ValueError, match=told):
        verify.signer(signature, hashed(message), namespace)


@given(st.integers(0, len(SIGNATURE) - 1), st.integers(1, 255))
def test_no_changed_byte_of_a_signature_goes_unseen(at, by):
    changed = bytearray(SIGNATURE)
    changed[at] ^= by
    with pytest.raises(ValueError):
        verify.signer(bytes(changed), hashed(MESSAGE), "muniment-review")


def test_a_signature_written_in_another_way_is_none():
    body = SIGNATURE[len(verify.BEGIN) : -len(verify.END)].replace(b"\n", b"")
    assert base64.b64decode(body)
    with pytest.raises(ValueError, match="not written as one"):
        verify.signer(verify.BEGIN + body + b"\n" + verify.END, hashed(MESSAGE), "muniment-review")


LEAVES = [str(number).encode() for number in range(100_000)]


@cache
def tree() -> Tree:
    return Tree(map(leaf_hash, LEAVES))


def test_roots_of_the_sealer_hold_at_every_size_up_to_257_and_at_100_000():
    sizes = [*range(1, 258), 65_535, 65_536, 65_537, 100_000]
    assert verify.roots_of(LEAVES, sizes) == {size: tree().root(size) for size in sizes}


SIZES = st.integers(1, 257) | st.integers(258, 100_000)


@given(SIZES, st.data())
def test_proofs_of_the_sealer_hold_and_no_others_do(size, data):
    index, root = data.draw(st.integers(0, size - 1)), tree().root(size)
    path = tree().inclusion(index, size)

    def leads_to(leaf: int, at: int, among: int, proof: Iterable[bytes]) -> bool:
        return holds(lambda rest: verify.root_by_path(leaf_hash(LEAVES[leaf]), at, among, rest) == root, proof)

    assert leads_to(index, index, size, path)
    assert not leads_to((index + 1) % size, index, size, path) or size == 1
    assert not leads_to(index, size, size, path)
    assert not leads_to(index, index, size, (*path, bytes(32)))
    if path:
        assert not leads_to(index, index, size, path[:-1])
        assert not leads_to(index, index, size, (bytes(32), *path[1:]))


def holds(leads: Callable[[list[bytes]], bool], proof: Iterable[bytes]) -> bool:
    """Whether a proof holds."""
    try:
        return leads(list(proof))
    except ValueError:
        return False
