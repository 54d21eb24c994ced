"""Templates to bytes. The only file that imports jinja2.

An archive may have come from elsewhere, and so may its templates: they run in Jinja's immutable
sandbox, see `page` and `site` and nothing else, and are read from two folders and no other place.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from types import NoneType, TracebackType
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from muniment.model import Record
from muniment.problems import InputError, Place, Problem

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.html")  # flat: no folder, so no way out of one
# Random text, a random item, and a memory between calls: a page must be the same bytes every time.
UNSTEADY_GLOBALS = ("lipsum", "cycler", "joiner")
UNSTEADY_FILTERS = ("random", "pprint")
# What is not seen but acts: controls, and characters that reorder the text around them (Unicode TR 9).
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FAULTS = (
    TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, MemoryError, RecursionError,
    SyntaxError,
)  # fmt: skip

WRITABLE = (str, int, float, NoneType, Undefined)

Loaded = tuple[str, str, Callable[[], bool]]
Stamp = tuple[tuple[int, int], ...]


def program_templates() -> Path:
    """The program's own templates: inside the package when installed, beside generator/ in a checkout."""
    packed = Path(__file__).parents[1] / "templates"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "templates"


def render(name: str, page: Any, site: Any, templates: Path | None = None) -> bytes:
    """The template `name` with `page` and `site`, as UTF-8.

    `templates` is the archive's own folder; a file there takes the place of the program's file of
    the same name. Raises InputError with the template's line when it is wrong, or when it reaches
    for what the sandbox forbids.
    """
    try:
        text: str = _environment(templates).get_template(name).render(page=page, site=site)
    except FAULTS as error:
        raise InputError(_problem_of(error, name)) from error
    return text.encode("utf-8", "replace")


def check_templates(templates: Path | None) -> list[Problem]:
    """What is wrong with the archive's templates, without rendering any: syntax, and names that
    no page asks for."""
    if templates is None or not templates.is_dir() or templates.is_symlink():
        return []
    environment, problems = _environment(templates), []
    known = sorted(path.name for path in program_templates().glob("*.html"))
    for path in sorted(templates.glob("*.html")):
        if path.name not in known:
            hint = f"known here: {', '.join(known)}"
            problems.append(Problem(Place(f"templates/{path.name}"), "no page uses this template", hint, "warning"))
        try:
            environment.get_template(path.name)
        except FAULTS as error:
            problems.append(_problem_of(error, path.name))
    return problems


@lru_cache(maxsize=4)
def _environment(templates: Path | None) -> ImmutableSandboxedEnvironment:
    folders = [program_templates()] if templates is None else [templates, program_templates()]
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(lambda name: _load(folders, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.getattr = partial(_field_of, environment.getattr)  # type: ignore[method-assign]
    for name in UNSTEADY_GLOBALS:
        del environment.globals[name]
    for name in UNSTEADY_FILTERS:
        del environment.filters[name]
    return environment


def _field_of(look_up: Callable[[Any, str], Any], value: Any, name: str) -> Any:
    """A field of a record at once: it is data, which the sandbox has nothing to ask about."""
    if isinstance(value, Record) and name in value.__struct_fields__:
        return getattr(value, name)
    return look_up(value, name)


def _shown(value: Any) -> Any:
    """What a template writes out, with every unseen character by its name. HTML is left as it is.
    Anything else may give its place in memory, which is never the same twice."""
    if not isinstance(value, WRITABLE):
        raise TypeError(f"words and numbers can be written out, and this is a {type(value).__name__}")
    if isinstance(value, str) and not hasattr(value, "__html__") and UNSEEN.search(value):
        return UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)
    return value


def _load(folders: list[Path], name: str) -> Loaded | None:
    """The template's text, the name that errors give, and whether it is still what is on disk."""
    if not NAME.fullmatch(name):
        return None
    path = next((folder / name for folder in folders if _is_own_file(folder, name)), None)
    if path is None:
        return None
    stamp = _stamp_of(folders, name)
    return path.read_text("utf-8"), f"templates/{name}", lambda: _stamp_of(folders, name) == stamp


def _is_own_file(folder: Path, name: str) -> bool:
    """A link could lead to any file of this machine."""
    path = folder / name
    return path.is_file() and not path.is_symlink() and not folder.is_symlink()


def _stamp_of(folders: list[Path], name: str) -> Stamp:
    found = [(folder / name).stat() if _is_own_file(folder, name) else None for folder in folders]
    return tuple((seen.st_mtime_ns, seen.st_size) if seen else (0, -1) for seen in found)


def _problem_of(error: Exception, name: str) -> Problem:
    if isinstance(error, TemplateSyntaxError):
        return Problem(Place(error.filename or f"templates/{name}", error.lineno), f"broken template: {error.message}")
    place = _spot_of(error.__traceback__) or Place(f"templates/{name}")
    what = str(error) or type(error).__name__
    return Problem(place, f"broken template: {what}", "a template sees `page` and `site`, and nothing else")


def _spot_of(traceback: TracebackType | None) -> Place | None:
    """The innermost template line; Jinja gives its frames the template's name and line."""
    found = None
    while traceback:
        file = traceback.tb_frame.f_code.co_filename
        if file.startswith("templates/"):
            found = Place(file, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found
