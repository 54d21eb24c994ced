"""Templates: what they see, where they are read from, and what they cannot reach."""

import pytest

from muniment.model import NotFound, Record, Site
from muniment.problems import InputError
from muniment.render.engine import check_templates, program_templates, render

SITE = Site(title="An archive")


class Shown(Record, frozen=True):
    title: str
    names: tuple[str, ...] = ("a", "b")


@pytest.fixture
def templates(tmp_path):
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def rendered(templates, source, page=Shown("<b>")):  # noqa: B008 - frozen
    (templates / "list.html").write_text(source, "utf-8")
    return render("list.html", page, SITE, templates).decode("utf-8")


def test_a_template_sees_page_and_site_escaped(templates):
    assert rendered(templates, "{{ site.title }}: {{ page.title }}") == "An archive: &lt;b&gt;"


def test_a_name_that_is_not_there_is_an_error_with_its_line(templates):
    with pytest.raises(InputError) as caught:
        rendered(templates, "one\n{{ page.titel }}")
    (problem,) = caught.value.problems
    assert str(problem.place) == "templates/list.html:2"
    assert "titel" in problem.what


def test_broken_syntax_is_an_error_with_its_line(templates):
    with pytest.raises(InputError) as caught:
        rendered(templates, "\n\n{% if %}")
    assert str(caught.value.problems[0].place) == "templates/list.html:3"


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.__class__ }}",
        "{{ page.__class__.__mro__[1].__subclasses__() }}",
        "{{ page.__init__.__globals__ }}",
        "{{ ''.__class__.__base__ }}",
        "{{ 'x'.format.__globals__ }}",
        "{{ '{0.__class__}'.format(page) }}",
        "{{ '{a.__class__.__init__.__globals__}'.format_map({'a': page}) }}",
        "{{ (page|attr('__class__')) }}",
        "{{ (page|attr('__class__'))('x') }}",
        "{{ [page]|map(attribute='__class__')|list }}",
        "{{ self.__init__.__globals__ }}",
        "{{ range.__self__ }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ dict.mro() }}",
        "{% set x = page.names.append('c') %}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ joiner }}",
        "{{ [1, 2]|random }}",
        "{{ config }}",
        "{{ (1).__class__ }}",
        "{{ range(10000000)|list }}",
        "{% include '../../secret.html' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'folder/inner.html' %}",
        "{% include 'notes.txt' %}",
        "{% import 'os' as os %}{{ os }}",
    ],
)
def test_a_template_of_a_received_archive_cannot_reach_python(templates, source):
    (templates / "notes.txt").write_text("secret")
    (templates / "folder").mkdir()
    (templates / "folder" / "inner.html").write_text("secret")
    (templates.parent / "secret.html").write_text("secret")
    try:
        text = rendered(templates, source)
    except InputError:
        return
    assert text.strip() in ("", "[]", "[Undefined]"), f"{source} gave {text}"


@pytest.mark.parametrize(
    "source",
    [
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{% if 1 %}" * 150 + "{% endif %}" * 150,
    ],
    ids=["calls itself", "brackets", "blocks"],
)
def test_a_template_that_is_too_deep_is_one_clear_problem(templates, source):
    with pytest.raises(InputError, match=r"templates/list\.html"):
        rendered(templates, source)


def test_a_template_cannot_change_what_it_sees(templates):
    with pytest.raises(InputError):
        rendered(templates, "{% set x = page.counts.update({'a': 1}) %}", {"counts": {}})


@pytest.mark.parametrize("words", ["{{ range }}", "{{ [range] }}", "{{ [1]|map('string') }}"])
def test_what_could_show_its_place_in_memory_is_not_written_out(templates, words):
    (templates / "list.html").write_text(words)
    with pytest.raises(InputError, match="words and numbers can be written out"):
        render("list.html", None, None, templates)


def test_a_link_in_the_templates_folder_is_not_followed(templates):
    secret = templates.parent / "secret.html"
    secret.write_text("secret")
    (templates / "list.html").symlink_to(secret)
    with pytest.raises(InputError) as caught:
        render("search.html", Shown("x"), SITE, templates)
    assert "secret" not in str(caught.value)
    (templates / "search.html").symlink_to(secret)
    with pytest.raises(InputError) as caught:
        render("search.html", Shown("x"), SITE, templates)  # the program's own, which asks for more than Shown
    assert "secret" not in str(caught.value)


def test_an_archive_takes_the_place_of_single_templates(templates):
    (templates / "404.html").write_text("Nothing here, says {{ site.title }}.")
    assert render("404.html", NotFound("x"), SITE, templates) == b"Nothing here, says An archive."
    assert (program_templates() / "404.html").is_file()


def test_an_edited_template_is_read_again(templates):
    assert rendered(templates, "one") == "one"
    assert rendered(templates, "another") == "another"
    (templates / "list.html").unlink()
    with pytest.raises(InputError):  # the program's own is back, and Shown is not what it asks for
        render("list.html", Shown("x"), SITE, templates)


def test_check_names_broken_and_unused_templates(templates):
    (templates / "list.html").write_text("{% for %}")
    (templates / "lsit.html").write_text("fine")
    told = {str(problem.place): problem for problem in check_templates(templates)}
    assert set(told) == {"templates/list.html:1", "templates/lsit.html"}
    assert told["templates/lsit.html"].severity == "warning"
    assert check_templates(None) == []


def test_every_template_of_the_program_compiles():
    assert check_templates(program_templates()) == []
