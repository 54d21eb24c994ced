"""Finds what people are, by the words beside their names: the head of the National Police of Ukraine, FBI director."""

from muniment.model import Findings, Mention, changed
from muniment.understand.name_signs import NAMES
from muniment.understand.named_line import PASSING, NamedLine, line_with_names
from muniment.understand.reading import Reading, phrase, reads_as_english

ROLES = frozenset((*NAMES["roles"], *NAMES["strong roles"], *NAMES["titles"], *NAMES["weak titles"]))
ROLE_ADJECTIVES = frozenset(NAMES["role adjectives"])
PREPOSITIONS = frozenset(
    """of from at with to for about by against in on into toward towards near outside around inside behind beside
    alongside across within throughout among under over between beyond like""".split()
)
RELATIVE = frozenset(("who", "which", "whose", "whom"))
BY = frozenset(("by", "from"))
SPEAKING_FOR = frozenset(PASSING["speaking for"])
HEADING = frozenset(PASSING["heading"])
WORDS_OF = frozenset(PASSING["words of"])
OFFICES = frozenset(PASSING["offices"])
KIN = frozenset(PASSING["kin"])
SPEAKERS_OF = SPEAKING_FOR | HEADING | frozenset(PASSING["spokesmen"])
OF_MATTERS = frozenset("about on against into to close".split())  # of whom it is told
OF_THE = (["of", "the"], ["for", "the"], ["to", "the"])  # the office of the president is another one
LONGEST_OF_WORDS = 5  # recent public statement, ‘Haze’ report
LONGEST_ROLE = 24  # words
LONGEST_BODY = 10  # words
FARTHEST_BODY = 30  # words from a name to the body that its role is of


def with_roles(reading: Reading, found: Findings) -> tuple[Mention, ...]:
    """The mentions, those of people with the role that the text gives beside the name, and with the body or place
    that it is of."""
    if not reads_as_english(reading) or all(mention.kind != "person" for mention in found.mentions):
        return found.mentions
    line = line_with_names(reading, found)
    indexes = {mention.start: index for index, mention in line.mentions.items()}
    mentions = []
    for mention in found.mentions:
        index = indexes.get(mention.start, -1) if mention.kind == "person" else -1
        role = role_beside(line, index) if index >= 0 else ""
        body = _body_of(line, index, role) if role else ""
        mentions.append(changed(mention, role=role, affiliation=body) if role else mention)
    return tuple(mentions)


def _body_of(line: NamedLine, index: int, role: str) -> str:
    """The organisation or place that a role beside the name at a word is of: it stands in the role's own words ("head
    of the National Police"), or right before them ("FBI director", "Ukraine’s president")."""
    length, best = len(role.split()), ""
    for place in range(max(0, index - FARTHEST_BODY), min(len(line.signs), index + FARTHEST_BODY)):
        mention = line.mentions.get(place)
        if mention is None or mention.kind == "person":
            continue
        if mention.surface in role:
            best = max(best, mention.name, key=len)
        elif not best and place < index and index - place <= length + LONGEST_BODY and _leads(line, place, index):
            best = mention.name
    return best


def _leads(line: NamedLine, place: int, index: int) -> bool:
    """Whether nothing but a possessive and the role stands between a body and a name."""
    last = place + 1
    while line.signs[last : last + 1] in ("o", "l"):
        last += 1
    last += line.signs[last : last + 1] == "s"
    between = line.reading.words[last:index]
    return bool(between) and all(word in ROLES or word in ROLE_ADJECTIVES for word in between)


# The roles of the people of the text that is read now.
_latest: list[tuple[NamedLine, dict[str, str]]] = []


def roles_in(line: NamedLine) -> dict[str, str]:
    """The role of each person in a text, from the first place that gives one."""
    if not _latest or _latest[0][0] is not line:
        roles: dict[str, str] = {}
        for index, mention in line.mentions.items():
            if mention.kind == "person" and mention.name not in roles and (role := role_beside(line, index)):
                roles[mention.name] = role
        _latest[:] = [(line, roles)]
    return _latest[0][1]


def role_beside(line: NamedLine, index: int) -> str:
    """The role that stands beside the name at a word: before it, or after it and a comma."""
    return _role_before(line, index) or _role_after(line, index)


def is_of_another(line: NamedLine, index: int, limit: int = 0, but: str = "") -> bool:
    """Whether a preposition leads to the name at a word, so that somebody else is meant whom nobody names: critics of
    Vladimir Putin, a lawyer for President Joe Biden, a man from Amnesty; not the Secretary of State Antony Blinken, and
    not who speaks for it: the government of Ukraine, the head of Amnesty. Words before `limit` do not count, nor does
    the preposition `but`."""
    words, place = line.reading.words, _before_title(line, index)
    if place < limit or words[place] not in PREPOSITIONS or words[place] == but or _is_office(line, place, index):
        return False
    mention = line.mentions.get(index)
    if words[place] not in ("of", "for") or mention is None or mention.kind == "person":
        return True
    heading = words[place - 1].lower() if place else ""
    return heading not in SPEAKING_FOR and not (mention.kind == "organization" and heading in HEADING)


def is_according_to_another(line: NamedLine, index: int, limit: int) -> bool:
    """The same after "according to", where a person's words, and a letter by somebody, are theirs."""
    place = _before_title(line, index)
    words, mention = line.reading.words, line.mentions.get(index)
    before = words[limit:place]
    if place < limit or words[place] not in PREPOSITIONS:
        return False
    if words[place] in OF_MATTERS or not OF_MATTERS.isdisjoint(before):
        return True  # a report about NAME, a source close to NAME
    if mention is not None and mention.kind == "person":
        is_theirs = words[place] in BY or (words[place] == "of" and words[place - 1] in WORDS_OF)
        return not (is_theirs and not WORDS_OF.isdisjoint(before)) and is_of_another(line, index, limit)
    is_theirs = not WORDS_OF.isdisjoint(before) or not SPEAKERS_OF.isdisjoint(before)
    is_town = mention is not None and mention.kind == "place" and words[place] not in ("of", "from")
    return is_town or not is_theirs


def is_theirs(line: NamedLine, place: int) -> bool:
    """Whether after a possessive at a word somebody's own words follow: according to NAME’s statement."""
    following = line.reading.words[place + 1 : place + 1 + LONGEST_OF_WORDS]
    return not WORDS_OF.isdisjoint(following[: following.index(",")] if "," in following else following)


def _before_title(line: NamedLine, index: int) -> int:
    """The word before a name and the title that stands before it: of, in "of former president NAME"."""
    words, place = line.reading.words, index - 1
    while place >= 0 and (line.signs[place] in "hTN" or words[place] in ROLES or words[place] in ROLE_ADJECTIVES):
        place -= 1
    return place


def _is_office(line: NamedLine, place: int, index: int) -> bool:
    """Whether the words between a preposition and a name are what an office is of."""
    between = line.reading.words[place + 1 : index]
    last = between[-1].lower() if between else ""
    return last in OFFICES or last in ROLE_ADJECTIVES - ROLES


def _role_before(line: NamedLine, index: int) -> str:
    """Mayor; Russian foreign minister; the head of the National Police of Ukraine."""
    words, signs = line.reading.words, line.signs
    first = index
    while first and (
        words[first - 1] in ROLES
        or words[first - 1] in ROLE_ADJECTIVES
        or signs[first - 1] == "N"
        # secretary of state; but the wife of NAME is somebody else
        or (words[first - 1] == "of" and first > 1 and words[first - 2] in ROLES and _is_office(line, first - 1, index))
    ):
        first -= 1
    while first > 1 and first < index and words[first - 1] == "-":
        first -= 2  # vice-president
    if any(word in ROLES for word in words[first:index]):
        return phrase(line.reading, first, index)
    return _role_and_comma(line, index)


def _role_and_comma(line: NamedLine, index: int) -> str:
    """The head of the National Police of Ukraine, before a comma and the name."""
    words, signs = line.reading.words, line.signs
    if index and signs[index - 1] == ",":
        for place in range(index - 2, max(-1, index - LONGEST_ROLE), -1):
            if signs[place] in '.;,z"VT' and words[place] not in ROLES:
                return ""
            if words[place] in KIN:
                return ""
            is_of = place and (words[place - 1] in PREPOSITIONS or words[place - 2 : place] in OF_THE)
            if words[place] in ROLES and signs[place + 1] == "f" and not is_of:
                while place and words[place - 1] in ROLE_ADJECTIVES:
                    place -= 1
                return phrase(line.reading, place, index - 1)
    return ""


def _role_after(line: NamedLine, index: int) -> str:
    """The Commissioner for the Issues of Persons Disappeared, after a name and a comma; not what leads to the next one:
    Asked about Alves, the prosecutor, João Costa, said."""
    words, signs = line.reading.words, line.signs
    first = index + 1
    while first < len(signs) and signs[first] in "pol":
        first += 1
    if signs[first : first + 1] != ",":
        return ""
    last = first = first + 1
    while last < len(signs) and last - first < LONGEST_ROLE and signs[last] not in '.,;:z"(VtPO' + "d":
        last += 1
    begins_well = any(word in ROLES for word in words[first : min(last, first + 5)]) and words[first] not in RELATIVE
    ends_well = last < len(signs) and signs[last] in '.,;z"' and signs[last : last + 2] != ",P"
    return phrase(line.reading, first, last) if begins_well and ends_well else ""


def is_office(line: NamedLine, first: int, last: int) -> bool:
    """Whether the words are one office, and nothing else, whose holder may be named after them: the head of the
    regional administration; not "including the mayor", nor "a spokesman for the president", which leaves open whose
    name follows."""
    words, signs = line.reading.words[first:last], line.signs
    of = next((place for place, word in enumerate(words) if word in PREPOSITIONS), len(words))
    is_held = not ROLES.isdisjoint(words[:of]) and (ROLES - ROLE_ADJECTIVES).isdisjoint(words[of:])
    opens = words[:1] and (words[0] in ROLES or words[0] in ROLE_ADJECTIVES or signs[first] in "hTNCOL")
    return bool(opens) and is_held and KIN.isdisjoint(words) and RELATIVE.isdisjoint(words)
