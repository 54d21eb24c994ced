"""Common English words: those that a dictionary has and people use."""

from functools import cache

from english_words import get_english_words_set
from wordfreq import top_n_list

COMMON_WORDS = 40_000  # of which those are kept that a dictionary has


@cache
def dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Words that a dictionary writes small, and those that it writes with a capital only."""
    words = get_english_words_set(["web2"])
    small = frozenset(word for word in words if word.islower())
    return small, frozenset(word.lower() for word in words if word[0].isupper()) - small


def common_words() -> list[str]:
    """Words in use that a dictionary has, or has the stem of."""
    small, capital = dictionary()

    def is_known(word: str) -> bool:
        stems = [word]
        for ending, instead in (
            ("s", ""),
            ("es", ""),
            ("ies", "y"),
            ("ed", ""),
            ("ed", "e"),
            ("d", ""),
            ("ing", ""),
            ("ing", "e"),
            ("er", ""),
            ("er", "e"),
            ("est", ""),
            ("ly", ""),
            ("'s", ""),
        ):
            if word.endswith(ending):
                stems.append(word[: -len(ending)] + instead)
                if len(word) > len(ending) + 2 and word[-len(ending) - 1] == word[-len(ending) - 2 : -len(ending) - 1]:
                    stems.append(word[: -len(ending) - 1])
        return any(stem in small for stem in stems if len(stem) > 1)

    return sorted(
        word
        for word in top_n_list("en", COMMON_WORDS)
        if word.isalpha() and len(word) > 1 and word not in capital and is_known(word)
    )
