"""What VERIFY.md asks of records and the leaves they belong to: which versions there are, and what takes out what.

Whoever checks a site asks the same. So a log that this finds fault with is one that every reader would be warned of.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from muniment.model.sealing import LeafKind
from muniment.seal.leaves import OF_REPORTS, TAKING_OUT, Leaf
from muniment.seal.records import KEYS, AnyRecord, KeyRecord, PublicationRecord, ReportRecord, address_of

SALT = re.compile(r"[0-9a-f]{32}")

Records = Mapping[int, AnyRecord]  # by the number of the leaf, in that order
Fault = tuple[str, str]  # what is wrong, and the address of the record with which it is


def faults_of(leaves: Sequence[Leaf], records: Records) -> Iterator[Fault]:
    """All that is wrong with the records that are published, none of which another takes out."""
    for number, record in records.items():
        yield from ((what, address_of(record)) for what in _faults_alone(record, leaves[number].kind))
    takers = dict[int, str]()  # the report in whose name each leaf is taken out
    for number, record in records.items():
        if isinstance(record, ReportRecord):
            for leaf in record.takes_out:
                if not _may_take(leaves, number, leaf) or takers.setdefault(leaf, record.id) != record.id:
                    yield f"it takes out leaf {leaf}, which it may not", address_of(record)
    yield from _faults_of_versions(leaves, records, takers)


def taken_out(records: Records) -> frozenset[int]:
    """The leaves whose records are published no more."""
    told = ((number, one.takes_out) for number, one in records.items() if isinstance(one, ReportRecord))
    return frozenset(leaf for number, leaves in told for leaf in leaves if leaf != number)


def _faults_alone(record: AnyRecord, kind: LeafKind) -> Iterator[str]:
    kinds: Mapping[type[AnyRecord], tuple[LeafKind, ...]] = {KeyRecord: ("key",), PublicationRecord: ("publish",)}
    if kind not in kinds.get(type(record), OF_REPORTS):
        yield f"the record of a leaf '{kind}' does not belong here"
    elif isinstance(record, ReportRecord):
        if (record.version == 1) != (kind == "add"):
            yield f"it is version {record.version}, and its leaf is '{kind}': an 'add' has version 1, and nothing else"
        if {record.publication == "withdrawn", record.withdrawn is not None} != {kind == "withdraw"}:
            yield f"its leaf is '{kind}': only what a 'withdraw' tells of is withdrawn"
    if not SALT.fullmatch(record.salt):
        yield "it has no salt of 32 hex digits: what was in it could be guessed"


def _may_take(leaves: Sequence[Leaf], number: int, leaf: int) -> bool:
    return leaves[number].kind in TAKING_OUT and 0 <= leaf < number and leaves[leaf].kind != "key"


def _faults_of_versions(leaves: Sequence[Leaf], records: Records, takers: Mapping[int, str]) -> Iterator[Fault]:
    """Versions that do not rise from leaf to leaf; and of a report, or of keys, not all: those that are there and those
    that are taken out are as many as the version of the last, and begin with one 'add'."""
    last, there, added = dict[str, AnyRecord](), Counter[str](), Counter[str]()
    for leaf, report in takers.items():
        if 0 <= leaf < len(leaves) and leaves[leaf].kind != "publish":
            there[report] += 1
            added[report] += leaves[leaf].kind == "add"
    for number, record in records.items():
        whose = record.id if isinstance(record, ReportRecord) else f"{address_of(record).rpartition('/')[0]}/"
        if record.version <= (last[whose].version if whose in last else 0):
            yield "it is not in the order of its versions: they begin with 1, and rise", address_of(record)
        last[whose] = record
        there[whose] += 1
        added[whose] += leaves[number].kind == "add"
    for whose, record in last.items():
        is_report = isinstance(record, ReportRecord)
        if (is_report or whose == f"{KEYS}/") and (there[whose], added[whose]) != (record.version, is_report):
            what = (
                f"it is version {record.version}, and with it there are {there[whose]}, {added[whose]} of them an 'add'"
            )
            yield f"{what}: one is missing, or what another report said was taken out", address_of(record)
