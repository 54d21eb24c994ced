"""Reading and writing records. The only file that imports msgspec.

A record knows no container and holds tuples, so that it can be hashed, sent to another process,
and written as the JSON that is published.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

Kind = TypeVar("Kind")


class Record(msgspec.Struct, frozen=True, gc=False):
    """What a record is made of. None holds itself, however deep, so nobody needs to look for such circles."""


def is_told_by_identity(kind: type) -> bool:
    """Whether two records of this kind are two, whatever they hold."""
    return issubclass(kind, Record) and not kind.__struct_config__.eq


def to_json(record: Any) -> bytes:
    """The record as UTF-8 JSON in field order, the same bytes for the same value."""
    return msgspec.json.encode(record)


def to_readable_json(record: Any) -> bytes:
    """Like `to_json`, indented by one space, with a newline at the end."""
    return indented(msgspec.json.encode(record))


def indented(json: bytes) -> bytes:
    """JSON as `to_readable_json` writes it."""
    return msgspec.json.format(json, indent=1) + b"\n"


def from_json(data: bytes, kind: type[Kind]) -> Kind:
    """Raises ValueError, with the path of the first thing that does not fit."""
    return msgspec.json.decode(data, type=kind)


def to_bytes(record: Any) -> bytes:
    """The record as MessagePack, for memory between builds."""
    return msgspec.msgpack.encode(record)


def from_bytes(data: bytes, kind: type[Kind]) -> Kind:
    """The opposite of `to_bytes`. Raises ValueError."""
    return msgspec.msgpack.decode(data, type=kind)


def changed(record: Kind, **fields: Any) -> Kind:
    """A copy of the record with other values in some fields."""
    return msgspec.structs.replace(record, **fields)  # type: ignore[type-var]


def as_dict(record: Record) -> dict[str, Any]:
    """The fields of a record by name, one level deep, in order."""
    return msgspec.structs.asdict(record)


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a record, or in tuples, lists and mappings of such, their keys too; not what fields are called."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, msgspec.Struct):
            waiting += [getattr(one, name) for name in one.__struct_fields__]
        elif isinstance(one, dict):
            waiting += (*one.values(), *one)
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one


def digest_of(record: Any) -> str:
    """SHA-256, in hex, of the record's MessagePack."""
    return hashlib.sha256(msgspec.msgpack.encode(record)).hexdigest()
