"""Finds who passes on what from whom: credits, "as X informs", "X reports", "according to X"."""

import re
from collections.abc import Callable, Iterator

from muniment.model import Attribution, Findings, Mention, Record
from muniment.understand.name_signs import NAMES
from muniment.understand.named_line import PASSING, NamedLine, line_with_names, mention_in, telling_ends
from muniment.understand.other_speakers import is_led_to
from muniment.understand.reading import Reading, phrase, reads_as_english, surface
from muniment.understand.roles import is_according_to_another, is_theirs
from muniment.understand.speaking import goes_on, is_own_word
from muniment.understand.tokens import key_of
from muniment.understand.unnamed_sources import unnamed_sources

NAME = r"(?:[COPL#][opl]*(?:-[C#])?){1,5}"
STOPS = r"(?=[.,;:z)n~\"]|\Z)"  # not "citing the NATO quota"
ENDS = r"(?![COPLopls-])"  # not "citing Iran’s escalation"
FROM = r"(?:wr>|c|R>)"
CHANNELS = frozenset(NAMES["channels"])
MEDIA = frozenset(NAMES["media words"])
RELAYING = frozenset(PASSING["relaying"])
DESCRIPTIONS = frozenset(PASSING["media descriptions"])
PICTURE = frozenset(("Photo", "Photos", "Image", "Images", "Video", "Courtesy", "Handout"))


class Spot(Record, frozen=True):
    """Where a rule matched."""

    line: NamedLine
    match: re.Match[str]


Reader = Callable[[Spot], Iterator[Attribution]]


def find_attributions(reading: Reading, found: Findings) -> tuple[Attribution, ...]:
    """Every attribution in text order; a channel may lie within what is cited.

    `name` is who passes it on, in the fullest spelling of the report or the editors'; `source` the
    editors' id of that name; `of` whose word it is, where the text says so.
    """
    line = line_with_names(reading, found)
    is_english = reads_as_english(reading)
    rules = RULES if is_english else [rule for rule in RULES if rule[2] in IN_EVERY_LANGUAGE]
    attributions: dict[tuple[int, str], Attribution] = {}
    for pattern, needs, read in rules:
        for match in pattern.finditer(line.signs) if needs.search(line.signs) else ():
            for one in read(Spot(line, match)):
                attributions.setdefault((one.start, one.kind), one)
    for one in unnamed_sources(line) if is_english else ():
        attributions.setdefault((one.start, one.kind), one)
    return tuple(sorted(attributions.values(), key=lambda one: (one.start, -one.end, one.kind)))


def _credit(spot: Spot) -> Iterator[Attribution]:
    """(Natalie Gallon/CNN), (AP Photo/Natalie Gallon)."""
    parts = [spot.match.span(group) for group in ("a", "b")]
    people = [mention_in(spot.line, *part, kinds="P") for part in parts]
    says_picture = spot.line.reading.words[parts[0][1]] in PICTURE
    person = 1 if says_picture or (people[1] and not people[0]) else 0
    maker, outlet = parts[person], parts[1 - person]
    if people[person] is None and maker[1] - maker[0] < 2:
        return  # (Either/Or)
    name, source = _named(spot.line, *outlet)
    of = people[person]
    if name:
        yield _made(
            spot, "credit", spot.match.span(), name, source, of.name if of else _plain(spot.line, *maker), "credit"
        )


def _dateline(spot: Spot) -> Iterator[Attribution]:
    """KYIV (Reuters) - at the head of a text."""
    name, source = _named(spot.line, *spot.match.span("a"))
    if spot.match.start() < 12 and name:
        yield _made(spot, "credit", spot.match.span("a"), name, source, "", "dateline")


def _as_source_informs(spot: Spot) -> Iterator[Attribution]:
    """As Censor.NET informs about this."""
    first, last = spot.match.span("a")
    if not _relays(spot, first, last):
        return
    name, source = _named(spot.line, first, last)
    whom = spot.match.span("whom")
    of = _whole_name(spot.line, *whom) if whom[0] >= 0 else ""
    yield _made(spot, "via", spot.match.span("via"), name, source, of, "as-source-informs")


def _source_reports(spot: Spot) -> Iterator[Attribution]:
    """…, Espreso reports on Friday. Before the end of a sentence any name will do, elsewhere a medium's."""
    first, last = spot.match.span("a")
    if not _relays(spot, first, last):
        return
    signs = spot.line.signs
    end = telling_ends(spot.line, spot.match.end(), len(signs))
    closes = signs[end : end + 1] in ("", *".z,") and signs[spot.match.start()] == ","
    leads = signs[spot.match.end() : spot.match.end() + 1] not in ("n", " ")  # and does not say something of its own
    if closes or (leads and _is_medium(spot.line, first, last)):
        name, source = _named(spot.line, first, last)
        verb = spot.match.start("v")
        yield _made(spot, "via", (min(first, verb), max(last, verb + 1)), name, source, "", "source-reports")


def _relays(spot: Spot, first: int, last: int) -> bool:
    """Whether the verb passes something on, and the name is neither a person's nor a country's."""
    verb = spot.line.reading.words[spot.match.start("v")]
    return verb in RELAYING and not mention_in(spot.line, first, last, kinds="PL")


def _citing(spot: Spot) -> Iterator[Attribution]:
    """With reference to the Facebook page of the Ministry, citing Reuters, according to Zelensky."""
    first, last = spot.match.span("a")
    name, source = _named(spot.line, first, last)
    rule = "according-to" if spot.line.signs[spot.match.start()] == "g" else "citing"
    if rule == "according-to" and (
        goes_on(spot.line, last)
        or is_according_to_another(spot.line, first, spot.match.start() + 2)
        or is_led_to(spot.line, first, spot.match.start())
        or (spot.line.signs[last : last + 1] == "s" and not is_theirs(spot.line, last))
    ):
        return  # according to the wife of Oleh Kotenko, according to Kyiv residents
    is_place = rule == "citing" and mention_in(spot.line, first, last, kinds="L")
    if name and name not in CHANNELS and not is_place:
        yield _made(spot, "citing", (spot.match.start(), last), name, source, "", rule)


def _told(spot: Spot) -> Iterator[Attribution]:
    """Told CNN, in an interview with the Guardian."""
    first, last = spot.match.span("a")
    name, source = _named(spot.line, first, last)
    if not mention_in(spot.line, first, last, kinds="PL") and (source or _is_medium(spot.line, first, last)):
        whom = spot.match.span("who")
        is_theirs = whom[0] >= 0 and is_own_word(spot.line, *whom)
        of = _whole_name(spot.line, *whom) if is_theirs else ""
        yield _made(spot, "via", (spot.match.start("from"), last), name, source, of, "told-source")


def _channel(spot: Spot) -> Iterator[Attribution]:
    """On his Facebook page, posted on Ukraine’s Parliament’s broadcaster Rada TV."""
    first, last = spot.match.span("a")
    line, words = spot.line, spot.line.reading.words
    has_page = line.signs[last : last + 1] == "@"
    on, kind = spot.match.start("on"), spot.match.groupdict().get("kind")
    is_known = line.signs[last - 1] == "#" and (has_page or words[on] != "in")
    described = bool(kind) and words[first - 1] in DESCRIPTIONS
    if mention_in(line, first, last, kinds="PL") or not (is_known or has_page or described):
        return
    name, source = _named(line, first, last)
    yield _made(spot, "channel", (on, last + has_page), name, source, "", "on-channel")


def _made(spot: Spot, kind: str, span: tuple[int, int], name: str, source: str, of: str, rule: str) -> Attribution:
    start, end, words = surface(spot.line.reading, *span)
    return Attribution(kind, start, end, words, name, source, of, rule=rule)  # type: ignore[arg-type]


def _named(line: NamedLine, first: int, last: int) -> tuple[str, str]:
    """The name at these words, and its id in the editors' files."""
    name = _whole_name(line, first, last)
    key = key_of(name)
    for index in line.reading.names:
        known = index.get(key)
        if known and known.entity:
            return known.name, known.entity
    return name, ""


def _whole_name(line: NamedLine, first: int, last: int) -> str:
    mention: Mention | None = line.mentions.get(first)
    if mention and line.reading.starts[first] == mention.start and mention.end >= line.reading.ends[last - 1]:
        return mention.name
    return _plain(line, first, last)


def _plain(line: NamedLine, first: int, last: int) -> str:
    return " ".join(word for word in phrase(line.reading, first, last).split() if word not in PICTURE)


def _is_medium(line: NamedLine, first: int, last: int) -> bool:
    words = line.reading.words[first:last]
    mention = line.mentions.get(first)
    is_site = any("." in word[2:-1] for word in words)
    return is_site or not MEDIA.isdisjoint(words) or bool(mention and mention.rule == "source-name")


# A pattern, what must stand in the line for it to match at all, which is soon searched for, and how it is read.
IN_EVERY_LANGUAGE = (_credit,)  # which needs no words
RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), re.compile(needs), read)
    for pattern, needs, read in (
        (rf"\((?:[C ]{{1,2}}:)?(?P<a>{NAME}) ?/(?P<b>{NAME})(?:/{NAME} ?)?\)", r"\(", _credit),
        (rf"\((?P<a>{NAME})\)[~-]", r"\)[~-]", _dateline),
        (
            rf"(?P<via>Ah?(?P<a>{NAME})a?(?P<v>V)(?:bb)?)(?:,?{FROM}[hm@f#]{{0,6}}(?P<whom>{NAME}))?",
            "A",
            _as_source_informs,
        ),
        (
            rf"(?<!A)(?<!Ah),?h?(?P<a>{NAME})(?P<v>V)(?=[.,zy:cn ]|wr|\Z)",
            r"[COPL#opl]V(?:[.,zy:cwn ]|\Z)",
            _source_reports,
        ),
        (rf",(?P<v>V)h?(?P<a>{NAME})(?=[.z]|\Z)", ",V", _source_reports),
        (rf"{FROM}h?(?:#@f?h?|m{{1,3}}f?h?)?(?P<a>{NAME}){STOPS}", FROM, _citing),
        (r"g>[^.,;:z(\"]{0,6}?(?P<a>Pp*)", "g>", _citing),
        (rf"g>[^.,;:z(\"POLC#]{{0,4}}(?P<a>{NAME}){ENDS}", "g>", _citing),
        (rf"(?:(?P<who>[PO][po]*)a?)?(?P<from>t|j(?:w|>))h?(?P<a>{NAME})", "th?[COPL#]|j[w>]", _told),
        (rf"d[^.,;z]{{0,5}}?(?P<on>n)h?(?:{NAME}s){{0,3}}h?(?P<kind>m{{1,3}})?(?P<a>{NAME})", "d", _channel),
        (r"[Vdtj][^.;z]{0,10}?(?P<on>n)(?:[POLC][pol]*s)?[hm]{0,3}(?P<a>#)(?![PC])", "#", _channel),
        (rf"{FROM}h?(?P<on>)(?P<a>#)(?=@)", "#@", _channel),
    )
)
