"""What a log may say of records and their leaves: the build asks it as whoever checks a site does.

Logs are made here record by record, lies too, and read twice: by the build's `read_log`, and by verify.py, which shares
no code with it.
"""

import hashlib
import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.model import changed, to_json
from muniment.model.sealing import LeafKind
from muniment.problems import Problem
from muniment.seal import verify
from muniment.seal.checkpoint import Checkpoint, checkpoint_text
from muniment.seal.leaves import Leaf, leaf_line, lines_of
from muniment.seal.log import read_log
from muniment.seal.merkle import Tree, leaf_hash
from muniment.seal.records import (
    AnyRecord,
    KeyRecord,
    PublicationRecord,
    ReportRecord,
    SealedWithdrawal,
    address_of,
)

ORIGIN, DAY = "example.org/log", "2026-11-22"
GONE = SealedWithdrawal(authority="desk", date=DAY, reason="The source asked.")
Told = tuple[LeafKind, AnyRecord]


def told(kind: LeafKind, identifier: str, version: int, *takes_out: int, **fields: object) -> Told:
    """What a leaf says of a report, as it ought to be where nothing else is given."""
    withdrawn = {"publication": "withdrawn", "withdrawn": GONE} if kind == "withdraw" else {"publication": "public"}
    given_fields = {**withdrawn, **fields}
    return kind, ReportRecord(id=identifier, version=version, takes_out=takes_out, **given_fields)  # type: ignore[arg-type]


def key(version: int) -> Told:
    listed = KeyRecord(
        key="ssh-ed25519 AAAA", namespaces=("muniment-sums",), principal="desk", role="signer", state="listed",
        valid_after="", valid_before="", version=version,
    )  # fmt: skip
    return "key", listed


def publication(version: int) -> Told:
    return "publish", PublicationRecord(bytes=9, sums="aa", version=version)


@dataclass
class SiteInMemory:
    """As much of verify.Site as its log asks for."""

    held: dict[str, bytes]

    def __post_init__(self) -> None:
        self.files, self.met = dict.fromkeys(self.held), set[str]()

    def digest(self, name: str) -> str:
        return hashlib.sha256(self.held[name]).hexdigest()

    def read(self, name: str, _most: int) -> bytes:
        return self.held[name]

    def lines(self, name: str) -> list[bytes]:
        return self.held[name].splitlines()


def log_files(*said: Told) -> dict[str, bytes]:
    """A log of these leaves: its lines, one checkpoint, and the records that none takes out."""
    salted = [
        (kind, changed(one, salt=one.salt or hashlib.md5(f"{number}".encode()).hexdigest()))
        for number, (kind, one) in enumerate(said)
    ]
    leaves = [Leaf(kind, DAY, hashlib.sha256(to_json(one)).hexdigest()) for kind, one in salted]
    gone = {
        out for number, (_, one) in enumerate(salted) if isinstance(one, ReportRecord)
        for out in one.takes_out if out != number
    }  # fmt: skip
    size, root = len(leaves), Tree(leaf_hash(leaf_line(leaf)) for leaf in leaves).root(len(leaves))
    return {
        "log/entries.jsonl": lines_of(leaves),
        f"log/checkpoints/{size}.txt": checkpoint_text(Checkpoint(ORIGIN, size, root)).encode(),
        **{address_of(one): to_json(one) for number, (_, one) in enumerate(salted) if number not in gone},
    }


def faults_for_build(files: dict[str, bytes]) -> list[str]:
    problems: list[Problem] = []
    read_log({name: hashlib.sha256(data).hexdigest() for name, data in files.items()}, files.__getitem__, problems)
    return [f"{one.place.path}: {one.what}" for one in problems]


def faults_for_reader(files: dict[str, bytes]) -> list[str]:
    about = json.dumps(
        {"asked": [], "authorities": [], "origin": ORIGIN, "reviewers": 1}, separators=(",", ":")
    ).encode()
    checks = verify.Checks()
    verify.Log(SiteInMemory({**files, "verify/archive.json": about}), checks).check_records()  # type: ignore[arg-type]
    return [f"{one['what']}: {one['why']}" for one in checks.lines if one["result"] == "FAIL"]


GOOD = {
    "nothing taken out": [key(1), told("add", "a", 1), told("revise", "a", 2), told("add", "b", 1), publication(1)],
    "a redaction takes out what said more": [told("add", "a", 1), told("review", "a", 2), told("redact", "a", 3, 0, 1)],
    "a withdrawal takes out all, and a publication": [
        told("add", "a", 1), publication(1), told("withdraw", "a", 2, 0, 1),
    ],
    "twice taken out by the same report": [
        told("add", "a", 1), told("redact", "a", 2, 0), told("withdraw", "a", 3, 0, 1),
    ],
    "a report that is held back by another id than before": [
        told("add", "a", 1), told("redact", "a", 2, 0, publication="held"), told("redact", "b", 3, 0, 1, publication="held"),
    ],
    "keys come, and a publication is told of once more": [
        key(1), told("add", "a", 1), publication(1), key(2), told("redact", "a", 2, 1, 2), publication(2),
    ],
}  # fmt: skip


@pytest.mark.parametrize("said", GOOD.values(), ids=GOOD)
def test_what_a_log_may_say_neither_finds_fault_with(said):
    assert faults_for_build(log_files(*said)) == faults_for_reader(log_files(*said)) == []


# What a log may not say, and the words with which the build tells it.
LIES: dict[str, tuple[list[Told], str]] = {
    "a first version that is no 'add'": ([told("revise", "a", 1)], "an 'add' has version 1"),
    "an 'add' of a later version": ([told("add", "a", 1), told("add", "a", 2)], "an 'add' has version 1"),
    "a version before the first": ([told("add", "a", 1), told("revise", "b", 0)], "they begin with 1, and rise"),
    "a version that is left out": ([told("add", "a", 1), told("revise", "a", 3)], "it is version 3, and with it there are 2"),
    "versions the wrong way round": (
        [told("add", "a", 1), told("revise", "a", 3), told("revise", "a", 2)], "they begin with 1, and rise",
    ),
    "a report that was never added": ([told("revise", "a", 2)], "it is version 2, and with it there are 1"),
    "keys of which some are missing": ([key(1), key(3)], "it is version 3, and with it there are 2"),
    "a key's record with a leaf of a report": ([("add", key(1)[1])], "the record of a leaf 'add' does not belong here"),
    "a report's record with a key's leaf": (
        [("key", told("add", "a", 1)[1])], "the record of a leaf 'key' does not belong here",
    ),
    "withdrawn by a leaf that says something else": (
        [told("add", "a", 1), ("revise", told("withdraw", "a", 2)[1])], "only what a 'withdraw' tells of is withdrawn",
    ),
    "a 'withdraw' that withdraws nothing": (
        [told("add", "a", 1), told("withdraw", "a", 2, publication="public")], "only what a 'withdraw' tells of",
    ),
    "withdrawn by its own words, and published": (
        [told("add", "a", 1), told("revise", "a", 2, withdrawn=GONE)], "only what a 'withdraw' tells of is withdrawn",
    ),
    "withdrawn, and nobody says by whom": (
        [told("add", "a", 1), told("withdraw", "a", 2, withdrawn=None)], "only what a 'withdraw' tells of is withdrawn",
    ),
    "a salt that is short": ([told("add", "a", 1, salt="00")], "no salt of 32 hex digits"),
    "a revision that takes out": ([told("add", "a", 1), told("revise", "a", 2, 0)], "it takes out leaf 0, which it may not"),
    "a key taken out": ([key(1), told("add", "a", 1), told("redact", "a", 2, 0, 1)], "it takes out leaf 0"),
    "a leaf that comes later": ([told("add", "a", 1), told("redact", "a", 2, 0, 2), told("add", "b", 1)], "takes out leaf 2"),
    "itself": ([told("add", "a", 1), told("redact", "a", 2, 0, 1)], "it takes out leaf 1"),
    "a leaf before the first": ([told("add", "a", 1), told("redact", "a", 2, -1)], "it takes out leaf -1"),
    "what another report took out": (
        [told("add", "a", 1), told("add", "b", 1), told("redact", "a", 2, 0), told("withdraw", "b", 2, 0, 1)],
        "records/b/v2.json: it takes out leaf 0",
    ),
    "another report, whole": (  # so that it is as if it had never been published
        [told("add", "a", 1), told("add", "b", 1), told("withdraw", "a", 2, 0, 1)],
        "it is version 2, and with it there are 3, 2 of them an 'add'",
    ),
    "another report, counted for a version of its own": (
        [told("add", "a", 1), told("add", "b", 1), told("withdraw", "a", 3, 0, 1)],
        "with it there are 3, 2 of them an 'add': one is missing, or what another report said was taken out",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "words"), LIES.values(), ids=LIES)
def test_what_a_log_may_not_say_both_find_fault_with(said, words):
    files = log_files(*said)
    assert words in "\n".join(faults_for_build(files))
    assert faults_for_reader(files)


OFTEN_RIGHT = st.sampled_from([0] * 9 + [1, -1])


@st.composite
def logs(draw: st.DrawFn) -> list[Told]:
    """Logs of few leaves, most of which are as they ought to be."""
    said: list[Told] = []
    versions: dict[str, int] = {}
    for number in range(draw(st.integers(1, 7))):
        whose = draw(st.sampled_from(["a", "a", "a", "b", "keys", "publications"]))
        version = versions.get(whose, 0) + 1 + draw(OFTEN_RIGHT)
        versions[whose] = max(version, versions.get(whose, 0))
        if whose in ("keys", "publications"):
            said.append(key(version) if whose == "keys" else publication(version))
            continue
        later: list[LeafKind] = ["revise", "review", "redact", "withdraw"]
        kind: LeafKind = "add" if (version == 1) != (draw(OFTEN_RIGHT) > 0) else draw(st.sampled_from(later))
        own = [at for at, (_, one) in enumerate(said) if getattr(one, "id", "") == whose or one.kind == "publication"]
        may = [*own, *own, *range(-1, number + 2)] if draw(OFTEN_RIGHT) else own
        may_take = kind in ("redact", "withdraw") or draw(OFTEN_RIGHT) > 0
        out = draw(st.lists(st.sampled_from(may), max_size=3, unique=True)) if may and may_take else []
        odd: dict[str, object] = {"withdrawn": draw(st.sampled_from([GONE, None]))} if draw(OFTEN_RIGHT) else {}
        said.append(told(kind, whose, version, *sorted(out), **odd))
    return said


@given(logs())
def test_the_build_refuses_just_what_a_reader_is_warned_of(said):
    files = log_files(*said)
    for_build, for_reader = faults_for_build(files), faults_for_reader(files)
    assert bool(for_build) == bool(for_reader), (for_build, for_reader)
