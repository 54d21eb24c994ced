"""Claims that may belong to a question: of what it counts, at its place and time, and which it does not list."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import islice

from muniment.counted_things import OF_PEOPLE, PERSON, fate_in, head_of, thing_of
from muniment.link.claimants import days_of, place_of
from muniment.link.identity import Register
from muniment.model import Counted, Question, Row

MOST_FURTHER = 40  # claims that are suggested for one question
UNDATED = "9999"
NEVER = (1, 0)  # the days of what is of no time that is known

Occurrence = tuple[Row, Counted]
Days = tuple[int, int]
Age = tuple[str, str, int, int]
Wanted = tuple[str, str]  # what is counted, and what became of it; an empty fate is any
Known = tuple[Age, Days, Row, Counted]
Name = tuple[str, str]  # a claim: its report's id and its own


@dataclass
class Pool:
    """Claims of one thing, fate and place, the oldest first; and the days that they begin on and end on, in order."""

    claims: list[Known] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)

    def close(self) -> None:
        """Put all in order, once all are there."""
        self.claims.sort(key=_age)
        dated = [days for _, days, _, _ in self.claims if days != NEVER]
        self.firsts, self.lasts = sorted(first for first, _ in dated), sorted(last for _, last in dated)

    def count(self, days: Days | None) -> int:
        """How many may be of one day with these; all where any time will do."""
        if days is None:
            return len(self.claims)
        return bisect_right(self.firsts, days[1]) - bisect_left(self.lasts, days[0])

    def of(self, days: Days | None) -> Iterator[Known]:
        """Those."""
        return iter(self.claims) if days is None else (one for one in self.claims if _meet(one[1], days))


Pools = Mapping[tuple[Wanted, str], Pool]
Matches = Mapping[Name, tuple[set[tuple[Wanted, str]], Days]]  # the pools that a claim is in, and its days


def age_of(row: Row, claim: Counted) -> Age:
    """The oldest first, those whose day is not known last."""
    return row.published.value if row.published else UNDATED, row.id, claim.sentence, claim.start


def further_of(
    rows: Iterable[Row], questions: Sequence[Question], register: Register
) -> dict[str, tuple[Sequence[Occurrence], int]]:
    """For each question at most MOST_FURTHER, the oldest, and how many more there are. Claims are put in order once for
    all questions, of which many may count the same."""
    rows = tuple(rows)
    fates = _fates(rows, questions)
    wanted = {one.id: _wanted(one, fates) for one in questions}
    pools, matches = _pools(rows, questions, wanted, register)
    found: dict[str, tuple[Sequence[Occurrence], int]] = {}
    for question in questions:
        days, keys = days_of(question.when), {(one, question.where) for one in wanted[question.id]}
        asked = [pools[key] for key in sorted(keys) if key in pools]
        own = {(ref.report, ref.claim) for ref in (*question.claims, *question.beside)}
        listed = sum(_is_in(matches[name], keys, days) for name in own if name in matches)
        total = sum(pool.count(days) for pool in asked) - listed
        others = (one for one in merge(*(pool.of(days) for pool in asked), key=_age) if _name_of(one) not in own)
        oldest = [one[2:] for one in islice(others, min(total, MOST_FURTHER))]
        found[question.id] = oldest, total - len(oldest)
    return found


def _fates(rows: Iterable[Row], questions: Iterable[Question]) -> dict[Name, str]:
    """Of the claims that questions list what became of those counted, where they tell."""
    listed = {(ref.report, ref.claim) for question in questions for ref in question.claims}
    reports = {report for report, _ in listed}
    told = ((row.id, claim) for row in rows if row.id in reports for claim in row.counts)
    return {(report, claim.id): claim.fate for report, claim in told if claim.fate and (report, claim.id) in listed}


def _wanted(question: Question, fates: Mapping[Name, str]) -> tuple[Wanted, ...]:
    """What it asks for, each once: where it asks for a thing of any fate, for no one fate of it beside that. Who counts
    people without saying what became of them asks for that which all its claims tell that tell any: the dead are not
    asked for with the injured."""
    told = {fates[name] for ref in question.claims if (name := (ref.report, ref.claim)) in fates}
    fate = next(iter(told)) if len(told) == 1 else ""
    asked = set[Wanted]()
    for words in question.counted:
        head = head_of(thing_of(words))
        asked.add((head, fate_in(words) or (fate if head == PERSON or fate in OF_PEOPLE else "")))
    return tuple(sorted(one for one in asked if one[1] == "" or (one[0], "") not in asked))


def _pools(
    rows: Iterable[Row], questions: Sequence[Question], wanted: Mapping[str, tuple[Wanted, ...]], register: Register
) -> tuple[Pools, Matches]:
    """The claims that count what any question does, by what they count and where."""
    heads = {head for asked in wanted.values() for head, _ in asked}
    places = {question.where for question in questions}
    pools: dict[tuple[Wanted, str], Pool] = defaultdict(Pool)
    matches: dict[Name, tuple[set[tuple[Wanted, str]], Days]] = {}
    days: dict[str, Days] = {}
    for row in rows if heads else ():
        published = row.published.value if row.published else ""
        for claim in row.counts:
            if (head := head_of(claim.thing)) not in heads:
                continue
            days |= {when: days_of(when) or NEVER for when in (claim.when, published) if when not in days}
            its = days[published] if days[claim.when] == NEVER else days[claim.when]
            where = {"", place_of(row, claim, register)} & places
            keys = {((head, fate), place) for fate in ("", claim.fate) for place in where}
            matches[row.id, claim.id] = keys, its
            for key in keys:
                pools[key].claims.append((age_of(row, claim), its, row, claim))
    for pool in pools.values():
        pool.close()
    return dict(pools), matches


def _is_in(match: tuple[set[tuple[Wanted, str]], Days], keys: set[tuple[Wanted, str]], days: Days | None) -> bool:
    return not match[0].isdisjoint(keys) and (days is None or _meet(match[1], days))


def _meet(one: Days, other: Days) -> bool:
    return one != NEVER and one[0] <= other[1] and other[0] <= one[1]


def _age(one: Known) -> Age:
    return one[0]


def _name_of(one: Known) -> Name:
    return one[2].id, one[3].id
