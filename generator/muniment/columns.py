"""Rows of words as columns of plain text: words to the left, figures to the right."""

from collections.abc import Collection, Sequence


def columns(rows: Sequence[Sequence[str]], words: Collection[int] = (0,)) -> str:
    """The rows, each with as many cells, as lines whose cells stand below each other; `words` are the places of columns
    that hold no figures."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
