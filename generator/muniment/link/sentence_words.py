"""The words of a sentence as a few bytes: whether two sentences say nearly the same, or tell of the same event.

    3   each: the upper bits of the CRC-32 of a word in UTF-8, ascending; the high byte first

Of a long sentence the smallest are kept. The smallest of a set are a fair sample of it (Broder, On the resemblance and
containment of documents, 1997).
"""

import re
from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

WIDTH = 3  # bytes of a hash
MOST = 24  # words
SAMPLE, ALIKE = 8, 6  # words, and how many of them must be shared by sentences that are nearly the same
FEWEST = 4  # words of a sentence that may be told to be the same as another
WORD = re.compile(r"\w{4,}")
# What sentences share that tell of nothing in common.
COMMON = frozenset(
    """about across after again alone along also among another around because been before being between both could does
    during each even five four from have having into just last least less made many more most much nearly near none
    only other others over same seven several since some such than that their them then there these they this those
    three through under united until upon very were what when where which while whose will with within without would
    year years eight nine eleven twelve dozen dozens hundred hundreds including include includes thousand thousands
    people person persons killed kill kills killing dead death deaths toll died injured injuring injures wounded
    wounding missing found said says saying told tells reported reports report according rise rises rising rose
    increase increases increased leaving left official officials authorities ministry government country region
    province state states city town village district county north south east west northern southern eastern western
    central monday tuesday wednesday thursday friday saturday sunday today yesterday week month january february
    march april june july august september october november december""".split()
)


def words_in(sentence: str) -> bytes:
    """The hashes of a sentence's words of four letters or more, written small, but those that most sentences have."""
    words = set(WORD.findall(sentence.lower())) - COMMON
    hashes = sorted({crc32(word.encode("utf-8", "surrogatepass")) >> 8 for word in words if not word.isdecimal()})
    return b"".join([one.to_bytes(WIDTH, "big") for one in hashes[:MOST]])


def samples_of(words: bytes) -> Iterator[bytes]:
    """What two sentences have one of in common where they are nearly the same: all choices of ALIKE of the first SAMPLE
    words; of fewer words all together, and of very few nothing."""
    parts = sorted(parted(words[: SAMPLE * WIDTH]))
    if len(parts) < SAMPLE:
        return iter([words] if len(parts) >= FEWEST else [])
    return map(b"".join, combinations(parts, ALIKE))


def parted(words: bytes) -> frozenset[bytes]:
    """The hashes, each by itself."""
    return frozenset(words[at : at + WIDTH] for at in range(0, len(words), WIDTH))
