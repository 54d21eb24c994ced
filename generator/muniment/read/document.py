"""A seed's bytes to a Document: its text, and what it and the file beside it state."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from muniment.loading import load
from muniment.model import (
    Document,
    Evidence,
    Folded,
    Publication,
    Record,
    Redacted,
    Seed,
    Value,
    as_dict,
    changed,
)
from muniment.problems import Place, Problem, torn, unreadable
from muniment.read.beside import Beside
from muniment.read.content import READERS, Content
from muniment.read.dates import read_date
from muniment.read.evidence import attachments_of, evidence_of, read_slice
from muniment.read.fields import Stated
from muniment.read.folder import shown_path
from muniment.read.ids import file_id, record_id
from muniment.read.kinds import SAVED_PAGES, ending_of
from muniment.read.merge import beside_of, check_stated, coordinates_of, merge, refuse_long
from muniment.read.records import decoded_record
from muniment.settings import Settings
from muniment.shape import decoded

LONGEST_EXCERPT = 300  # code points of a text whose rights allow an excerpt
EXCERPT_OF = 3  # and no more than a third of it
NOTHING_BESIDE = Beside()
STRICTEST_FIRST: tuple[Publication, ...] = ("metadata", "excerpt")
HIDDEN = Evidence("", "", 0, "")


class Whole(Record, frozen=True):
    """All that a seed and the file beside it say, whether it may be published or not."""

    content: Content
    stated: Stated
    beside: Beside


class Care(Record, frozen=True):
    """What is held back of a report beside its rights: where blocks stand in its text, what is folded, whether
    anything of its file is hidden, which fields have lost their value, and to how many decimals its coordinates were
    rounded."""

    redactions: tuple[Redacted, ...] = ()
    graphic: tuple[Folded, ...] = ()
    is_hidden: bool = False
    hidden: tuple[str, ...] = ()
    decimals: int | None = None


NOTHING_HELD = Care()


def read_document(
    seed: Seed, archive: Path, settings: Settings, problems: list[Problem], is_for_editors: bool = False
) -> Document | None:
    """The document of one seed of which nothing is held back but by its rights, or None, with why, when it cannot be
    read. One that is for editors alone, who decide on all of it, is whole."""
    whole = read_whole(seed, archive, settings, problems)
    return document_of(seed, whole, is_for_editors=is_for_editors) if whole else None


def read_whole(seed: Seed, archive: Path, settings: Settings, problems: list[Problem]) -> Whole | None:
    """One seed read, or None, with why, when it cannot be."""
    path = shown_path(seed.path)
    data = _bytes_of(seed, archive, path, problems)
    content = _content_of(data, seed, archive, settings, problems) if data is not None else None
    if content is None:
        return None
    place = Place(path, seed.line if seed.row else 0)
    if not content.text.strip():
        problems.append(Problem(place, "there is no text in it", "a report has words; add them, or remove it"))
        return None
    _tell_null(content, seed, place, problems)
    stated = check_stated(content, problems)
    beside = NOTHING_BESIDE
    if seed.beside:
        beside, spots = beside_of(seed)
        stated = merge(stated, beside, spots, seed, problems)
    stated, other = refuse_long(stated, content.other, place, problems)
    return Whole(changed(content, other=other), stated, beside)


def _content_of(data: bytes, seed: Seed, archive: Path, settings: Settings, problems: list[Problem]) -> Content | None:
    ending = ending_of(seed.path)
    if ending in SAVED_PAGES:
        return page_reader()(data, seed, archive, problems)
    found: list[Problem] = []
    decode = decoded_record if seed.row else decoded
    text = decode(data, shown_path(seed.path), found)
    problems.extend(_moved(problem, seed.line - 1) for problem in found)
    return None if text is None else READERS[ending](text, seed, settings.fields, problems)


@cache
def page_reader() -> Callable[[bytes, Seed, Path, list[Problem]], Content | None]:
    """What reads saved pages: loaded where there is one."""
    read_saved_page: Callable[[bytes, Seed, Path, list[Problem]], Content | None]
    read_saved_page = load("read.saved_page").read_saved_page
    return read_saved_page


def document_of(seed: Seed, whole: Whole, care: Care = NOTHING_HELD, is_for_editors: bool = False) -> Document:
    """The document that is published of what was read, from which was taken what is held back.

    Text whose publication is `excerpt` is cut to its beginning, and that of `metadata` left out, with
    whatever else could carry it; `text_sha256` is that of the whole text always, but that of what is published where
    anything is hidden; then there is nothing of the file's bytes. So nothing that comes after can publish what rights
    or editors withhold.
    """
    content, stated, beside = whole.content, whole.stated, whole.beside
    publication: Publication = "public" if is_for_editors else publication_of(seed, beside)
    is_public = publication == "public"
    identifier, is_hidden = id_of(seed, whole), care.is_hidden
    published, time = _published(stated)
    text = content.text if is_public else _excerpt(content.text) if publication == "excerpt" else ""
    return Document(
        id=identifier,
        form=content.form,
        text=text,
        text_sha256=hashlib.sha256((text if is_hidden else content.text).encode()).hexdigest(),
        derivation=content.derivation,
        evidence=HIDDEN if is_hidden else evidence_of(seed, identifier, publication),
        prefix=content.prefix if is_public else "",
        title=_first(stated, "title"),
        published=published,
        time=time,
        language=_first(stated, "language"),
        url=_first(stated, "url"),
        sources=stated.get("source", ()),
        authors=stated.get("author", ()),
        tags=stated.get("tags", ()),
        people=stated.get("people", ()),
        organizations=stated.get("organizations", ()),
        places=stated.get("places", ()),
        entities=stated.get("entities", ()),
        coordinates=coordinates_of(stated),
        summary=stated["summary"][0].value if "summary" in stated and is_public else "",
        retrieved=_day_and_time(beside.retrieved),
        collector=beside.collector if beside.collector_public else "",
        publication="redacted" if is_hidden and is_public else publication,
        attachments=() if is_hidden else attachments_of(seed, identifier, publication),
        version_of=beside.version_of,
        translation_of=beside.translation_of,
        rendering_of=beside.rendering_of,
        other=content.other if is_public else (),
        **_rights(seed, beside),
        **_held(care, len(text), len(content.text) if publication == "excerpt" else 0),
    )


def _held(care: Care, length: int, whole: int) -> dict[str, Any]:
    """What is held back of a text that is published to this length; `whole` is that of one of which it is an excerpt,
    which nothing may tell where something is hidden in it."""
    held = as_dict(care) | {"left_out": whole - length if whole and not care.is_hidden else 0}
    for name in ("redactions", "graphic"):
        held[name] = tuple(changed(one, end=min(one.end, length)) for one in held[name] if one.start < length)
    return held


def _bytes_of(seed: Seed, archive: Path, path: str, problems: list[Problem]) -> bytes | None:
    place = Place(path, seed.line if seed.row else 0)
    try:
        data = read_slice(f"{archive}/{seed.path}", seed.start, seed.end)
    except OSError as error:
        problems.append(unreadable(place, error))
        return None
    if hashlib.sha256(data).hexdigest() != seed.sha256:
        problems.append(torn(place))
        return None
    return data


def _moved(problem: Problem, lines: int) -> Problem:
    """The problem, its line counted in the whole file instead of the slice."""
    place = problem.place
    return Problem(Place(place.path, place.line + lines, place.column), problem.what, problem.hint, problem.severity)


def _tell_null(content: Content, seed: Seed, place: Place, problems: list[Problem]) -> None:
    at = content.text.find("\0")
    if at < 0:
        return
    if not seed.row:
        before = content.prefix + content.text[:at]
        place = Place(place.path, before.count("\n") + 1, len(before) - before.rfind("\n"))
    what = "a null character, which no text should hold; it is shown as a sign"
    problems.append(Problem(place, what, "check where the file comes from", severity="warning"))


def id_of(seed: Seed, whole: Whole) -> str:
    """The report's id."""
    own = _first(whole.stated, "id")
    return record_id(seed, own.value if own else "") if seed.row else file_id(seed.path, whole.beside.id)


def publication_of(seed: Seed, beside: Beside) -> Publication:
    """What rights let be published, by the file beside the seed and by the review: the stricter of both holds."""
    words = (beside.publish, seed.review.publish if seed.review else "")
    return next((one for one in STRICTEST_FIRST if one in words), "public")


def _rights(seed: Seed, beside: Beside) -> dict[str, Any]:
    """What a review says of them, or else the file beside the seed, with its status."""
    review = seed.review
    if not (review and review.rights):
        return {"rights": beside.rights}
    is_stale = bool(review.seed) and review.seed != seed.sha256
    return {"rights": review.rights, "rights_status": "suggested" if is_stale else review.status}


def _first(stated: Stated, name: str) -> Value | None:
    values = stated.get(name)
    return values[0] if values else None


def _published(stated: Stated) -> tuple[Value | None, str]:
    """The day, month or year that `check_stated` and `merge` let through, and the time."""
    value = _first(stated, "date")
    date = read_date(value.value) if value else None
    return (Value(date[0], "stated", value.where), date[1]) if value and date else (None, "")


def _day_and_time(text: str) -> str:
    """ISO 8601, or nothing for what is no date; the file beside the seed was told of that before."""
    date = read_date(text) if text else None
    return "T".join(filter(None, date)) if date else ""


def _excerpt(text: str) -> str:
    """The beginning, up to a space or line end where there is one; never all of it."""
    longest = min(LONGEST_EXCERPT, len(text) // EXCERPT_OF)
    words = text[: longest + 1].rsplit(None, 1)
    return words[0][:longest] if words else ""
