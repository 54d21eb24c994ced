"""A saved page: its main text, and what it states of itself in its own metadata."""

from pathlib import Path

from muniment.loading import load
from muniment.model import Seed
from muniment.problems import Place, Problem
from muniment.read.content import Content
from muniment.read.folder import shown, shown_path
from muniment.read.kept_text import KeptText, read_kept_text
from muniment.read.page_encoding import BY_HAND, decode_page
from muniment.read.page_statements import read_statements

DERIVATION = "html/1"  # the way from the bytes to what the extractor is given, and from what it gives to the text
INSTALL = "install it with pip install '.[html]' in a checkout of this program; all else is built"


def read_saved_page(data: bytes, seed: Seed, archive: Path, problems: list[Problem]) -> Content | None:
    """The page as plain text: as it was kept when somebody last looked at it, else as it is extracted now. None, with
    a problem, where there is none to be had."""
    path = shown_path(seed.path)
    page = decode_page(data, path, problems)
    if page is None:
        return None
    found = read_kept_text(seed, archive, problems) or _main_text(page, path, problems)
    if found is None:
        return None
    own = read_statements(page, path, problems)
    return Content(
        text=found.text,
        form="plain",
        derivation=found.derivation,
        stated=own.stated,
        places=own.places,
        other=own.other,
        raw=page,
    )


def extract_text(data: bytes, path: str, problems: list[Problem]) -> KeptText | None:
    """The main text of a page's bytes as it is extracted now, to be kept; or None, with a problem."""
    page = decode_page(data, path, problems)
    return None if page is None else _main_text(page, path, problems)


def _main_text(page: str, path: str, problems: list[Problem]) -> KeptText | None:
    try:
        extractor = load("read.main_text")
        text = extractor.main_text_of(page)
    except ImportError as error:
        is_missing = isinstance(error, ModuleNotFoundError)
        lacking = f"{error.name} is not installed" if is_missing else f"trafilatura cannot be loaded: {error}"
        problems.append(Problem(Place(path), f"a saved page, and {lacking}", INSTALL))
        return None
    except Exception as error:  # of whatever kind the library's own are
        what = f"the search for its main text failed: {type(error).__name__}: {shown(str(error))}"
        problems.append(Problem(Place(path), what, BY_HAND))
        return None
    if not text:
        what = "no main text was found in it" if text == "" else "too many tags, or nested too deeply, to be read"
        problems.append(Problem(Place(path), what, BY_HAND))
        return None
    return KeptText(text, f"{DERIVATION}, {extractor.EXTRACTOR}")
