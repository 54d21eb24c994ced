"""A page's value to its bytes: which template, and which function makes what it sees."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from muniment.model import EssayPage, Home, NotFound, Page, Record, Redirect, Report, ReportPage, Search, Site
from muniment.render.engine import render
from muniment.render.view_essay import view_essay
from muniment.render.view_home import view_home
from muniment.render.view_lost import view_not_found, view_redirect
from muniment.render.report_json import report_json
from muniment.render.view_report import view_report
from muniment.render.view_search import view_search

View = Callable[[Any, str, Site], Record]  # (the page's value, its address, site) to what the template sees

TABLE: dict[type[Record], tuple[str, View]] = {
    Home: ("home.html", view_home),
    Search: ("search.html", view_search),
    EssayPage: ("essay.html", view_essay),
    NotFound: ("404.html", view_not_found),
    Redirect: ("redirect.html", view_redirect),
}


def render_page(
    page: Page, site: Site, report: Report | None, templates: Path | None = None
) -> list[tuple[str, bytes]]:
    """The files of a page: [(address, UTF-8 bytes)].

    `report` is needed for a ReportPage alone. `templates` is the archive's own folder, which may
    take the place of single templates. Raises InputError when a template is wrong.
    """
    if isinstance(page.value, ReportPage):
        assert report is not None, "a report's page needs the report"
        seen = view_report(page.value, page.address, site, report)
        json = f"{page.address.removesuffix('.html')}.json"
        return [
            (page.address, render("report.html", seen, site, templates)),
            (json, report_json(report, page.value, site)),
        ]
    template, view = TABLE[type(page.value)]
    return [(page.address, render(template, view(page.value, page.address, site), site, templates))]
