"""Rules that find names by their own words and by those around them.

Each is a pattern over the line of signs (name_signs.py). Groups a, b, c hold the names. The longest
name wins; of two as long the one whose rule stands first. Better no name than a wrong one: a run of
capitalised words without any evidence is left alone.
"""

import re
from collections.abc import Iterator

from muniment.model import EntityKind, Record

PART = r"(?:[GBSCD](?:-[GBSCDy])?|I\.?)"  # Anne-Marie, J., C.S.
MORE = r"(?:[GBSCDZ](?:-[GBSCDy])?|I\.?|[cM]c?-?[GBSCD]|R)"  # van der Berg, al-Assad, El-Sisi, Min-seok, VIII
NOT_THERE = r"(?<!\.)(?![OTLAY-])"  # what goes on like this is no person
FULL = rf"(?>{PART}{MORE}{{1,5}}){NOT_THERE}"
LONGEST = 40  # signs: no name is so long, and how far an opening may reach
SOME_PARTS = rf"[GBSCDI][GBSCDIZRcMy.-]{{0,{LONGEST}}}+"
ANY = rf"(?>{PART}{MORE}{{0,5}}){NOT_THERE}"
OF_WHAT = r"(?:oh?(?:Qq*|B(?=[GBSC])|Xx*|N?J?[OL]))?"  # of Ukraine, of State

BEFORE = r"[GBSCDANQqXxJLMHZ]"  # may stand before an organisation's head
CORE = rf"(?:{BEFORE}(?:-{BEFORE})?|(?<=[CSJ])&(?=[CSJ])|T(?=s)|(?<=[JNT])s(?=[JCSO]))"
HEAD = r"(?:[TWZ]{1,2}s?)?O(?:s?[JCSNTW]{0,2}s?O){0,3}"
# Of a country and of a title the name does not go on with a person's: Party of Cuba Raúl Castro.
TAIL = r"(?:[of]h?(?:[BSCDANQqXxOJLMZ]|(?<![Qq])G|T(?!G)){1,5}(?:&(?:[CSJ]{0,2}O|[CSOJ]{1,2}(?![GVwT])))?)"
NAME_ENDS = r"(?![BSCD])(?!(?<![Qq])G)(?!(?<=J)T)"

WORD = r"[CSBD](?:-[CSGBD])?"
PLACE = rf"(?>J{{0,2}}M?{WORD}(?:c?[CSBGD]){{0,3}}|Qq*)"  # Bint Jbeil, South Kivu, São José da Tapera
SPOT = rf"(?:J{{0,2}}M?{WORD}[CSGBDq]{{0,2}}|G[CSGBD]|Qq*[CSGBD]{{0,2}})"
SOON_A_KIND = r"(?=[JMCSBDGQqc&,-]{3,16}r)"
ADJECTIVE = r"(?:(?:[A-Zc ]q*-)?d)?"  # occupied, de-occupied, Russian-controlled
COUNTRY = r"(?=(?:Qq*|B)(?:[^sq]|\Z))"
FOLLOW = r"(?=[,.;:)(\"~FfapPn&oh]|\Z)"


class Rule(Record, frozen=True):
    """A rule's name, what it finds, its pattern, signs of which the line must have one, and what it may begin with:
    where a pattern begins with much that may be left out, the engine tries all of it at every word."""

    name: str
    kind: EntityKind
    pattern: re.Pattern[str]
    needs: frozenset[str]
    opening: re.Pattern[str] | None = None


def _rule(name: str, kind: EntityKind, pattern: str, needs: str, opening: str = "") -> Rule:
    """`opening` must fit wherever the pattern does, begin with signs that the engine can skip to, and have an end: else
    a megabyte of capitals would be gone through from each of them."""
    return Rule(name, kind, re.compile(pattern), frozenset(needs), re.compile(opening) if opening else None)


def matches_of(rule: Rule, signs: str) -> Iterator[re.Match[str]]:
    """Where a rule's pattern fits the line, from left to right, none within another."""
    if rule.opening is None:
        yield from rule.pattern.finditer(signs)
        return
    position = 0
    while place := rule.opening.search(signs, position):
        position = place.start() + 1
        if match := rule.pattern.match(signs, place.start()):
            yield match
            position = match.end()


RULES = (
    # Ministry of Defence, National Police of Ukraine, Prosecutor General’s Office
    _rule(
        "organization-head",
        "organization",
        rf"(?<!-)(?!s)(?P<a>[uR]?{CORE}{{0,7}}?{HEAD}(?:{TAIL}{{0,3}}{NAME_ENDS}|(?=[GBSCDE])))",
        needs="O",
        opening=f"[uRGBSCDANQqXxJLMHZ&TWO](?:(?<=O)|[GBSCDANQqXxJLMHZ&TWs-]{{0,{LONGEST}}}+O)",
    ),
    # Mayor Valerii Marchenko, President of Ukraine Volodymyr Zelensky
    _rule("title", "person", rf"(?:T|Z(?=[GBSCD]))\.?{OF_WHAT}(?P<a>{ANY})", "TZW"),
    _rule("title", "person", rf"W{OF_WHAT}(?P<a>{FULL})", "TZW"),
    # president Umaro Sissoco Embaló
    _rule("role", "person", rf"t(?P<a>{FULL})|k(?P<b>{ANY})", "tk"),
    # Oleh Kotenko, the Commissioner
    _rule("role-after", "person", rf"(?<![pPo&])(?P<a>{FULL}),[hN ]{{0,4}}[tkTW]", "tkTW", rf"{SOME_PARTS},"),
    # the head of the National Police of Ukraine, Ihor Klymenko, clarified
    _rule("office-holder", "person", rf"[tkTW][of][^.,n;]{{1,10}},(?P<a>{FULL})(?=[,VwFa])", "tkTW"),
    # (Evgeniy Maloletka/AP), (AP Photo/Evgeniy Maloletka)
    _rule("credit", "person", rf"\((?P<a>{FULL})/(?=[ACSXHO])|K/(?P<b>{FULL})\)", "/"),
    _rule("credit", "organization", rf"\({FULL}/(?P<a>[ACSH])(?=[/)])|\((?P<b>[ACSH])K/(?={FULL}\))", "/"),
    # said Oleh Kotenko; Oleh Kotenko said
    _rule(
        "speaker",
        "person",
        rf"V(?P<a>{FULL})|(?<![pPo&h])(?P<b>{FULL})(?=a?V)",
        needs="V",
        opening=rf"V[GBSCDI]|{SOME_PARTS}a?V",
    ),
    _rule("given-name", "person", rf"(?<!Y)(?P<a>(?>G(?:-[GBSCy])?{MORE}{{1,5}}){NOT_THERE})", "GDB"),
    _rule("given-name", "person", rf"(?<![YGBSCD])(?P<a>(?>[DB](?:I\.?|G)?[SCGD](?:-[GBSCDy])?R?){NOT_THERE})", "GDB"),
    _rule("family-name", "person", rf"(?<![YGBSCDAQqXxJMNTWpPoh&-])(?P<a>(?>C(?:I\.?)?S){NOT_THERE})(?![YCJL])", "S"),
    _rule("given-name-alone", "person", r"(?<![YGBSCDAQqXxJMNTWLO&-])(?P<a>G)(?![YGBSCDAQqXxJMLOKy&-])", "G"),
    # the Kharkiv and Donetsk regions
    _rule("regions", "place", rf"{SOON_A_KIND}(?:(?P<c>{PLACE}),)?(?P<a>{PLACE})&(?P<b>{PLACE})r", "r"),
    # Kharkiv region, Latakia Governorate, Allenby Bridge
    _rule(
        "place-and-kind",
        "place",
        rf"(?<!-)(?P<a>(?>{SPOT}J{{0,2}}|J{{1,2}}[CSGBD]?J?)[lL](?![OCS]))",
        needs="lL",
        opening=f"[JMCSBDGQ][JMCSBDGQq-]{{0,{LONGEST}}}+[lL]",
    ),
    _rule("kind-and-place", "place", r"(?<![GBSCQJMN-])(?P<a>Loh?(?:[CSGBD]{1,2}|Qq*))(?![OTVw])", "LM"),
    _rule("kind-and-place", "place", r"(?<=[pPoh,&g~n])(?P<a>M(?:[CSGBD]{1,2}|Qq*))(?![OTVw])", "LM"),
    # city of Izium
    _rule("kind-of-place", "place", rf"[glr]oh?(?P<a>{PLACE})(?![OTVws])", "glr"),
    # in Leipzig, Saxony, Germany
    _rule("place-in-country", "place", rf"[pPo]{ADJECTIVE}(?P<a>{PLACE})(?:,(?P<b>{PLACE}))?,{COUNTRY}", "QB"),
    _rule("place-in-region", "place", rf"[pP]{ADJECTIVE}(?P<a>{PLACE}),(?={PLACE}[lL])", "lL"),
    # in Izium
    _rule(
        "in-place",
        "place",
        rf"p{ADJECTIVE}(?P<a>J{{0,2}}M?{WORD}(?:c?[CS]){{0,3}})(?:&(?P<b>J?{WORD}[CS]?))?{FOLLOW}",
        needs="p",
    ),
    # NATO said, the FBI
    _rule(
        "acronym",
        "organization",
        r"(?<![AKIGBSC&-])(?P<a>A)(?=a?[Vw])|h(?P<b>A)(?![AKIGBSCDJMLOQY&./-])|[OXx]\((?P<c>A)\)",
        needs="A",
    ),
    _rule("site", "organization", r"(?P<a>H)", "H"),
)
KNOWN_ORDER = -1  # a known name stands before what a rule finds in the same words,
FIRST_ORDER = -2  # but the Kharkiv region is not Kharkiv
