"""Reads the part of CBOR that Pagefind's index files are written in.

RFC 8949, section 3: the first three bits of an item are its major type, the other five its length
or value, or (24 to 27) how many bytes of it follow.

    82 63 616263 18 64        ["abc", 100]
"""

from typing import Any

COUNT, TEXT, ARRAY = 0, 3, 4


def decode_cbor(data: bytes) -> Any:
    """The one item: whole numbers, text, and lists of them. Raises ValueError for anything else."""
    value, end = _item(data, 0)
    if end != len(data):
        raise ValueError(f"CBOR ends at byte {end} of {len(data)}")
    return value


def _item(data: bytes, place: int) -> tuple[Any, int]:
    kind, argument, place = data[place] >> 5, data[place] & 31, place + 1
    if 24 <= argument <= 27:
        width = 1 << (argument - 24)
        argument, place = int.from_bytes(data[place : place + width], "big"), place + width
    elif argument > 27:
        raise ValueError(f"CBOR of indefinite length at byte {place - 1}")
    if kind == COUNT:
        return argument, place
    if kind == TEXT:
        return data[place : place + argument].decode(), place + argument
    if kind != ARRAY:
        raise ValueError(f"CBOR of major type {kind} before byte {place}")
    values = []
    for _ in range(argument):
        value, place = _item(data, place)
        values.append(value)
    return values, place
