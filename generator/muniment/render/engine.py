"""Templates to bytes.

A template sees `page` and `site`, in the sandbox of sandbox.py.
"""

from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from muniment.compiled import CodePlace
from muniment.problems import InputError, Place, Problem
from muniment.recipes import program_templates
from muniment.render.sandbox import FAULTS, Sandbox, TemplateSyntaxError, rendered, sandbox_of
from muniment.render.template_texts import shape_of, texts_of, texts_of_shape


def render(
    name: str, page: Any, site: Any, templates: Path | None = None, shape: str = "", code: CodePlace | None = None
) -> bytes:
    """The template `name` with `page` and `site`, as UTF-8.

    `templates` is the archive's own folder; a file there takes the place of the program's file of
    the same name. `shape` is the hash over all templates that was taken for this build; who has none has
    every file read again.
    `code` keeps what the program's own are compiled to.
    Raises InputError with the template's line when it is wrong, or when it reaches for what the
    sandbox forbids; and when the templates are not those of the shape.
    """
    plain, quick = _sandboxes(templates, shape or shape_of(texts_of(templates)), code)
    try:
        text = rendered(quick, name, page, site)
    except FAULTS:
        text = _render_plainly(plain, name, page, site)
    return text.encode("utf-8", "replace")


def _render_plainly(sandbox: Sandbox, name: str, page: Any, site: Any) -> str:
    try:
        return sandbox.get_template(name).render(page=page, site=site)
    except FAULTS as error:
        raise InputError(_problem_of(error, name)) from error


def check_templates(templates: Path | None) -> list[Problem]:
    """What is wrong with the archive's templates, without rendering any: syntax, and names that
    no page asks for."""
    if templates is None or not templates.is_dir() or templates.is_symlink():
        return []
    (sandbox, _), problems = _sandboxes(templates, shape_of(texts_of(templates))), []
    known = sorted(path.name for path in program_templates().glob("*.html"))
    for path in sorted(templates.glob("*.html")):
        if path.name not in known:
            hint = f"known here: {', '.join(known)}"
            problems.append(Problem(Place(f"templates/{path.name}"), "no page uses this template", hint, "warning"))
        try:
            sandbox.get_template(path.name)
        except FAULTS as error:
            problems.append(_problem_of(error, path.name))
    return problems


@lru_cache(maxsize=1)
def _sandboxes(templates: Path | None, shape: str, code: CodePlace | None = None) -> tuple[Sandbox, Sandbox]:
    """The plain and the quick one, which hold what was read: another shape makes others."""
    texts = texts_of_shape(templates, shape)
    kept = code if templates is None else None  # an archive's own are compiled anew, and never kept
    return sandbox_of(texts, is_quick=False), sandbox_of(texts, is_quick=True, code=kept)


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
