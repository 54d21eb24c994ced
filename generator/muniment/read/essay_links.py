"""Links from the pages that editors wrote to reports that are not published: where they stand, and what is wrong."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from muniment.markup import targets_of_essay
from muniment.model import Essay
from muniment.nearest import Nearest
from muniment.problems import Place, Problem
from muniment.read.folder import shown
from muniment.read.held import Held

REPORT = re.compile(r"reports/([^\s/()<>\"'#?]+)\.html")


def tell_links(
    essays: Iterable[Essay], there: Collection[str], held: Held, whys: Mapping[str, str], problems: list[Problem]
) -> None:
    """A warning for each report that a page leads to and that has no page itself, where the page first names it.
    `there` are the ids of those that have one, and `whys` tells why others have none, as far as that is known."""
    there = frozenset(there)
    nearest = Nearest(sorted(there))
    for essay in essays:
        for report, place in _led_to(essay, there):
            what, hint = _told(report, held, whys, nearest)
            problems.append(Problem(place, f"leads to reports/{shown(report)}.html, {what}", hint, severity="warning"))


def _led_to(essay: Essay, there: Collection[str]) -> Iterator[tuple[str, Place]]:
    """The reports that are not there and that a link leads to; the text is only taken apart where one is named."""
    first: dict[str, int] = {}
    for found in REPORT.finditer(essay.text):
        if (report := unquote(found[1])) not in there:
            first.setdefault(report, found.start())
    targets = set(map(_report_at, targets_of_essay(essay.text))) if first else set()
    for report, start in first.items():
        if report in targets:
            above = essay.text.count("\n", 0, start)
            yield report, Place(essay.path, essay.line + above, start - essay.text.rfind("\n", 0, start))


def _report_at(target: str) -> str:
    """The id of the report whose page a link leads to, or nothing."""
    found = REPORT.fullmatch(re.split("[#?]", target, maxsplit=1)[0].removeprefix("./"))
    return unquote(found[1]) if found else ""


def _told(report: str, held: Held, whys: Mapping[str, str], nearest: Nearest) -> tuple[str, str]:
    """What is wrong with it, and a hint."""
    if report in whys or report in held.ids:
        why = f": {whys[report]}" if report in whys else ""
        return f"which is not published{why}", "readers find nothing there: take the link out, or publish the report"
    if held.is_more:
        return "and no such report is published", nearest.hint(report, "it may be a record under embargo")
    return "and there is no such report here", nearest.hint(report, "a report's page has its id for a name")
