"""Compiled templates: kept for the next run, and believed only where nobody else could have written them."""

import os
import sys
from pathlib import Path

import pytest

from muniment.compiled import CodePlace, code_place
from muniment.model import Essay, EssayPage, Page, Site
from muniment.render import engine
from muniment.render.pages import render_page

PAGE = Page("about.html", EssayPage(Essay("about", "About", "Some *words*.", 1)))
SITE = Site(title="Demo")


def rendered(code: CodePlace | None, templates: Path | None = None) -> bytes:
    """A page as a new process would make it."""
    engine._sandboxes.cache_clear()
    return render_page(PAGE, SITE, templates, "", code)[0][1]


@pytest.fixture
def place(tmp_path):
    return code_place(tmp_path / "caches", "program 1")


def names_in(place: CodePlace) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in Path(place.folder).iterdir())


def test_what_was_compiled_once_is_not_compiled_again(place, monkeypatch):
    first = rendered(place)
    assert first == rendered(None)
    assert "essay.html" in names_in(place)

    def compile_again(*words, **options):
        raise AssertionError("compiled again")

    monkeypatch.setattr("jinja2.environment.Environment._compile", compile_again)
    assert rendered(place) == first


def test_code_of_another_program_is_replaced_and_damaged_code_is_compiled_again(place):
    first = rendered(place)
    before = {path.name for path in Path(place.folder).iterdir()}
    assert rendered(CodePlace(place.folder, "program 2")) == first
    after = {path.name for path in Path(place.folder).iterdir()}
    assert not before & after
    assert len(before) == len(after)
    for path in Path(place.folder).iterdir():
        path.write_bytes(path.read_bytes()[:40])
    assert rendered(CodePlace(place.folder, "program 2")) == first


def test_an_archives_own_templates_are_not_kept(place, tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "essay.html").write_text("own words")
    assert rendered(place, tmp_path / "templates") == b"own words"
    assert names_in(place) == []


def test_where_code_cannot_be_kept_it_is_compiled(place):
    Path(place.folder).rmdir()
    assert rendered(place) == rendered(None)
    assert not Path(place.folder).exists()


def test_no_place_is_no_place(tmp_path):
    (tmp_path / "file").write_text("")
    assert code_place(None, "program") is None
    assert code_place(tmp_path / "file", "program") is None


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other ones there")
def test_a_folder_to_which_others_may_write_is_not_believed(tmp_path, monkeypatch):
    assert code_place(tmp_path, "program")
    for mode in (0o720, 0o702, 0o777):
        (tmp_path / "templates").chmod(mode)
        assert code_place(tmp_path, "program") is None
    (tmp_path / "templates").chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert code_place(tmp_path, "program") is None
    monkeypatch.undo()
    (tmp_path / "templates").rmdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "templates").symlink_to(tmp_path / "elsewhere")
    assert code_place(tmp_path, "program") is None
