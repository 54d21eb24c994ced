"""A SHA-256 drawn: 32 strokes, one a byte. It decorates; the digits prove."""

from functools import lru_cache

STEP = 3  # between two strokes


@lru_cache(maxsize=4096)  # a report's mark stands on every list that names it
def strokes(sha256: str) -> str:
    """The path data of the mark in a box of 95 by 32, or empty for what is no SHA-256.

    Stroke n stands at x = 1 + 3n. It rises by its byte's first hex digit and one, and falls by its
    second and one, from the middle, so that the drawing can be read back: "9f..." is "M1 6V32...".
    """
    if len(sha256) != 64 or any(digit not in "0123456789abcdef" for digit in sha256):
        return ""
    pairs = zip(sha256[0::2], sha256[1::2], strict=True)
    return "".join(f"M{1 + STEP * n} {15 - int(up, 16)}V{17 + int(down, 16)}" for n, (up, down) in enumerate(pairs))


def groups(sha256: str) -> tuple[str, ...]:
    """The digits in eights, as they are read aloud and compared."""
    return tuple(sha256[start : start + 8] for start in range(0, len(sha256), 8))
