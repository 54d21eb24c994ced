"""A page's value to its bytes: which template, and which function makes what it sees."""

from collections.abc import Callable
from pathlib import Path

from muniment.compiled import CodePlace
from muniment.model import (
    Corrections,
    EntityPage,
    EssayPage,
    FigureList,
    FigurePage,
    Gone,
    Home,
    Index,
    NotFound,
    Page,
    Period,
    Record,
    Redirect,
    Report,
    ReportList,
    ReportPage,
    Search,
    Site,
    SourcePage,
    Timeline,
    indented,
    to_json,
)
from muniment.model.sealing_pages import LogPage, VerifyPage
from muniment.render.engine import render
from muniment.render.links import json_of
from muniment.render.report_json import report_fields
from muniment.render.tables import TableRows, table_rows
from muniment.render.view_corrections import view_corrections, view_gone
from muniment.render.view_entities import view_entity, view_source
from muniment.render.view_essay import view_essay
from muniment.render.view_figure_lists import view_figure_list
from muniment.render.view_figures import view_figure
from muniment.render.view_home import view_home
from muniment.render.view_lists import view_index, view_report_list
from muniment.render.view_log import view_log
from muniment.render.view_lost import view_not_found, view_redirect
from muniment.render.view_period import view_period
from muniment.render.view_report import view_report
from muniment.render.view_search import view_search
from muniment.render.view_time import view_timeline
from muniment.render.view_verify import view_verify

View = Callable[[Page, Site], object]  # to what the template sees as `page`

TABLE: dict[type[Record], tuple[str, View]] = {
    Home: ("home.html", view_home),
    ReportList: ("list.html", view_report_list),
    Index: ("names.html", view_index),
    EntityPage: ("entity.html", view_entity),
    SourcePage: ("source.html", view_source),
    Timeline: ("timeline.html", view_timeline),
    Period: ("period.html", view_period),
    Search: ("search.html", view_search),
    EssayPage: ("essay.html", view_essay),
    Corrections: ("corrections.html", view_corrections),
    Gone: ("gone.html", view_gone),
    NotFound: ("404.html", view_not_found),
    Redirect: ("redirect.html", view_redirect),
    FigureList: ("figures.html", view_figure_list),
    FigurePage: ("figure.html", view_figure),
    VerifyPage: ("verify.html", view_verify),
    LogPage: ("log.html", view_log),
}


def render_page(
    page: Page, site: Site, templates: Path | None = None, shape: str = "", code: CodePlace | None = None
) -> list[tuple[str, bytes]]:
    """The file of a page, but a report's: [(address, UTF-8 bytes)].

    `templates` is the archive's own folder, which may take the place of single templates; `shape` is
    a hash over all of them, `code` keeps what they are compiled to, as render() takes both. Raises
    InputError when a template is wrong.
    """
    template, view = TABLE[type(page.value)]
    return [(page.address, render(template, view(page, site), site, templates, shape, code))]


def render_report(
    page: Page,
    site: Site,
    report: Report,
    templates: Path | None = None,
    shape: str = "",
    code: CodePlace | None = None,
) -> tuple[list[tuple[str, bytes]], bytes, TableRows]:
    """As `render_page`, of a report: its page and its JSON; and for the tables that JSON in one line, and
    its rows."""
    assert isinstance(page.value, ReportPage)
    fields = report_fields(report, page.value)
    line = to_json(fields)
    files = [
        (page.address, render("report.html", view_report(page, site, report), site, templates, shape, code)),
        (json_of(page.address), indented(line)),
    ]
    return files, line, table_rows(fields)
