"""The texts of all templates, read at one moment: pages are remembered by a hash of what they were made of."""

import re
from collections.abc import Mapping
from pathlib import Path

from muniment.model import digest_of
from muniment.problems import InputError, Place, Problem, unreadable
from muniment.recipes import program_templates

Texts = Mapping[str, bytes]  # by name, UTF-8 if all is well

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.html")  # flat: no folder, so no way out of one


def texts_of(own: Path | None) -> Texts:
    """Every template by its name: the program's, and those of an archive's `own` folder, which take the place
    of the program's of the same name. Raises InputError when one cannot be read."""
    texts = {}
    for folder in (program_templates(), *([own] if own else [])):
        for path in sorted(folder.glob("*.html")):
            if NAME.fullmatch(path.name) and is_own_file(path):
                try:
                    texts[path.name] = path.read_bytes()
                except OSError as error:
                    raise InputError(unreadable(Place(f"templates/{path.name}"), error)) from error
    return texts


def shape_of(texts: Texts) -> str:
    """One hash over the names and texts of all templates."""
    return digest_of(sorted(texts.items()))


def texts_of_shape(own: Path | None, shape: str) -> Texts:
    """As `texts_of`, which must have this shape. Raises InputError when a template was changed since it was
    hashed: a page of the new text would be remembered as one of the old."""
    texts = texts_of(own)
    if shape_of(texts) != shape:
        raise InputError(Problem(Place("templates"), "changed while the site was made", "build again"))
    return texts


def is_own_file(path: Path) -> bool:
    """Whether the folder itself has this file. A link could lead to any file of this machine."""
    return path.is_file() and not path.is_symlink() and not path.parent.is_symlink()
