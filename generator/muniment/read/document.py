"""A seed's bytes to a Document: its text, and what it and the file beside it state."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from muniment.loading import load
from muniment.model import Document, Publication, Seed, Value, changed
from muniment.problems import Place, Problem, torn, unreadable
from muniment.read.beside import Beside, publication_of
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


def read_document(
    seed: Seed, archive: Path, settings: Settings, problems: list[Problem], is_for_editors: bool = False
) -> Document | None:
    """The document of one seed, or None, with why, when it cannot be read.

    Text whose publication is `excerpt` is cut to its beginning, and that of `metadata` left out, with
    whatever else could carry it; `text_sha256` is that of the whole text always. So nothing that
    comes after can publish what rights withhold. One that is for editors alone, who decide on all of it, is whole.
    """
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
    return _document(seed, changed(content, other=other), stated, beside, is_for_editors)


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


def _document(seed: Seed, content: Content, stated: Stated, beside: Beside, is_for_editors: bool) -> Document:
    publication: Publication = "public" if is_for_editors else publication_of(beside)
    is_public = publication == "public"
    identifier = _id_of(seed, stated, beside)
    published, time = _published(stated)
    return Document(
        id=identifier,
        form=content.form,
        text=content.text if is_public else _excerpt(content.text) if publication == "excerpt" else "",
        text_sha256=hashlib.sha256(content.text.encode()).hexdigest(),
        derivation=content.derivation,
        evidence=evidence_of(seed, identifier, publication),
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
        rights=beside.rights,
        publication=publication,
        attachments=attachments_of(seed, identifier, publication),
        version_of=beside.version_of,
        translation_of=beside.translation_of,
        rendering_of=beside.rendering_of,
        other=content.other if is_public else (),
    )


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


def _id_of(seed: Seed, stated: Stated, beside: Beside) -> str:
    own = _first(stated, "id")
    return record_id(seed, own.value if own else "") if seed.row else file_id(seed.path, beside.id)


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
