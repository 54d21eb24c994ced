"""Asking a time-stamp authority over the web (RFC 3161, 3.4): a query is posted to it, and its response comes back."""

import http.client
import urllib.error
import urllib.request

from muniment.problems import Place, Problem, PublishError, printable
from muniment.settings import is_web_address

ASKED, ANSWERED = "application/timestamp-query", "application/timestamp-reply"
LONGEST = 30.0  # seconds between one answer and the next
LARGEST = 1_000_000  # bytes; a response has some thousand
HINT = "try again, or take the authority out of the settings: a seal without its stamp holds, too"
# No handler follows where an answer sends on: a query that is posted anew elsewhere is nobody's wish.
HANDLERS = (
    urllib.request.ProxyHandler, urllib.request.HTTPHandler, urllib.request.HTTPSHandler,
    urllib.request.HTTPDefaultErrorHandler, urllib.request.HTTPErrorProcessor,
)  # fmt: skip


def ask(url: str, query: bytes, longest: float = LONGEST) -> bytes:
    """What the authority at this address answers. Raises PublishError where it gives no response; whether that stamps
    anything is not asked here."""
    place = Place(url)
    if not is_web_address(url):
        raise PublishError(Problem(place, "no address on the web", "write http:// or https://, and the rest"))
    opener = urllib.request.OpenerDirector()
    for handler in HANDLERS:
        opener.add_handler(handler())
    headers = {"Content-Type": ASKED, "Accept": ANSWERED, "User-Agent": "muniment"}
    request = urllib.request.Request(url, query, headers, method="POST")
    try:
        with opener.open(request, timeout=longest) as answer:
            kind: str = answer.headers.get_content_type()
            data: bytes = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        error.close()
        onward = f", and sends on to {printable(error.headers['Location'][:200])}" if error.headers["Location"] else ""
        raise PublishError(Problem(place, f"it answers {error.code}{onward}", HINT, of_the_moment=True)) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = printable(str(getattr(error, "reason", "") or error or type(error).__name__))
        raise PublishError(Problem(place, f"it cannot be asked: {why}", HINT, of_the_moment=True)) from error
    if kind != ANSWERED:
        what = f"it answers with {printable(kind[:100])}, which is no time stamp"
        raise PublishError(Problem(place, what, "see whether this is the address of an RFC 3161 authority"))
    if len(data) > LARGEST:
        raise PublishError(Problem(place, f"its answer has more than {LARGEST:,} bytes", HINT))
    return data
