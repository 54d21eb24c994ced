"""A report's place in the log as data, in reports/ID.json: VERIFY.md, "A report's place in the log"."""

from typing import Any

from muniment.model import Seal

HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NODE = {"type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]{43}=$"}
# Of each field, all of which are needed.
SEAL_FIELDS: dict[str, Any] = {
    "checkpoint": {
        "type": "integer", "minimum": 1, "description": "The leaves of the first checkpoint that covers the record"
    },
    "is_current": {"type": "boolean", "description": "Whether the report is still as it was sealed"},
    "leaf": {"type": "integer", "minimum": 0, "description": "The number of the record's leaf, from 0"},
    "on": {"type": "string", "format": "date", "description": "The day that the leaf claims"},
    "origin": {"type": "string", "description": "Of the log"},
    "proof": {"type": "array", "items": NODE, "description": "The audit path (RFC 6962, 2.1.1) from the leaf up"},
    "record": {"type": "string", "description": "The address of the record"},
    "record_sha256": HASH,
    "root": NODE,
}  # fmt: skip


def seal_fields(seal: Seal | None) -> dict[str, Any] | None:
    """Its place in the log; None where it has none."""
    if seal is None:
        return None
    return {
        "checkpoint": seal.checkpoint,
        "is_current": seal.is_current,
        "leaf": seal.leaf,
        "on": seal.on,
        "origin": seal.origin,
        "proof": list(seal.proof),
        "record": seal.address,
        "record_sha256": seal.sha256,
        "root": seal.root,
    }
