"""What the program's own templates were compiled to, kept from run to run as Python keeps its own code.

A template runs in a sandbox; what it was compiled to runs as it is. So this is believed only where nobody
but the user could have written it: in the user's own folder of caches, and never in an archive, which may
come from elsewhere.
"""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from muniment.model import Record
from muniment.user_key import is_private

FOLDER = "templates"  # in the user's folder of caches
DIGEST_SIZE = 32  # bytes of the SHA-256 before the code: Python is not safe from code that is damaged


class CodePlace(Record, frozen=True):
    """The folder of compiled templates, and the program that compiles: another one's code is not read."""

    folder: str
    program: str

    def version_of(self, source: str) -> str:
        """What tells the code of a template from that of another text, or by another program."""
        return hashlib.sha256(f"{self.program}\0{source}".encode()).hexdigest()

    def read(self, name: str, version: str) -> bytes:
        """The code that was kept; nothing when there is none, or it is damaged."""
        try:
            kept = Path(self.folder, f"{name}-{version}").read_bytes()
        except OSError:
            return b""
        digest, code = kept[:DIGEST_SIZE], kept[DIGEST_SIZE:]
        return code if hashlib.sha256(code).digest() == digest else b""

    def keep(self, name: str, version: str, code: bytes) -> None:
        """Keep the code of one template in place of its older ones. What cannot be written is compiled again."""
        with suppress(OSError):
            place = Path(self.folder, f"{name}-{version}")
            handle, draft = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(code).digest() + code)
            Path(draft).replace(place)
            for path in place.parent.glob(f"{name}-*"):
                if path != place:
                    path.unlink(missing_ok=True)


def code_place(caches: Path | None, program: str) -> CodePlace | None:
    """Where to keep code below the user's folder of caches, which is made; None where others may write."""
    if caches is None:
        return None
    folder = caches / FOLDER
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_private(folder):
            return CodePlace(str(folder), program)
    return None
