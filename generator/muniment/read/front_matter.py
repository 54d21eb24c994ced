"""Front matter: the YAML between two lines of --- at the top of a Markdown file."""

import re

from muniment.problems import Place, Problem
from muniment.shape import read_mapping
from muniment.yaml_simple import Field

OPENING = re.compile(r"---[ \t]*+(?:\n|\Z)")
CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*+(?:\n|\Z)")


def split_front_matter(text: str, path: str, problems: list[Problem]) -> tuple[str, str] | None:
    """The front matter with its two lines of ---, and the text below. Empty and the whole text where
    there is none; None, with a problem, where it is never closed."""
    opening = OPENING.match(text)
    if opening is None:
        return "", text
    closing = CLOSING.search(text, opening.end() - 1)
    if closing is None:
        hint = "write --- alone on a line below the last field"
        problems.append(Problem(Place(path, 1, 1), "the front matter that begins here is never closed", hint))
        return None
    return text[: closing.end()], text[closing.end() :]


def read_front_matter(front: str, path: str, problems: list[Problem]) -> dict[str, Field] | None:
    """The fields of front matter that `split_front_matter` gave; None, with a problem, when broken."""
    lines = front.split("\n")
    inner = "\n".join(lines[1 : -2 if lines[-1] == "" else -1])
    if "\t" in inner:
        _tell_tab(inner, path, problems)
    before = len(problems)
    fields = read_mapping(inner, path, problems, first_line=2)
    if not fields and len(problems) > before:
        return None
    return fields


def _tell_tab(inner: str, path: str, problems: list[Problem]) -> None:
    """A tab after a value is white space (YAML 1.2, 5.5), and yet readers are in use that refuse the file."""
    for number, line in enumerate(inner.split("\n"), start=2):
        if "\t" in line and line != (bare := line.rstrip(" \t")) and "\t" in line[len(bare) :]:
            what = "a tab at the end of this line, which some readers of YAML take for broken"
            problems.append(Problem(Place(path, number, len(bare) + 1), what, "remove the tab", severity="warning"))
            return
