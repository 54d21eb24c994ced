"""A SHA-256 drawn: 32 strokes, one a byte. It decorates; the digits prove."""

import re

STEP = 3  # between two strokes
SHA256 = re.compile(r"[0-9a-f]{64}")
DRAWING = "".join(f"M{1 + STEP * n} %s" for n in range(32))
STROKES = tuple(f"{15 - byte // 16}V{17 + byte % 16}" for byte in range(256))


def strokes(sha256: str) -> str:
    """The path data of the mark in a box of 95 by 32, or empty for what is no SHA-256.

    Stroke n stands at x = 1 + 3n. It rises by its byte's first hex digit and one, and falls by its
    second and one, from the middle, so that the drawing can be read back: "9f..." is "M1 6V32...".
    """
    if not SHA256.fullmatch(sha256):
        return ""
    return DRAWING % tuple([STROKES[byte] for byte in bytes.fromhex(sha256)])


def groups(sha256: str) -> tuple[str, ...]:
    """The digits in eights, as they are read aloud and compared."""
    return tuple(sha256[start : start + 8] for start in range(0, len(sha256), 8))
