"""Reports to measure with, made up and always the same.

    python tests/bench/corpus.py 10000 FOLDER

writes FOLDER/2022/01/r000061.md and 9,999 more: Markdown with YAML front matter over three years,
250 to 500 words each, about one of 40 sources, 300 places, 2,000 people and organisations and 6,000
words, all of them as unevenly used as words are (Zipf's law). Report 61 is the same in a corpus of
a hundred and of a hundred thousand.

Only `Random.random()` is drawn from, seeded with a string: the one sequence that Python promises to
keep from version to version.
"""

import argparse
import hashlib
import json
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

Draw = Callable[[], float]  # the next number from 0 to 1, without 1

FIRST, SPAN = datetime(2022, 1, 1), 3 * 365 * 86400  # seconds
BEGINNINGS = """b br c ch cl cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sc sh sk sl sn sp st str t th tr
v w""".split()
MIDDLES = "a e o y ai ea ee ie oa ou".split()
ENDS = ["", *"b d ft g ll m mp n nd nt p r rk rm rn s ss st t x".split()]
SUFFIXES = ["", "", "", "s", "ed", "er", "ing", "ly", "al", "ment", "tion", "able", "ity"]
BODIES = "Agency Alliance Brigade Committee Council Group Institute Ministry Trust Union".split()
PAPERS = "Courier Gazette Herald Journal Monitor Post Times Wire".split()
PLACES = ["", "", "ton", "ford", "grad", "ville", " Bay", " Hill"]
PLAIN = """the of and to a in that was for on is he with as it by at from were had not be his they have which are
this said but their one after who its has been an two also would more when will about there or into up out first new
than over last people some her could other time year years only before three city since between state against during
under made while then where because most now through being if can four five several near many man woman long both
government police officials court law army forces group members leader president minister office council agency
district region village town river road bridge border street building school hospital station market power water fire
week month morning night evening report reports reported statement spokesman according evidence record list letter
photograph video witness witnesses residents families workers children soldiers prisoners injured killed wounded
missing found taken held released buried damaged destroyed confirmed denied verified unknown local national public
international""".split()


class Pool:
    """Values drawn by rank: the one at rank r with a chance that falls as 1 / (r + shift)."""

    def __init__(self, values: Sequence[str], shift: float, size: int = 1 << 16):
        # One look-up a draw: every value stands in the table as often as it should come.
        limits = list(accumulate(1 / (rank + shift) for rank in range(1, len(values) + 1)))
        step = limits[-1] / size
        self._table = [values[bisect(limits, (slot + 0.5) * step)] for slot in range(size)]
        self._size = size

    def draw(self, draw: Draw) -> str:
        """One value."""
        return self._table[int(draw() * self._size)]

    def several(self, draw: Draw, count: int) -> list[str]:
        """That many values, some of them perhaps alike."""
        table, size = self._table, self._size
        return [table[int(draw() * size)] for _ in range(count)]


def between(draw: Draw, least: int, most: int) -> int:
    """A whole number, both ends included."""
    return least + int(draw() * (most - least + 1))


def one_of(draw: Draw, values: Sequence[str]) -> str:
    """Any of the values, each as likely."""
    return values[int(draw() * len(values))]


def syllables(draw: Draw, count: int) -> str:
    """A word that no language has."""
    return "".join(one_of(draw, BEGINNINGS) + one_of(draw, MIDDLES) + one_of(draw, ENDS) for _ in range(count))


def different(count: int, make: Callable[[], str]) -> list[str]:
    """As many values as asked for, no two alike, in the order in which they came."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[make()] = None
    return list(found)


class World:
    """What the reports are about."""

    def __init__(self) -> None:
        draw = Random("muniment: the world").random

        def name() -> str:
            return syllables(draw, 1 + (draw() < 0.66)).capitalize()

        def entity() -> str:
            return f"{name()} {name()}" if draw() < 0.6 else f"{name()} {name()} {one_of(draw, BODIES)}"

        made_up = different(6000, lambda: syllables(draw, 1 + (draw() < 0.4)) + one_of(draw, SUFFIXES))
        self.words = Pool(list(dict.fromkeys([*PLAIN, *made_up])), 2.7)
        self.entities = Pool(different(2000, entity), 5)
        # Two syllables at least: a place named No or Yes would be a boolean to YAML.
        self.places = Pool(different(300, lambda: syllables(draw, 2).capitalize() + one_of(draw, PLACES)), 3)
        self.sources = Pool(different(40, lambda: f"{name()} {one_of(draw, PAPERS)}"), 1)
        self.authors = different(400, lambda: f"{name()} {name()}")


class Writer:
    """Writes one report: the numbers it draws, and whom and what it may name."""

    def __init__(self, world: World, number: int):
        self.draw = Random(f"muniment: report {number}").random
        self.world, self.number, self.used = world, number, 0
        self.entities = list(dict.fromkeys(world.entities.several(self.draw, 12)))[: between(self.draw, 3, 8)]
        self.places = list(dict.fromkeys(world.places.several(self.draw, 3)))[: between(self.draw, 1, 3)]

    def sentence(self, is_plain: bool = False) -> str:
        """Eight to 22 words, in most sentences one of them a name, marked or a link."""
        draw = self.draw
        words = self.world.words.several(draw, between(draw, 8, 22))
        self.used += len(words)
        place, kind = between(draw, 1, len(words) - 1), 1.0 if is_plain else draw()
        if kind < 0.35:
            words[place] = one_of(draw, self.entities)
        elif kind < 0.45:
            words[place] = one_of(draw, self.places)
        elif kind < 0.50:
            words[place] = f"**{words[place]}**"
        elif kind < 0.55:
            words[place] = f"*{words[place]}*"
        elif kind < 0.60:
            words[place] = f"[{words[place]}](https://example.org/{between(draw, 0, 999_999)})"
        elif kind < 0.63 and self.number > 1:
            words[place] = f"[{words[place]}](/report/r{between(draw, 1, self.number - 1):06d}/)"
        if len(words) > 14:
            words[len(words) // 2] += ","
        words[0] = words[0][0].upper() + words[0][1:]
        return " ".join(words) + "."

    def block(self, is_first: bool) -> str:
        """A paragraph, list, quotation or heading."""
        kind = 1.0 if is_first else self.draw()
        if kind < 0.10:
            return "\n".join(f"- {self.sentence()}" for _ in range(3))
        if kind < 0.20:
            return f"> {self.sentence()}\n> {self.sentence()}"
        if kind < 0.28:
            return "## " + " ".join(self.world.words.several(self.draw, 4)).capitalize()
        return "\n".join(self.sentence() for _ in range(between(self.draw, 2, 4)))

    def body(self) -> str:
        """Blocks until 250 to 500 words are reached."""
        enough, blocks = between(self.draw, 250, 500), [self.block(is_first=True)]
        while self.used < enough:
            blocks.append(self.block(is_first=False))
        if blocks[-1].startswith("## "):
            blocks.append(self.sentence())
        return "\n\n".join(blocks)

    def title(self) -> str:
        """Somebody's name and four to eight words; in every fifth title signs that HTML must escape."""
        words = self.world.words.several(self.draw, between(self.draw, 4, 8))
        title = " ".join([one_of(self.draw, self.entities), *words])
        return f'{title}: the court\'s "finding" & its <limits>' if self.draw() < 0.2 else title


def report(world: World, number: int) -> tuple[str, str]:
    """Path below the corpus, and text, of one report, numbered from 1."""
    writer, name = Writer(world, number), f"r{number:06d}"
    draw = writer.draw
    when = FIRST + timedelta(seconds=between(draw, 0, SPAN - 1))
    source = world.sources.draw(draw)
    authors = different(between(draw, 1, 2), lambda: one_of(draw, world.authors))
    listed = "".join(
        f"{key}:\n" + "".join(f"- {value}\n" for value in values)
        for key, values in (("authors", authors), ("places", writer.places), ("entities", writer.entities))
    )
    text = (
        f"---\nid: {name}\ntitle: {json.dumps(writer.title())}\ndate: {when:%Y-%m-%dT%H:%M:%SZ}\n"
        f'day: "{when:%Y-%m-%d}"\nmonth: "{when:%Y-%m}"\nsource: {json.dumps(source)}\n'
        f"original_url: https://{source.split()[0].lower()}.example/{when:%Y/%m/%d}/{name}\n"
        f"summary: {json.dumps(writer.sentence(is_plain=True))}\n{listed}---\n\n{writer.body()}\n"
    )
    return f"{when:%Y/%m}/{name}.md", text


def reports(count: int) -> Iterator[tuple[str, str]]:
    """Path and text of the first `count` reports."""
    world = World()
    return (report(world, number) for number in range(1, count + 1))


def digest_of(count: int) -> str:
    """SHA-256 over the paths and texts of the first `count` reports."""
    total = hashlib.sha256()
    for path, text in reports(count):
        total.update(f"{path}\0{text}\0".encode())
    return total.hexdigest()


def write_corpus(count: int, folder: Path) -> None:
    """Write the first `count` reports below `folder`."""
    made: set[Path] = set()
    for path, text in reports(count):
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(text.encode())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    write_corpus(asked.count, asked.folder)


if __name__ == "__main__":
    main()
