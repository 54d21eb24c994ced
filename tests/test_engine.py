"""Templates: what they see, where they are read from, and what they cannot reach."""

import re
from collections import deque
from types import CodeType, FrameType, TracebackType

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import sandbox as jinja
from markupsafe import Markup, escape

from muniment.model import NotFound, Record, Site
from muniment.problems import InputError
from muniment.recipes import program_templates
from muniment.render.engine import _sandboxes, check_templates, render
from muniment.render.frame import frame_of
from muniment.render.remembering import is_same_when_equal
from muniment.render.sandbox import is_always_open, sandbox_of, shown, written
from muniment.render.template_texts import shape_of, texts_of
from muniment.render.unseen import UNSEEN

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


@pytest.mark.parametrize(
    "source",
    ["{{ pages.title }}", "{% if pages.title %}x{% endif %}", "{% macro m(x) %}{{ x.title }}{% endmacro %}{{ m() }}"],
)
def test_a_field_of_what_is_not_there_is_an_error_too(templates, source):
    with pytest.raises(InputError, match=r"pages|x"):
        rendered(templates, source)


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
        "{% set kept = namespace(pages=0) %}{{ kept.pages }}",  # in an imported template it would outlive a page
        "{{ [1, 2]|random }}",
        "{{ config }}",
        "{{ (1).__class__ }}",
        "{{ range(10000000)|list }}",
        "{% include '../../secret.html' %}",
        "{% include '/etc/passwd' %}",
        "{% include 'folder/inner.html' %}",
        "{% include 'notes.txt' %}",
        "{% import 'os' as os %}{{ os }}",
        "{{ page.\uff3f\uff3fclass\uff3f\uff3f }}",  # Python reads this name as __class__
        "{{ page._\uff3fclass__ }}",
        "{{ page.__struct_fields__ }}",
        "{{ page.__replace__(title='x') }}",
        "{{ page.names.__class__ }}",
        "{{ page['__class__'] }}",
        "{{ ''['format'].__self__ }}",
        "{% set f = '{0.__class__}'.format %}{{ f(page) }}",
        "{% set f = '{0.__class__}'|attr('format') %}{{ f(page) }}",
        "{% set n = namespace() %}{% set n.f = '{0.__class__}'.format %}{{ n.f(page) }}",
        "{{ ('{0.__class__}'|safe).format(page) }}",
        "{% set n = namespace() %}{{ n._Namespace__attrs }}",
        "{% macro m(x) %}{{ x.__class__ }}{% endmacro %}{{ m(page) }}",
        "{% macro m(x) %}{% endmacro %}{{ m._func.__globals__ }}",
        "{% macro m(x) %}{% endmacro %}{{ m._environment }}",
        "{% macro m(x) %}{% endmacro %}{{ m.__call__.__func__ }}",
        "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{% for one in page.names %}{{ loop._iterator }}{% endfor %}",
        "{% for one in page.names %}{{ loop.__class__ }}{% endfor %}",
        "{% import 'inner.html' as inner %}{{ inner.__dict__ }}",
        "{% import 'inner.html' as inner %}{{ inner._body_stream }}",
        "{{ self._TemplateReference__context }}",
        "{{ (page.names|map('upper')).gi_frame.f_globals }}",
        "{{ (page.names|map('upper')).gi_code }}",
        "{% set x = [1] %}{{ x.append(2) }}",
        "{% set x = {} %}{{ x.update(a=1) }}",
        "{{ [1].pop }}",
        "{{ {}.setdefault('a', 1) }}",
        "{{ dict.mro }}",
        "{{ range.__globals__ }}",
        "{{ page.class }}",
    ],
)
def test_a_template_of_a_received_archive_cannot_reach_python(templates, source):
    (templates / "notes.txt").write_text("secret")
    (templates / "folder").mkdir()
    (templates / "folder" / "inner.html").write_text("secret")
    (templates / "inner.html").write_text("")
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


@pytest.mark.parametrize(
    "words", ["{{ range }}", "{{ [range] }}", "{{ [1]|map('string') }}", "{{ 'x'.upper }}", "{{ [1] }}"]
)
def test_what_could_show_its_place_in_memory_is_not_written_out(templates, words):
    (templates / "list.html").write_text(words)
    with pytest.raises(InputError, match="words and numbers can be written out"):
        render("list.html", None, None, templates)


def test_an_unseen_character_in_a_constant_is_named(templates):
    constants = "{{ '<\u202e' }}{{ '<\u202e'|safe }}{% autoescape false %}{{ '<\u202e' }}{% endautoescape %}"
    assert rendered(templates, constants) == "&lt;[U+202E]<\u202e<[U+202E]"


@pytest.mark.parametrize(
    "source, text",
    [
        ('{% import "search.html" as s %}{{ s.numbers|first }}', "0"),
        ('{% import "search.html" as s %}{{ s.numbers|list|length }}', "3"),
        ('{% import "search.html" as s %}{{ s.turned|join }}', "210"),
    ],
)
def test_what_a_template_exports_is_not_used_up(templates, source, text):
    exporting = "{% set numbers = range(3)|map('string') %}{% set turned = [0, 1, 2]|reverse %}"
    (templates / "search.html").write_text(exporting)
    (templates / "list.html").write_text(source)
    assert [render("list.html", None, SITE, templates) for _ in range(3)] == [text.encode()] * 3


def test_what_a_template_exports_is_not_changed(templates):
    (templates / "search.html").write_text("{% set d = {} %}{% set e = dict(a=1) %}")
    for change in ("dict.update(s.d, {1: 2})", "dict.setdefault(s.d, 1)", "s.d.update({1: 2})", "s.e.clear()"):
        (templates / "list.html").write_text(f'{{% import "search.html" as s %}}{{% set _ = {change} %}}')
        with pytest.raises(InputError):
            render("list.html", None, SITE, templates)
    (templates / "list.html").write_text('{% import "search.html" as s %}{{ s.d|length }}{{ s.e.a }}')
    assert render("list.html", None, SITE, templates) == b"01"


def test_what_jinja_takes_for_its_own_fault_is_the_templates(templates):
    with pytest.raises(InputError, match=r"templates/list\.html"):
        rendered(templates, "{{ 'abcdefghijklm'|truncate(1) }}")


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


def test_a_template_that_is_not_the_one_that_was_hashed_is_refused(templates):
    (templates / "list.html").write_text("one")
    shape = shape_of(texts_of(templates))
    assert render("list.html", None, None, templates, shape) == b"one"
    (templates / "list.html").write_text("two")
    assert render("list.html", None, None, templates, shape) == b"one"  # this process has read it
    _sandboxes.cache_clear()
    for change in ("two", None):  # edited, or gone
        (templates / "list.html").write_text(change) if change else (templates / "list.html").unlink()
        with pytest.raises(InputError, match=r"templates: changed while the site was made\n  hint: build again"):
            render("list.html", None, None, templates, shape)
    (templates / "list.html").write_text("one")
    (templates / "other.html").write_text("new")
    with pytest.raises(InputError, match="changed while the site was made"):
        render("list.html", None, None, templates, shape)


def test_check_names_broken_and_unused_templates(templates):
    (templates / "list.html").write_text("{% for %}")
    (templates / "lsit.html").write_text("fine")
    told = {str(problem.place): problem for problem in check_templates(templates)}
    assert set(told) == {"templates/list.html:1", "templates/lsit.html"}
    assert told["templates/lsit.html"].severity == "warning"
    assert check_templates(None) == []


def test_every_template_of_the_program_compiles():
    assert check_templates(program_templates()) == []


# The quick way gives what the plain way gives.

VALUES = (
    "text", Markup("<b>"), 1, 1.5, None, True, (1,), [1], {"a": 1}, {1}, deque([1]), range(3), str, dict, len, Shown("x"),
    (one for one in "ab"), "".join,
)  # fmt: skip


def test_a_name_is_read_at_once_only_where_the_sandbox_would_give_it():
    sandbox = sandbox_of(texts_of(None), is_quick=False)
    for value in VALUES:
        for name in dir(value):
            if is_always_open(name):
                assert sandbox.getattr(value, name) == getattr(value, name), f"{name} of {value!r}"
    refused = {name for value in VALUES for name in dir(value) if not sandbox.is_safe_attribute(value, name, None)}
    refused |= jinja.UNSAFE_GENERATOR_ATTRIBUTES | jinja.UNSAFE_METHOD_ATTRIBUTES | jinja.UNSAFE_FUNCTION_ATTRIBUTES
    refused |= jinja.UNSAFE_COROUTINE_ATTRIBUTES | jinja.UNSAFE_ASYNC_GENERATOR_ATTRIBUTES
    refused |= {name for kind in (CodeType, FrameType, TracebackType) for name in dir(kind)}
    refused |= {"cr_await", "ag_await", "gi_yieldfrom", "f_globals", "f_back", "tb_frame", "co_consts"}
    refused |= {"appendleft", "extendleft", "popleft", "rotate"}
    refused |= {"format", "format_map", "mro", "append", "update", "class"}
    refused |= {"__class__", "_name", "\uff3f\uff3fclass\uff3f\uff3f", "\ufb01eld", "a.b", "a b", "", "Upper"}
    assert not [name for name in sorted(refused) if is_always_open(name)]
    assert all(is_always_open(name) for name in ("title", "names", "count", "line_2"))


@given(some.one_of(some.text(), some.integers(), some.floats(), some.none(), some.booleans(), some.text().map(Markup)))
def test_a_value_is_written_as_the_sandbox_would_write_it(value):
    assert written(value) == str(escape(shown(value)))
    assert type("".join([written(value)])) is str


def test_every_unseen_character_is_one_that_python_would_not_print():
    assert not [code for code in range(0x110000) if UNSEEN.match(chr(code)) and chr(code).isprintable()]


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.title }}{{ page.names[0] }}{{ page.names[1:]|join(', ') }}{{ page.title.upper() }}",
        "{{ '<' }}{{ '<'|safe }}{{ 1 }}{{ 1.5 }}{{ none }}{{ true }}{{ '\u202e' }}{{ page.title ~ '<' }}",
        "{% set words %}<i>{{ page.title }}</i>{% endset %}{{ words }}{{ words ~ '<' }}{{ [words, '<']|join }}",
        "{% macro m(a, b='<', c=none) %}<{{ a }}{{ b }}{{ c }}>{% endmacro %}{{ m(1) }}{{ m('&', 2) }}{{ m(1, c=3) }}",
        "{% macro m(a) %}{{ a }}{{ varargs|length }}{{ kwargs|length }}{% endmacro %}{{ m(1) }}{{ m(1, 2, d=3) }}",
        "{% macro m(a) %}[{{ caller('<') }}{{ a }}]{% endmacro %}{% call(x) m(1) %}<p>{{ x }}{% endcall %}",
        "{% macro m(a) %}{% if a %}{{ m(a - 1) }}{{ a }}{% endif %}{% endmacro %}{{ m(3) }}{{ m(3)|upper }}",
        "{% macro m() %}<b>{% endmacro %}{% set x = m() %}{{ x }}{{ x ~ '<' }}{{ m()|length }}",
        "{% for one in page.names %}{{ loop.index }}{{ one }}{{ ', ' if not loop.last }}{% else %}-{% endfor %}",
        "{% for a in page.names if a != 'a' recursive %}{{ a }}{% endfor %}{% for x in [] %}{% else %}none{% endfor %}",
        "{% if page.nothing is defined %}a{% else %}b{% endif %}{{ page.nothing|default('<') }}{{ page.title|d('x') }}",
        "{% if page.title is defined and page.title is not undefined %}{{ page.title|default('x')|upper }}{% endif %}",
        "{% autoescape false %}{{ page.title }}{% macro m() %}<{{ page.title }}>{% endmacro %}{{ m() }}{% endautoescape %}",
        "{% macro m() %}{{ page.title }}{% endmacro %}{% autoescape false %}{{ m() }}{% endautoescape %}{{ m() }}",
        "{% extends 'inner.html' %}{% block a %}{{ super() }}{% for x in [1, 2] %}{{ x }}{% endfor %}{% endblock %}",
        "{% extends 'inner.html' %}{% block b %}{% block c %}{{ page.title }}{% endblock %}{% endblock %}",
        "{% include 'inner.html' %}{% import 'given.html' as i %}{{ i.given('<') }}{{ i.given(page.title)|upper }}",
        "{% from 'inner.html' import given with context %}{% from 'given.html' import given as g %}{{ g(1) }}{{ given(page.title) }}{% filter upper %}a{{ '<' }}{% endfilter %}",
        "{{ {'b': 2}['b'] }}",
        "{{ {'items': 1}.items()|list|length }}{{ 'a {}'.format('<') }}{{ page.names.count('a') }}{{ page.names|length }}",
        "{{ ('<%s>'|safe) % page.title }}{{ '{:,}'.format(1234) }}{{ 'x' if page.title else 'y' }}{{ 'x' if false }}",
        "{{ page.title|e }}{{ page.title|e|e }}{{ page.title|forceescape }}{{ page.title|replace('<', '>') }}",
        "{% with a = page.title %}{{ a }}{% endwith %}{{ page.title is string }}{{ 2 is even }}{{ 7 // 2 }}{{ -1 }}",
        "{{ page.names|map('upper')|list|first }}{{ [page]|map(attribute='title')|join }}{{ [page]|selectattr('title')|list|length }}",
    ],
)
def test_quick_code_gives_the_same_text(templates, source):
    """Most of what Jinja has, once in the way of Jinja's own compiler and once in ours."""
    given = "{% macro given(x) %}<{{ x }}>{% endmacro %}"
    (templates / "given.html").write_text(given)
    (templates / "inner.html").write_text(
        given + "[{% block a %}{{ page.title }}{% endblock %}{% block b %}{% endblock %}]"
    )
    (templates / "list.html").write_text(source)
    texts = []
    for is_quick in (False, True):
        template = sandbox_of(texts_of(templates), is_quick).get_template("list.html")
        texts.append(template.render(page=Shown("<b>\u202e\n"), site=SITE))
    plain, quick = texts
    assert quick == plain
    assert type(quick) is str


def test_the_quick_way_is_quick_for_the_programs_own_templates():
    """No template asks the sandbox for a field, or wraps what it writes; `format` is asked for."""
    sandbox = sandbox_of(texts_of(None), is_quick=True)
    for path in sorted(program_templates().glob("*.html")):
        code = str(sandbox.compile(path.read_text("utf-8"), path.name, path.name, raw=True))
        assert not re.findall(r"environment\.getattr\((?!'\{:,\}', 'format'\))|environment\.finalize", code), path.name


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("{{ page.title }}{{ page.nothing is defined }}", "&lt;False"),
        ("{% set page = {'title': 'of a dictionary'} %}{{ page.title }}", "of a dictionary"),
        ("{% block a %}{{ page.title }}{% endblock %}{{ self.a() }}", "&lt;&lt;"),
    ],
)
def test_what_quick_code_cannot_do_is_done_plainly(templates, source, text):
    assert rendered(templates, source, Shown("<")) == text


# What a macro gave is remembered.

KEPT = "{% set remembered = ('m',) %}{% macro m(x, y='') %}[{{ x }}{{ y }}]{% endmacro %}"


def test_a_macro_that_may_be_remembered_is_asked_once(templates):
    (templates / "kept.html").write_text(KEPT)
    (templates / "asked.html").write_text(KEPT.replace("('m',)", "('n',)"))
    source = "{% import 'kept.html' as kept %}{% import 'asked.html' as asked %}{{ kept.m(page) }}{{ asked.m(page) }}"
    (templates / "list.html").write_text(source.replace("page", "page.title"))
    sandbox = sandbox_of(texts_of(templates), is_quick=True)
    for _ in range(3):
        assert sandbox.get_template("list.html").render(page=Shown("<"), site=SITE) == "[&lt;][&lt;]"
    kept = sandbox.get_template("kept.html").module.m._func.__wrapped__.cache_info()
    assert (kept.misses, kept.hits) == (1, 2)
    assert not hasattr(sandbox.get_template("asked.html").module.m._func, "__wrapped__")


def test_things_that_are_equal_and_not_alike_are_remembered_apart(templates):
    (templates / "kept.html").write_text(KEPT)
    source = "{% import 'kept.html' as k %}{{ k.m('<') }}{{ k.m('<'|safe) }}{{ k.m(1) }}{{ k.m(true) }}{{ k.m(1.0) }}"
    assert rendered(templates, source) == "[&lt;][<][1][True][1.0]"
    assert (
        rendered(templates, "{% import 'kept.html' as k %}{{ k.m('<', y='>') }}{{ k.m([1]|first) }}") == "[&lt;&gt;][1]"
    )
    words = "{% import 'kept.html' as k %}{% set x = ['a'] %}{{ k.m(x[0], y=x|join) }}"
    assert rendered(templates, words) == "[aa]"


def test_things_that_are_equal_and_of_one_type_may_still_differ(templates):
    (templates / "kept.html").write_text("{% set remembered = ('m',) %}{% macro m(x) %}{{ x|first }}{% endmacro %}")
    within = "{% import 'kept.html' as k %}{{ k.m(('<',)) }}{{ k.m(('<'|safe,)) }}{{ k.m((1,)) }}{{ k.m((true,)) }}"
    assert rendered(templates, within) == "&lt;<1True"
    twice = "{% import 'kept.html' as k %}{% set x = ['a', 'b']|map('upper') %}{{ k.m(x) }}{{ k.m(x) }}"
    assert rendered(templates, twice) == "AA"
    (templates / "kept.html").write_text(KEPT)
    assert rendered(templates, "{% import 'kept.html' as k %}{{ k.m(0.0) }}{{ k.m(-0.0) }}") == "[0.0][-0.0]"


def test_what_stands_around_pages_is_remembered():
    """Their links are the same ones, and a kind of which two are never equal."""
    site = Site(title="One", sections=("reports", "people"), essays=(("about.html", "About"),))
    one, other = (frame_of(f"reports/{name}.html", site, name, "", section="reports") for name in "ab")
    assert (len(one.nav), len(one.essays)) == (2, 1)
    assert one.nav == other.nav
    assert one.essays == other.essays
    assert is_same_when_equal(one.nav)
    assert is_same_when_equal(one.essays)
    assert not is_same_when_equal((Shown("x"),))


def test_what_cannot_be_remembered_is_not(templates):
    (templates / "kept.html").write_text("{% set remembered = ('m',) %}{% macro m(x) %}{{ x|join }}{% endmacro %}")
    assert rendered(templates, "{% import 'kept.html' as k %}{{ k.m(['<', 1]) }}") == "&lt;1"
    own = KEPT.replace("{{ x }}", "{{ page.title }}") + "{{ m(1) }}"
    assert [rendered(templates, own, Shown(title)) for title in ("a", "b")] == ["[a]", "[b]"]
    (templates / "kept.html").write_text(KEPT.replace("{{ x }}", "{{ page.title }}"))
    seen = "{% import 'kept.html' as k with context %}{{ k.m(1) }}"
    assert [rendered(templates, seen, Shown(title)) for title in ("a", "b")] == ["[a]", "[b]"]


def test_what_is_remembered_goes_with_the_template(templates):
    (templates / "kept.html").write_text(KEPT)
    assert rendered(templates, "{% import 'kept.html' as k %}{{ k.m(1) }}") == "[1]"
    (templates / "kept.html").write_text(KEPT.replace("[", "<"))
    assert rendered(templates, "{% import 'kept.html' as k %}{{ k.m(1) }}") == "<1]"
