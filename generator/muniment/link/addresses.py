"""Every address of the site, made here and nowhere else.

Flat `.html` files, POSIX and relative to the site's root, so that the same bytes work at a
domain's root, below any path, from a zip, and by double-clicking `index.html`.
"""

HOME = "index.html"
REPORTS = "reports.html"
TIMELINE = "timeline.html"
FIGURES = "figures.html"
SEARCH = "search.html"
CORRECTIONS = "corrections.html"
VERIFY = "verify.html"
LOG = "log.html"
NOT_FOUND = "404.html"
FOLDERS = {"person": "people", "organization": "organizations", "place": "places", "source": "sources"}
# Names that an editors' page may not take, because a page of the archive's own has them or will.
RESERVED = (
    "index", "reports", "people", "organizations", "places", "timeline", "sources", "figures", "search",
    "corrections", "verify", "log", "404", "feed", "sitemap", "robots", "opensearch",
)  # fmt: skip


def of_report(identifier: str) -> str:
    """reports/ID.html"""
    return f"reports/{identifier}.html"


def of_paragraph(identifier: str, number: int) -> str:
    """reports/ID.html#p3, or the report itself where the paragraph is not known."""
    return of_report(identifier) + (f"#p{number}" if number else "")


def of_index(kind: str, letter: str = "") -> str:
    """people.html, or people.k.html for one letter of a long index; "#" is written "other"."""
    part = "" if not letter else ".other" if letter == "#" else f".{letter.lower()}"
    return f"{FOLDERS[kind]}{part}.html"


def of_name(kind: str, identifier: str) -> str:
    """people/ID.html, organizations/ID.html, places/ID.html or sources/ID.html"""
    return f"{FOLDERS[kind]}/{identifier}.html"


def of_period(edtf: str) -> str:
    """dates/2022.html, dates/2022-09.html or dates/2022-09-18.html"""
    return f"dates/{edtf}.html"


def of_event(period: str, identifier: str) -> str:
    """dates/2022-09-16.html#event-ID: on the page of the day, month or year that it is dated to."""
    return f"{of_period(period)}#event-{identifier}"


def of_figure(identifier: str) -> str:
    """figures/ID.html"""
    return f"figures/{identifier}.html"


def of_claim(report: str, anchor: str) -> str:
    """reports/ID.html#c-5f1c09ab, or the report itself where the claim has no place of its own."""
    return of_report(report) + (f"#{anchor}" if anchor else "")


def of_checkpoint(size: int) -> str:
    """log.html#c-5: it stays there for good, however long the log."""
    return f"{LOG}#c-{size}"


def of_essay(name: str) -> str:
    """PAGE.html, from content/pages/PAGE.md"""
    return f"{name}.html"


def of_part(address: str, number: int) -> str:
    """The page of a long list with this number, 1 the oldest: places/izium.1.html. No id holds a dot."""
    return f"{address.removesuffix('.html')}.{number}.html"
