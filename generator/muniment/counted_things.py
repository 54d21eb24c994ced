"""What is counted, in one form, and what the words for it tell of those counted. English.

"Unmarked graves" and "the graves" are both of graves; "12 killed" and "12 deaths" are both of dead people.
"""

from functools import lru_cache

QUOTATION = str.maketrans(dict.fromkeys('"“”„«»‘’', " "))
# Said of those counted, and no part of what they are.
ADJECTIVES = frozenset(
    """unmarked marked new old fresh individual single separate different various several multiple total overall
    confirmed reported alleged suspected known unknown identified unidentified unnamed possible recent further
    additional more extra remaining innocent local nearby senior leading young elderly adult live whole entire estimated
    registered other such same certain main major minor small large big""".split()
)
# What became of those counted, and what they are then called: 12 dead, 12 people killed, three deaths.
FATES = {
    "dead": "dead killed deaths fatalities slain murdered assassinated massacred deceased drowned beheaded",
    "injured": "injured wounded hurt injuries maimed",
    "missing": "missing unaccounted",
    "displaced": "displaced",
    "homeless": "homeless",
    "evacuated": "evacuated",
    "arrested": "arrested detained apprehended",
    "abducted": "abducted kidnapped",
    "captured": "captured",
    "freed": "freed released",
    "rescued": "rescued saved",
    "trapped": "trapped stranded",
    "hospitalised": "hospitalised hospitalized",
    "infected": "infected sick sickened",
    "executed": "executed hanged",
    "sentenced": "sentenced convicted",
    "charged": "charged indicted",
    "deported": "deported expelled",
    "exhumed": "exhumed",
    "buried": "buried",
    "identified": "identified",
    "found": "found discovered recovered unearthed uncovered",
    "destroyed": "destroyed demolished",
    "damaged": "damaged",
    "launched": "launched fired",
    "intercepted": "intercepted downed",
}
# What becomes of people alone, however they are called: civilians, soldiers, children.
OF_PEOPLE = frozenset(
    """dead injured missing displaced homeless evacuated arrested abducted captured freed rescued trapped hospitalised
    infected executed sentenced charged deported""".split()
)
FATE_OF = {word: fate for fate, words in FATES.items() for word in words.split()}
PERSONS = frozenset("people persons individuals lives".split())
LEADING = frozenset("the a an of all both these those their his her its".split())
IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "bodies": "body", "lives": "life", "wives": "wife",
    "knives": "knife", "wolves": "wolf", "thieves": "thief", "geese": "goose", "mice": "mouse", "teeth": "tooth",
    "feet": "foot", "oxen": "ox", "news": "news", "series": "series", "species": "species",
    "headquarters": "headquarters", "buses": "bus", "gases": "gas", "viruses": "virus", "crises": "crisis",
    "heroes": "hero", "potatoes": "potato", "tomatoes": "tomato", "torpedoes": "torpedo", "tornadoes": "tornado",
    "volcanoes": "volcano", "movies": "movie", "ties": "tie",
}  # fmt: skip
SIBILANT = ("ss", "sh", "ch", "x", "z")  # after these "es" makes a plural
PERSON = "person"


def fate_in(what: str) -> str:
    """What the words for those counted say became of them: of "people killed" it is "dead"; empty where they say
    nothing."""
    return next((FATE_OF[word] for word in reversed(what.lower().split()) if word in FATE_OF), "")


@lru_cache(maxsize=4096)
def thing_of(what: str) -> str:
    """The words for what is counted, small, singular, without quotation marks, adjectives and fates: "unmarked graves"
    is "grave", "police officers injured" is "police officer", "killed" alone is "person", "bodies of civilians" is
    "body of civilian". Empty where nothing is left. Nouns and names before the last word stay: police officers are not
    prison officers, and Israeli soldiers not Lebanese ones."""
    words = [word for word in what.translate(QUOTATION).lower().split() if word not in ADJECTIVES]
    had_fate = False
    while words and words[-1] in FATE_OF:
        words.pop()
        had_fate = True
    while words and (words[0] in LEADING or words[0] in FATE_OF):
        had_fate = had_fate or words[0] in FATE_OF
        words.pop(0)
    if not words:
        return PERSON if had_fate else ""
    parts = " ".join(words).split(" of ")
    heads = (" ".join((*part.split()[:-1], singular(part.split()[-1]))) for part in parts if part.split())
    return " of ".join(heads)


def head_of(thing: str) -> str:
    """The noun at the end of what `thing_of` gives, before "of": the "grave" of "mass grave", the "body" of "body of
    civilian"."""
    return thing.partition(" of ")[0].rpartition(" ")[2]


def singular(word: str) -> str:
    """One of several, by English spelling; people and the like are a person."""
    if word in PERSONS:
        return PERSON
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return f"{word[:-3]}man"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith("es") and word[:-2].endswith(SIBILANT):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
