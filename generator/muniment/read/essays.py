"""The pages that editors wrote: content/pages/*.md."""

from pathlib import Path

from muniment.ids import plain_id
from muniment.model import Essay, Record
from muniment.problems import Place, Problem
from muniment.read.edited import files_of
from muniment.read.folder import shown, shown_path
from muniment.read.front_matter import split_front_matter
from muniment.read.kinds import stem_of
from muniment.shape import decoded, read_record

PAGES = "content/pages"
LONGEST_ESSAY = 1_000_000  # code points


class EssayFields(Record, frozen=True, kw_only=True):
    """The front matter of a page that editors wrote."""

    title: str = ""
    order: int = 100


def read_essays(archive: Path, problems: list[Problem], reserved: tuple[str, ...] = ()) -> tuple[Essay, ...]:
    """The pages that editors wrote, sorted by their order, then by name.

    The file's stem is the page's address, so it must be plain, and none of the `reserved` names
    that the site has pages of its own for; one that is not is told and left out.
    """
    essays = []
    for path, data in files_of(archive, PAGES, ".md", problems):
        name, place = stem_of(path)[len(PAGES) + 1 :], Place(shown_path(path))
        if name in reserved:
            problems.append(Problem(place, f"the site has a page '{name}' of its own", "give the file another name"))
        elif name != plain_id(name):
            hint = f"such as {plain_id(name) or 'about'}.md, in {PAGES} itself"
            problems.append(Problem(place, f"'{shown(name)}' is no plain name for a page", hint))
        elif essay := _essay(name, data, path, problems):
            essays.append(essay)
    return tuple(sorted(essays, key=lambda essay: (essay.order, essay.name)))


def _essay(name: str, data: bytes, path: str, problems: list[Problem]) -> Essay | None:
    text = decoded(data, path, problems)
    parts = split_front_matter(text, path, problems) if text is not None else None
    if parts is None:
        return None
    front, body = parts
    if len(body) > LONGEST_ESSAY:
        what = f"{len(body):,} characters are too many for one page"
        problems.append(Problem(Place(shown_path(path)), what, f"split it: a page has at most {LONGEST_ESSAY:,}"))
        return None
    # A blank line instead of the opening ---, so that lines are counted as in the file.
    inner = "\n" + front.partition("\n")[2].rstrip().removesuffix("---").removesuffix("...")
    fields = read_record(inner.encode(), path, EssayFields, problems)
    if fields is None:
        return None
    if not fields.title:
        hint = "begin the file with front matter: ---, title: …, ---"
        problems.append(Problem(Place(path), "the page states no title", hint, severity="warning"))
    return Essay(name, fields.title or name, body, fields.order, path, 1 + front.count("\n"))
