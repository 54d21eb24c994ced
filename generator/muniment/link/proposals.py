"""Questions that a machine suggests: claims of several reports that seem to count the same thing.

Rather too few than wrong ones. Claims belong together that have a number and

- count the same thing, and tell the same of what became of those counted: twelve killed are not twelve injured;
- hold of one place that has a point on the map: in a country or a region many things happen at a time;
- hold on days that lie no more than NEAR after those of the first: days that they state, else those on which their
  reports were published;
- stand in sentences that share SHARED words or more with that of the first, other than names of the place and of what
  it is part of, since of one town several things may be told in a day; and, where neither of the two states its day,
  one word among these that is TELLING: so large a part of all claims of that thing that have it are of this place.

"Others", "another 12" and "12 more" are a part of something else, and are left out; so are people of whom nothing is
said to have happened to them. At least two of the reports must be no versions of each other.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import chain

from muniment.counted_things import PERSON, fate_in, thing_of
from muniment.ids import plain_id
from muniment.link.claimants import LAST_DAY, days_of, place_of
from muniment.link.identity import Register
from muniment.link.sentence_words import parted, words_in
from muniment.model import ClaimRef, Counted, Entity, Question, Row

NEAR = 2  # days
LONGEST = 31  # days; what is dated less closely than to a month is of no time in particular
SHARED = 2  # words
TELLING = 1 / 4  # of the claims that have a word
LONGEST_WORDS = 100  # characters of a place's name, and of words for what is counted
MOST_OPEN = 20  # questions of one thing and place that are open at a time
Known = tuple[Row, Counted, tuple[int, int]]  # a claim in its report, and the days that it holds on
Thing = tuple[str, str]  # what is counted, and what became of it


def propose(
    rows: Iterable[Row], taken: Collection[tuple[str, str]], register: Register, entities: Iterable[Entity]
) -> list[Question]:
    """The questions, those of most reports first, then the newest. `taken` are claims that editors' questions have, by
    their report's id and their own."""
    places = {one.id: one for one in entities if one.kind == "place" and one.coordinates}
    found: list[tuple[int, int, Question]] = []
    for thing, by_place in _groups_of(rows, taken, register, places).items():
        several = {place: members for place, members in by_place.items() if len({row.id for row, _, _ in members}) > 1}
        everywhere = _count_words(chain.from_iterable(by_place.values())) if several else Counter()
        for identifier, members in several.items():
            place = places[identifier]
            wholes = place.place.part_of if place.place else ()
            but = parted(words_in(" ".join((place.name, *place.names, *wholes))))
            here = _count_words(members)
            telling = {word for word, count in here.items() if count >= TELLING * everywhere[word]}
            for group in _of_one_time(members, but, telling):
                reports = {register.versions.get(row.id, row.id) for row, _, _ in group}
                if len(reports) > 1:
                    found.append((-len(reports), -group[-1][2][0], _question(thing, place, group)))
    return [question for _, _, question in sorted(found, key=lambda one: (one[0], one[1], one[2].id))]


def _count_words(members: Iterable[Known]) -> Counter[bytes]:
    """In how many of these claims each word is used."""
    return Counter(chain.from_iterable(parted(claim.words) for _, claim, _ in members))


def _groups_of(
    rows: Iterable[Row], taken: Collection[tuple[str, str]], register: Register, places: Mapping[str, Entity]
) -> dict[Thing, dict[str, list[Known]]]:
    """Claims of the same thing and fate, of which there are several, by their places."""
    alike = defaultdict[Thing, list[Known]](list)
    for row in rows:
        for claim in row.counts:
            if claim.is_plain and (row.id, claim.id) not in taken:
                days = days_of(claim.when or (row.published.value if row.published else ""))
                if days and days[1] - days[0] <= LONGEST:
                    alike[claim.thing, claim.fate].append((row, claim, days))
    groups: dict[Thing, dict[str, list[Known]]] = {}
    for thing, members in alike.items():
        for known in members if len(members) > 1 else ():
            if (place := place_of(known[0], known[1], register)) in places:
                groups.setdefault(thing, {}).setdefault(place, []).append(known)
    return groups


def _of_one_time(members: list[Known], but: Set[bytes], telling: Set[bytes]) -> Iterator[list[Known]]:
    """The claims parted by time, and by what their sentences tell of; `but` are words that do not count."""
    closed: list[list[Known]] = []
    still_open: list[tuple[Set[bytes], list[Known]]] = []
    for known in sorted(members, key=lambda one: (one[2], one[0].id, one[1].sentence, one[1].start)):
        first, words = known[2][0], parted(known[1].words) - but
        closed += [group for _, group in still_open if first - group[0][2][1] > NEAR]
        still_open = [one for one in still_open if first - one[1][0][2][1] <= NEAR][-MOST_OPEN:]
        fitting = (
            group
            for told, group in still_open
            if len(shared := told & words) >= SHARED
            and (known[1].when or group[0][1].when or not shared.isdisjoint(telling))
        )
        group = next(fitting, None)
        if group is None:
            still_open.append((words, [known]))
        else:
            group.append(known)
    yield from (group for group in (*closed, *(group for _, group in still_open)) if len(group) > 1)


def _question(of: Thing, place: Entity, group: Sequence[Known]) -> Question:
    thing, fate = of
    (row, claim, _), words = group[0], _words_for(thing, group)
    mark = hashlib.sha256(f"question\0{row.id}#{claim.id}".encode()).hexdigest()[:8]
    first, last = group[0][2][0], max(days[1] for _, _, days in group)
    days = [date.fromordinal(min(max(1, day), LAST_DAY, date.max.toordinal())).isoformat() for day in (first, last)]
    return Question(
        id=f"{plain_id(f'{words} {fate} {place.name} {days[0]}')[:60].rstrip('-')}-{mark}",
        question=f"How many {words} were {f'reported {fate}' if fate else 'counted'} in {_short(place.name)}?",
        counted=(f"{fate} {words}" if fate and fate_in(fate) else words,),
        where=place.id,
        when=days[0] if days[0] == days[1] else "/".join(days),
        claims=tuple(ClaimRef(row.id, claim.id) for row, claim, _ in group),
    )


def _short(words: str) -> str:
    """So that a question made of it is not longer than editors may ask."""
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"


def _words_for(thing: str, group: Sequence[Known]) -> str:
    """What those counted are called by most of the claims, without what became of them."""
    if thing == PERSON:
        return "people"
    told = Counter(claim.what for _, claim, _ in group if not fate_in(claim.what) and thing_of(claim.what) == thing)
    return _short(max(told.items(), key=lambda one: (one[1], one[0]))[0] if told else f"{thing}s")
