"""What tests of claims share: claims made by hand, in reports made by hand."""

from muniment.counted_things import thing_of
from muniment.link.claimants import days_of
from muniment.link.counts import is_plain
from muniment.link.sentence_words import words_in
from muniment.model import Claimed, Counted, Row, Sighting, Somebody, Value, changed


def counted(surface: str = "440 graves", number: float | None = 440, **fields: object) -> Counted:
    """A claim; `number` is low and high alike."""
    what = str(fields.pop("what", "graves"))
    given: dict[str, object] = {
        "id": f"c-{abs(hash_of(surface)):08x}",
        "surface": surface,
        "op": "=",
        "low": number,
        "high": number,
        "what": what,
        "thing": thing_of(what),
        "fate": "",
        "where": "",
        "when": "",
        "speaker": "",
        "chain": (),
        "basis": "",
        "status": "suggested",
        "anchor": "p1",
        "sentence": 0,
        "start": 0,
        "end": len(surface),
        "is_quoted": False,
        "excludes": "",
        "is_plain": False,
        "words": words_in(str(fields.pop("sentence_words", surface))),
    }
    made = Counted(**{**given, **fields})  # type: ignore[arg-type]
    return changed(made, is_plain=is_plain(made, made.thing))


def hash_of(words: str) -> int:
    """The same number for the same words, in every process."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(words[:40])) % 2**32


def somebody(name: str) -> Somebody | None:
    return Somebody(name.lower(), name) if name else None


def claimed(
    report: str = "a", speaker: str = "", publisher: str = "", relays: tuple[str, ...] = (), published: str = "",
    place: str = "", party: str = "", **fields: object,
) -> Claimed:  # fmt: skip
    """A claim with who stands behind it; further fields are those of `counted`."""
    claim = counted(**fields)  # type: ignore[arg-type]
    return Claimed(
        report=report,
        claim=claim,
        publisher=publisher,
        speaker=somebody(speaker),
        carriers=tuple(one for name in relays if (one := somebody(name))),
        place=place,
        party=party,
        published=published,
        days=days_of(claim.when) or days_of(published),
    )


def row(
    identifier: str, *claims: Counted, published: str = "2022-09-16", place: str = "Izium", **fields: object
) -> Row:
    """A report that counts, at a place that has a point."""
    places = (Sighting("place", place, coordinates=(49.2, 37.2)),) if place else ()
    given: dict[str, object] = {
        "id": identifier,
        "digest": identifier,
        "path": f"seeds/{identifier}.txt",
        "title": Value(identifier),
        "published": Value(published) if published else None,
        "entities": places,
        "claims": len(claims),
        "counts": claims,
    }
    return Row(**{**given, **fields})  # type: ignore[arg-type]
