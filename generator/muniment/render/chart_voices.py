"""Who stands behind a claim, in the few words that a drawing has room for."""

from collections.abc import Sequence

from muniment.render.words import cut, listed


def who_words(who: str, others: Sequence[str]) -> str:
    """ "Klymenko, through Espreso and Censor.NET"; either may be missing."""
    through = listed(list(others))
    return f"{who}, through {through}" if who and through else who or through


def who_lines(who: str, others: Sequence[str], longest: int) -> list[str]:
    """The same in a line of so many code points, or in two. The last of the others, the outlet, is always told."""
    whole = who_words(who, others)
    if len(whole) <= longest or not others:
        return [cut(whole, longest)]
    return [cut(who, longest), _through(others, "through ", longest)] if who else [_through(others, "", longest)]


def _through(others: Sequence[str], before: str, longest: int) -> str:
    """ "through Espreso, Facebook and CNN"; where that is too long, "through Espreso… and CNN"."""
    whole = before + listed(list(others))
    if len(whole) <= longest or len(others) < 2:
        return cut(whole, longest)
    last = f" and {cut(others[-1], longest // 2)}"
    return cut(before + ", ".join(others[:-1]), longest - len(last) - 1).rstrip("…") + "…" + last
