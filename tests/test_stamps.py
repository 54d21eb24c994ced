"""Time stamps: asked for over the web, checked by openssl, and each way in which one does not hold."""

import hashlib
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from authority import make_authority
from muniment.model import Stamp
from muniment.problems import PublishError
from muniment.seal.stamps import query, time_of_stamp
from muniment.stamping import LARGEST, ask
from signing import needed

WORDS = b"example.org/izium\n5\n"
NOWHERE = {"PATH": "/nowhere"}


def stamp_of(data, response, authority):
    return time_of_stamp(data, response, "ours", authority.certificate, os.environ)


def test_a_query_asks_for_the_sha256_of_the_bytes_and_for_certificates(authority):
    asked = query(WORDS, os.environ)
    assert asked == query(WORDS, os.environ)
    assert hashlib.sha256(WORDS).digest() in asked
    assert asked.endswith(b"\x01\x01\xff")


def test_a_stamp_over_the_bytes_has_a_time(authority):
    found = stamp_of(WORDS, authority.answer(query(WORDS, os.environ)), authority)
    assert isinstance(found, Stamp)
    assert found.authority == "ours"
    assert len(found.time) == len("2026-11-22T23:58:56Z")
    assert found.time.endswith("Z")


def test_each_way_in_which_a_stamp_does_not_hold_has_its_words(authority, tmp_path):
    made = authority.stamp(WORDS)
    assert stamp_of(WORDS + b"\n", made, authority) == "it is a stamp over other data"
    assert "not over SHA-256" in stamp_of(WORDS, authority.stamp(WORDS, "sha512"), authority)
    stranger = make_authority(tmp_path / "stranger")
    assert "does not hold by the certificates of ours" in stamp_of(WORDS, made, stranger)
    assert "does not hold by the certificates" in time_of_stamp(WORDS, made, "ours", b"no certificate", os.environ)
    assert "the authority gave none: Rejected" in stamp_of(WORDS, authority.stamp(WORDS, "sha1"), authority)
    for other in (b"", b"words", made[:-1], b"0" * 2_000_000):
        assert stamp_of(WORDS, other, authority) == "this is no time stamp"


def der(tag, content):
    """A value in DER: X.690, 8.1."""
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def test_no_time_is_read_from_words_that_nobody_signed(authority):
    """A response has room for words beside its status, which the authority's signature does not cover."""
    made = authority.stamp(WORDS)
    status = bytes.fromhex("3003020100")
    start = made.index(status)
    words = der(0x0C, b"Granted.\nHash Algorithm: sha256\nTime stamp: Jan  2 03:04:05 2001 GMT\n")
    forged = der(0x30, der(0x30, status[2:] + der(0x30, words)) + made[start + len(status) :])
    assert stamp_of(WORDS, forged, authority) == stamp_of(WORDS, made, authority)


def test_every_flipped_byte_of_a_stamp_is_seen_or_tells_the_same_time(authority):
    made = authority.stamp(WORDS)
    whole = stamp_of(WORDS, made, authority)
    for place in range(0, len(made), 97):
        other = bytearray(made)
        other[place] ^= 0xFF
        assert stamp_of(WORDS, bytes(other), authority) == whole or isinstance(
            stamp_of(WORDS, bytes(other), authority), str
        )


def test_a_stamp_outlives_the_certificates_of_its_authority(tmp_path):
    """These last two days: when they are over, openssl takes the stamp only as of the time in it, as we ask it to."""
    authority = make_authority(tmp_path / "short", days="2")
    made = authority.stamp(WORDS)
    assert isinstance(stamp_of(WORDS, made, authority), Stamp)
    late = subprocess.run(
        [needed("openssl"), "ts", "-verify", "-data", "data", "-in", "given.tsr", "-CAfile", "root.pem", "-attime", "4000000000"],
        cwd=authority.folder, capture_output=True, check=False,
    )  # fmt: skip
    assert late.returncode
    assert b"expired" in late.stderr


def test_without_openssl_it_is_told_what_for(authority):
    with pytest.raises(PublishError, match="openssl: this program is not here, and it takes it to ask for time stamps"):
        query(WORDS, NOWHERE)
    with pytest.raises(PublishError, match="it takes it to check time stamps"):
        time_of_stamp(WORDS, b"", "ours", authority.certificate, NOWHERE)


def test_why_a_stamp_does_not_hold_is_what_openssl_found(authority, tmp_path):
    made, stranger = authority.stamp(WORDS), make_authority(tmp_path / "stranger")
    told = stamp_of(WORDS, made, stranger)
    assert told == "its signature does not hold by the certificates of ours: unable to get local issuer certificate"


def test_every_certificate_of_the_file_is_trusted(authority):
    """Also where the root is not among them, as VERIFY.md has it."""
    made, clock = authority.stamp(WORDS), (authority.folder / "clock.pem").read_bytes()
    assert isinstance(time_of_stamp(WORDS, made, "ours", clock, os.environ), Stamp)


@pytest.mark.parametrize("data", [WORDS, WORDS + b" "])
def test_an_openssl_that_cannot_check_says_nothing_of_the_stamp(authority, other_openssl, data):
    made = authority.stamp(WORDS)
    environment = {**os.environ, "PATH": f"{other_openssl}{os.pathsep}{os.environ['PATH']}"}
    with pytest.raises(PublishError) as error:
        time_of_stamp(data, made, "ours", authority.certificate, environment)
    (problem,) = error.value.problems
    assert problem.what.startswith(
        "this openssl (LibreSSL 3.3.6) cannot check a stamp as of its own time: unknown option"
    )
    assert problem.hint == "install OpenSSL 1.1.1 or later, and put it first on the PATH"


def test_an_openssl_without_stamps_says_nothing_of_the_stamp_either(authority, tmp_path):
    made = authority.stamp(WORDS)
    (tmp_path / "openssl").write_text(
        '#!/bin/sh\necho "Invalid command \'ts\'; type \\"help\\" for a list." >&2\nexit 1\n'
    )
    (tmp_path / "openssl").chmod(0o755)
    with pytest.raises(PublishError, match="cannot check a stamp"):
        time_of_stamp(WORDS, made, "ours", authority.certificate, {"PATH": str(tmp_path)})


@pytest.fixture
def serve():
    """serve(status, headers, answer) answers every question so and gives an address, with what it was asked."""
    servers = []

    def begin(status, headers, answer):
        heard = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                heard.append((self.headers["Content-Type"], asked))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer(asked) if callable(answer) else answer)

            def log_message(self, *parts):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/tsr", heard

    yield begin
    for server in servers:
        server.shutdown()
        server.server_close()


REPLY = {"Content-Type": "application/timestamp-reply"}


def test_an_authority_is_asked_over_the_web(serve, authority):
    url, heard = serve(200, REPLY, authority.answer)
    asked = query(WORDS, os.environ)
    assert isinstance(stamp_of(WORDS, ask(url, asked), authority), Stamp)
    assert heard == [("application/timestamp-query", asked)]


@pytest.mark.parametrize(
    "status, headers, answer, fault",
    [
        (200, {"Content-Type": "text/html"}, b"<h1>", "it answers with text/html, which is no time stamp"),
        (200, {}, b"", "which is no time stamp"),
        (404, REPLY, b"", "it answers 404"),
        (302, {"Location": "file:///etc/passwd"}, b"", "it answers 302, and sends on to file:///etc/passwd"),
        (307, {"Location": "http://127.0.0.1:1/"}, b"", "it answers 307, and sends on to http://127.0.0.1:1/"),
        (200, REPLY, b"0" * (LARGEST + 1), "its answer has more than 1,000,000 bytes"),
    ],
)
def test_an_answer_that_is_none_is_told(serve, status, headers, answer, fault):
    url, _ = serve(status, headers, answer)
    with pytest.raises(PublishError) as error:
        ask(url, b"query")
    assert str(error.value).startswith(f"{url}: ")
    assert fault in str(error.value)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "data:,a", "/etc/passwd", ""])
def test_only_the_web_is_asked(url):
    with pytest.raises(PublishError, match="no address on the web"):
        ask(url, b"query")


def test_who_does_not_answer_is_not_waited_for_long(serve):
    release = threading.Event()
    url, _ = serve(200, REPLY, lambda asked: (release.wait(5) and b"") or b"")
    with pytest.raises(PublishError, match="it cannot be asked: timed out"):
        ask(url, b"query", longest=0.2)
    release.set()


def test_nobody_at_home_is_told():
    with pytest.raises(PublishError, match=r"it cannot be asked: .*refused"):
        ask("http://127.0.0.1:9/", b"query")
