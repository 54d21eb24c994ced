"""A table in as many files as it needs, so that none is larger than hosts take."""

import re
from collections.abc import Iterable, Iterator

LARGEST = 20_000_000  # bytes: common hosts refuse files of 25 MiB
NUMBER = re.compile(r"\.\d+(?=\.[a-z]+$)")


def in_parts(
    address: str, members: Iterable[bytes], head: bytes = b"", between: bytes = b"", tail: bytes = b""
) -> Iterator[tuple[str, bytes]]:
    """The members between head and tail, at `address`, and from the second part on at
    "data/reports.2.jsonl" and so on. There is always a first part. Holds one part at a time."""
    part: list[bytes] = []
    size, number = 0, 1
    for member in members:
        if part and size + len(member) > LARGEST:
            yield part_address(address, number), head + between.join(part) + tail
            part, size, number = [], 0, number + 1
        part.append(member)
        size += len(member) + len(between)
    yield part_address(address, number), head + between.join(part) + tail


def part_address(address: str, number: int) -> str:
    """data/reports.jsonl, data/reports.2.jsonl and so on."""
    stem, _, ending = address.rpartition(".")
    return address if number == 1 else f"{stem}.{number}.{ending}"


def whole_address(part: str) -> str:
    """The address of a part's first: what it is a part of."""
    return NUMBER.sub("", part)
