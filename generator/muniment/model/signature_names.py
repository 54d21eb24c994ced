"""What the SSH signatures of an archive are for, and how they are named: VERIFY.md, "Files" and "Signatures".

    5.txt.sig        the first signature of the file 5.txt
    5.txt.2.sig      the second, and so on to 5.txt.19.sig

Checkpoints, SHA256SUMS and reviews are alike in this, wherever they lie.
"""

from collections.abc import Iterable

OF_CHECKPOINTS, OF_REVIEWS, OF_SUMS = NAMESPACES = ("muniment-checkpoint", "muniment-review", "muniment-sums")
MOST = 19  # signatures of one file
ENDING = r"(?:\.(?:[2-9]|1[0-9]))?\.sig"  # a pattern: what the name of a signature has behind that of its file


def signature_names(name: str) -> tuple[str, ...]:
    """The names that signatures of a file may have, in the order in which they are given."""
    return f"{name}.sig", *(f"{name}.{number}.sig" for number in range(2, MOST + 1))


def in_order(names: Iterable[str]) -> list[str]:
    """Names of signatures of one file, as they are numbered."""
    return sorted(names, key=lambda name: (len(name), name))
