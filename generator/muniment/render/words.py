"""How numbers, languages, statuses and kinds are written out for readers, in English."""

from functools import lru_cache

from muniment.counted_things import fate_in
from muniment.languages import NAMES, SCRIPTS
from muniment.model import Publication, Status

NARROW_SPACE = "\u202f"  # does not break: keeps a number with its unit

STATUS_MEANINGS: dict[Status, str] = {
    "stated": "said by the file itself, in its own fields",
    "suggested": "found by rules, seen by nobody yet",
    "reviewed": "accepted, corrected or added by a named editor",
    "verified": "reviewed, and signed with a key that the archive lists",
}
LISTED = "in the editors’ list of names"
# Of names: an identity is reviewed when the editors list it, or have found it right in a report.
NAME_MEANINGS: dict[Status, str] = STATUS_MEANINGS | {
    "reviewed": f"{LISTED}, or accepted by one of them in a report",
    "verified": "accepted by an editor in a signed review",
}
PUBLICATION_MEANINGS: dict[Publication, str] = {
    "public": "",
    "excerpt": "Only the beginning of this text is published here; the rest is withheld.",
    "metadata": "This text is not published here, only what is known of it.",
    "redacted": "",
}
KINDS = {
    "person": ("person", "people"),
    "organization": ("organisation", "organisations"),
    "place": ("place", "places"),
    "source": ("source", "sources"),
}
SIGHTINGS = {
    "publisher": "published it",
    "stated": "stated in the file",
    "credit": "named in the credit",
    "via": "passed it on",
    "channel": "the channel it came through",
    "citing": "cited",
}


def number(value: float | int) -> str:
    """1942 is "1,942"; 0.5 stays "0.5"; 12.0 is "12"."""
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
    return f"{value:,}"


def counted(value: int, one: str, many: str = "") -> str:
    """(1, "report") is "1 report", (2000, "report") is "2,000 reports"."""
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def counted_kind(value: int, kind: str) -> str:
    """(3, "person") is "3 people"."""
    one, many = KINDS.get(kind, (kind, f"{kind}s"))
    return counted(value, one, many)


def kind_name(kind: str) -> str:
    """person, organisation, place or source; another word stays."""
    return KINDS.get(kind, (kind, kind))[0]


def sighting_words(kind: str) -> str:
    """How a source stands in a report: "cited", "named in the credit"."""
    return SIGHTINGS.get(kind, kind)


def size(count: int) -> str:
    """Bytes as "1,942 bytes", "25 kB" or "3.1 MB", powers of ten."""
    if count < 10_000:
        return f"{count:,} byte{'' if count == 1 else 's'}"
    if count < 1_000_000:
        return f"{round(count / 1000)}{NARROW_SPACE}kB"
    return f"{count / 1_000_000:,.1f}{NARROW_SPACE}MB"


@lru_cache(maxsize=256)
def language_name(tag: str) -> str:
    """The English name of a BCP 47 tag: "uk" is "Ukrainian", "sr-Latn" "Serbian (Latin)", and a
    tag that is not known stays as it is."""
    parts = tag.replace("_", "-").split("-")
    name = NAMES.get(parts[0].lower())
    if name is None:
        return tag
    rest = [SCRIPTS.get(part.title(), part.upper() if len(part) == 2 else part) for part in parts[1:]]
    return f"{name} ({', '.join(rest)})" if rest else name


def bound(op: str, low: float | int | None, high: float | int | None) -> str:
    """A claim's number in words, for before what is counted: "440 or more", "about 445", "11,000 to 15,000",
    "uncounted"."""
    if op == "range" and low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    value = low if low is not None else high
    if value is None:
        return "uncounted"
    forms = {"=": "{}", ">=": "{} or more", ">": "more than {}", "<=": "{} or fewer", "<": "fewer than {}"}
    return forms.get(op, "about {}").format(number(value))


def untold_fate(what: str, fate: str) -> str:
    """What became of those counted, where the words for them do not say it already."""
    return "" if fate_in(what) else fate


def cut(text: str, longest: int) -> str:
    """The text on one line, cut between words to at most `longest` code points, with an ellipsis."""
    line = " ".join(text[: 4 * longest].split())
    if len(line) <= longest and len(text) <= 4 * longest:
        return line
    head = line[:longest]
    space = head.rfind(" ")
    return (head[:space] if space > longest // 2 else head).rstrip(" ,;:–—-") + "…"


def listed(items: list[str]) -> str:
    """["a", "b", "c"] is "a, b and c"."""
    return ", ".join(items[:-1]) + (" and " if len(items) > 1 else "") + (items[-1] if items else "")
