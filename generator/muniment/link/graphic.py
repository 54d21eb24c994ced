"""Graphic passages: what lies in one is quoted nowhere but in its report, where it is folded behind a warning."""

from muniment.model import Report, changed, is_folded


def with_graphic(report: Report) -> Report:
    """The report with its claims told whether they are graphic, and without a title that is."""
    graphic, findings = report.document.graphic, report.findings
    if not graphic:
        return report
    claims = tuple(changed(one, is_graphic=is_folded(graphic, one.start, one.end)) for one in findings.claims)
    title = findings.title
    is_title_graphic = title is not None and is_folded(graphic, title.start, title.end)
    return changed(report, findings=changed(findings, claims=claims, title=None if is_title_graphic else title))
