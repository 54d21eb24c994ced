"""A checkpoint: the head of the log at some size, in the three lines of C2SP's tlog-checkpoint.

    example.org/izium
    5
    Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=

Origin, number of leaves, and root in base64. Its signature is a file of its own. It is parsed exactly: what does not
write back to the same bytes is none.
"""

import base64
import binascii
import re

from muniment.model import Record
from muniment.settings import is_origin

ROOT_BYTES = 32


class Checkpoint(Record, frozen=True):
    """Whose log, how many leaves, and the root over them: 32 bytes."""

    origin: str
    size: int
    root: bytes

    @property
    def cited(self) -> str:
        """As citations have it: the number of leaves, and the root in base64."""
        return f"{self.size}:{base64.b64encode(self.root).decode()}"


def checkpoint_text(checkpoint: Checkpoint) -> str:
    """Its three lines."""
    root = base64.b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def read_checkpoint(text: str) -> Checkpoint | None:
    """The checkpoint of three lines; None for anything else, were it only a space or a leading zero."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not is_origin(lines[0]) or not re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]):
        return None
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error:
        return None
    found = Checkpoint(lines[0], int(lines[1]), root)
    return found if len(root) == ROOT_BYTES and checkpoint_text(found) == text else None
