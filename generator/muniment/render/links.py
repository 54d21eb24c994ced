"""From one page to another: relative links, so that the same bytes work in any folder.

Addresses with an id in them are made in link/addresses.py. The few that never vary stand here.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote, urlsplit

To = Callable[[str], str]

PLAIN = re.compile(r"[A-Za-z0-9/._-]+")  # needs no quoting
PLAIN_PLACE = re.compile(r"[A-Za-z0-9/._-]+(?:#[A-Za-z0-9/._-]*)?")  # nor does this, on another page
PLAIN_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?:[:/?#]|\Z)", re.IGNORECASE)
REMEMBERED = 8192  # links of a folder's pages

SECTIONS = {
    "reports": "reports.html",
    "people": "people.html",
    "organizations": "organizations.html",
    "places": "places.html",
    "timeline": "timeline.html",
    "sources": "sources.html",
    "figures": "figures.html",
    "search": "search.html",
}
HOME = "index.html"
STYLE = "assets/style.css"
ATOM = "feed.xml"
CORRECTIONS = "corrections.html"
CORRECTIONS_FEED = "corrections.xml"
JSON_FEED = "feed.json"
VERIFY = "verify.html"
LOG = "log.html"
CHECKPOINTS = "log/checkpoints/"
ENTRIES = "log/entries.jsonl"
PROOFS = "log/proofs.json"
SUMS = "SHA256SUMS"
FORMAT = "verify/VERIFY.md"
VERIFIER = "verify/verify.py"
SIGNERS = "verify/allowed_signers"
CERTIFICATES = "verify/authorities/"
OPENSEARCH = "opensearch.xml"
TABLES = {"reports": "data/reports.csv", "claims": "data/claims.csv", "columns explained": "data/datapackage.json"}


def relative(page: str, target: str) -> str:
    """The link from the page at one address to another: "reports/a.html" to "dates/2022.html#x"
    is "../dates/2022.html#x". A place on the page itself is its fragment alone. Empty stays empty."""
    if not target:
        return ""
    address, hash_sign, fragment = target.partition("#")
    if hash_sign and address in ("", page):
        return f"#{quote(fragment)}"
    return to_file(page, address) + (f"#{quote(fragment)}" if hash_sign else "")


def to_file(page: str, path: str) -> str:
    """The link to a file whose path is taken as it is, "#" and "?" in its name included."""
    if not path:
        return ""
    folder = page[: page.rfind("/") + 1]
    link = path[len(folder) :] if path.startswith(folder) else "../" * page.count("/") + path
    return link if PLAIN.fullmatch(link) else quote(link)


def json_of(report: str) -> str:
    """reports/ID.json beside reports/ID.html."""
    return f"{report.removesuffix('.html')}.json"


def links_from(page: str) -> To:
    """`relative` for a page, where it does not link to a place on itself: it is the same function for
    every page of a folder, so that what is made with it can be remembered."""
    return _links_in(page[: page.rfind("/") + 1])


@lru_cache(maxsize=32)
def _links_in(folder: str) -> To:
    length, up = len(folder), "../" * folder.count("/")

    def link(target: str) -> str:
        if PLAIN_PLACE.fullmatch(target):
            return target[length:] if target.startswith(folder) else up + target
        return relative(folder, target)

    return lru_cache(maxsize=REMEMBERED)(link)


def absolute(base: str, address: str) -> str:
    """The address below the archive's own URL; empty when the archive has none."""
    if not base or not address:
        return ""
    page, hash_sign, fragment = address.partition("#")
    page = page.removesuffix("index.html") if page == HOME else page
    return base.rstrip("/") + "/" + quote(page) + (f"#{quote(fragment)}" if hash_sign else "")


def web_address(url: str) -> str:
    """The URL if a browser may be sent there (http or https, with a host), else empty."""
    if " " in url or not url.isprintable():  # no other white space is printable
        return ""
    if PLAIN_WEB.match(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else ""
