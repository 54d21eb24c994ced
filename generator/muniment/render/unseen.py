"""Characters that are not seen and act: a page shows them by their names."""

import re

# Controls, and characters that reorder the text around them (Unicode TR 9).
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
UNSEEN_ASCII = bytes(code for code in range(128) if UNSEEN.match(chr(code)))


def named(words: str) -> str:
    """The words with every unseen character by its name: "[U+202E]"."""
    if words.isascii():  # much text is, and C looks through it ten times as fast
        data = words.encode()
        if len(data.translate(None, UNSEEN_ASCII)) == len(data):
            return words
    elif words.replace("\u00a0", "").isprintable():  # a date in words
        return words
    return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", words)
