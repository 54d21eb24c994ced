"""A table in as many files as it needs, so that none is larger than hosts take."""

import re
from collections.abc import Iterable, Iterator

LARGEST = 20_000_000  # bytes: common hosts refuse files of 25 MiB
NUMBER = re.compile(r"\.\d+(?=\.[a-z]+$)")


def in_parts(
    address: str, members: Iterable[bytes], head: bytes = b"", between: bytes = b"", tail: bytes = b""
) -> Iterator[tuple[str, bytes]]:
    """The members between head and tail, at `address`, and from the second part on at
    "data/reports.2.jsonl" and so on. There is always a first part."""
    members = list(members)
    for number, (first, last) in enumerate(cut(len(member) + len(between) for member in members), start=1):
        yield part_address(address, number), head + between.join(members[first:last]) + tail


def cut(sizes: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where parts of LARGEST bytes begin and end among members of these sizes; one part at the least."""
    first = size = index = 0
    for index, one in enumerate(sizes, start=1):
        if size and size + one > LARGEST:
            yield first, index - 1
            first, size = index - 1, 0
        size += one
    yield first, index


def part_address(address: str, number: int) -> str:
    """data/reports.jsonl, data/reports.2.jsonl and so on."""
    stem, _, ending = address.rpartition(".")
    return address if number == 1 else f"{stem}.{number}.{ending}"


def whole_address(part: str) -> str:
    """The address of a part's first: what it is a part of."""
    return NUMBER.sub("", part)
