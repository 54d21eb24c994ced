"""Who belongs to whom among all that editors list, by whatever field: no way leads back to where it began."""

from collections.abc import Iterator, Mapping

from muniment.model import Authority, Record, changed
from muniment.problems import Problem
from muniment.shaping import Item

MOST_TOLD = 8  # of a circle


class Way(Record, frozen=True):
    """A field that leads from one to another, and the word between the two."""

    field: str
    words: str


class Step(Record, frozen=True):
    """From one to another, by their ids; `at` is the path to where that stands in the item of the first."""

    start: str
    way: Way
    at: str
    end: str


WAYS = (
    Way("part_of", "is part of"),
    Way("party", "speaks for"),
    Way("affiliation", "is affiliated with"),
    Way("owner", "is owned by"),
)
ROLE = Way("roles", "has a role in")
# Of these one may well lead back to whom somebody owns.
OF_OWNERS = ("affiliation", "roles")


def break_circles(kept: dict[str, Authority], items: Mapping[str, Item], problems: list[Problem]) -> None:
    """Tells of each circle. One of a single field is broken; of several fields nothing says which is wrong, so that all
    of them stay: whoever follows them looks out for circles. Time: linear in all that belong to others."""
    for identifier, authority in kept.items():
        kept[identifier] = _not_of_oneself(authority, items[identifier], problems)
    for way in WAYS:
        _break_one_way(way, kept, items, problems)
    for circle, count in _circles(kept, items):
        if problem := _problem_of(circle, count, kept, items):
            problems.append(problem)


def role_numbers(authority: Authority, item: Item) -> Iterator[int]:
    """Of each of the authority's roles its number among those in the item, where those without words stand too."""
    return (number for number, one in enumerate(item.record.roles if authority.roles else ()) if one.role.strip())


def _not_of_oneself(authority: Authority, item: Item, problems: list[Problem]) -> Authority:
    own = authority.id
    if not any(one.organization == own for one in authority.roles):
        return authority
    for number, one in zip(role_numbers(authority, item), authority.roles, strict=True):
        if one.organization == own:
            place, what = item.place(f"roles.{number}.organization"), f"a circle: {own} {ROLE.words} {own}"
            problems.append(Problem(place, what, "name whose role it is, or leave organization out"))
    roles = (changed(one, organization="") if one.organization == own else one for one in authority.roles)
    return changed(authority, roles=tuple(roles))


def _break_one_way(way: Way, kept: dict[str, Authority], items: Mapping[str, Item], problems: list[Problem]) -> None:
    done: set[str] = set()
    for identifier in kept:
        path: dict[str, None] = {}
        at = identifier
        while at in kept and at not in done and at not in path:
            path[at] = None
            at = getattr(kept[at], way.field)
        if at in path:
            ids = list(path)
            circle = ids[ids.index(at) :]
            place = items[at].place(way.field)
            told = [word for one in circle[: MOST_TOLD - 1] for word in (one, way.words)]
            told += ["…", way.words] if len(circle) > MOST_TOLD else []
            told += [circle[-1], way.words] if len(circle) >= MOST_TOLD else []
            problems.append(Problem(place, f"a circle: {' '.join([*told, at])}", f"take {way.field} from one of them"))
            kept[at] = changed(kept[at], **{way.field: ""})
        done.update(path)


def _circles(kept: Mapping[str, Authority], items: Mapping[str, Item]) -> Iterator[tuple[list[Step], int]]:
    """Each way that leads back, found depth first: its first steps and its last, and how many it has."""
    done: set[str] = set()
    for root in kept:
        if root in done:
            continue
        path: list[Step] = []
        ahead = [_steps(kept[root], items[root], kept)]
        depths = {root: 0}
        while ahead:
            step = next(ahead[-1], None)
            if step is None:
                ahead.pop()
                left = path.pop().end if path else root
                del depths[left]
                done.add(left)
            elif step.end in depths:
                depth = depths[step.end]
                yield [*path[depth : depth + MOST_TOLD - 1], step], len(path) - depth + 1
            elif step.end not in done:
                path.append(step)
                depths[step.end] = len(path)
                ahead.append(_steps(kept[step.end], items[step.end], kept))


def _steps(authority: Authority, item: Item, kept: Mapping[str, Authority]) -> Iterator[Step]:
    ends = [(way, way.field, getattr(authority, way.field)) for way in WAYS]
    for number, one in zip(role_numbers(authority, item), authority.roles, strict=True):
        ends.append((ROLE, f"roles.{number}.organization", one.organization))
    return (Step(authority.id, way, at, end) for way, at, end in ends if end in kept)


def _problem_of(
    circle: list[Step], count: int, kept: Mapping[str, Authority], items: Mapping[str, Item]
) -> Problem | None:
    """What to tell of a circle of several fields. Who owns a body may truly have a role in it: whose side the two speak
    from is then open, until one of them says so."""
    told = [word for step in circle for word in (step.start, step.way.words)]
    if count > len(circle):
        told[-2:-2] = ["…", circle[-2].way.words]
    last = circle[-1]
    what, place = f"a circle: {' '.join([*told, last.end])}", items[last.start].place(last.at)
    owners = {step.end for step in circle if step.way.field == "owner"}
    if not any(step.start in owners and step.way.field in OF_OWNERS for step in circle):
        return Problem(place, what, "take one of these fields away")
    members = {step.start for step in circle}
    if any(kept[one].party and kept[one].party not in members for one in members):
        return None
    hint = "where all of it is true, say by party whose side one of them speaks from"
    return Problem(place, what, hint, severity="warning")
