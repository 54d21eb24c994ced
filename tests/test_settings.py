"""content/settings.yaml is an ordinary file, or is told; it is never waited for."""

import base64
import os
import shlex
import subprocess

import pytest

from authority import make_authority
from muniment.problems import InputError
from muniment.settings import Settings, TimeAuthority, read_settings
from whole import built

ODD = "content/settings.yaml: not an ordinary file"
LINKED = "content/settings.yaml: a link, which is never followed"


def told_of(archive):
    problems = []
    assert read_settings(archive, problems) == Settings()
    return [str(problem).split("\n")[0] for problem in problems]


def test_no_settings_are_the_defaults(make_archive):
    assert told_of(make_archive({"seeds/a.txt": "Words."})) == []


def test_a_folder_in_its_place_is_told(make_archive):
    archive = make_archive({"seeds/a.txt": "Words.", "content/settings.yaml/x": ""})
    assert told_of(archive) == [ODD]
    with pytest.raises(InputError, match="not an ordinary file"):
        built(archive)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(make_archive):
    archive = make_archive({"content/.keep": ""})
    os.mkfifo(archive / "content/settings.yaml")
    assert told_of(archive) == [ODD]


@pytest.mark.parametrize("target", ["elsewhere.yaml", "nowhere.yaml"])
def test_a_link_is_not_followed(make_archive, target):
    archive = make_archive({"content/.keep": "", "elsewhere.yaml": "title: Elsewhere\n"})
    (archive / "content/settings.yaml").symlink_to(archive / target)
    assert told_of(archive) == [LINKED]


@pytest.mark.parametrize(
    "line, fault",
    [
        ("page_length: 0", "1:14: 0 is too few"),
        ("\ufeffpage_length: 0", "1:14: 0 is too few"),
        ("entity_pages_from: -1", "1:20: -1 is too few"),
        ("largest_seed: 0", "1:15: 0 is too few"),
        ("reviewers: 0", "1:12: 0 is too few"),
        ("origin: an archive", "1:9: 'an archive' is no name of a log"),
        ("origin: a+b", "1:9: 'a+b' is no name of a log"),
        (f"origin: {'a' * 201}", "1:9: '"),
        ("stamps: [{name: Ours, url: 'https://example.org/'}]", "1:17: 'Ours' is no name of an authority"),
        ("stamps: [{name: ../a, url: 'https://example.org/'}]", "1:17: '../a' is no name of an authority"),
        ("stamps: [{name: ours, url: 'https://example.org/'}]", "1:17: there is no content/keys/authorities/ours.pem"),
        ("coarsen: 9", "1:10: 9 is no number of decimals of a degree"),
        ("coarsen: -1", "1:10: -1 is no number of decimals of a degree"),
        ("url: javascript:alert(1)//", "1:6: 'javascript:alert(1)//' is no address of a site"),
        ("url: ../..", "1:6: '../..' is no address of a site"),
        ("url: https://example.org/?a=b", "1:6: 'https://example.org/?a=b' is no address of a site"),
        ("url: 'https://example.org/a b'", "1:6: 'https://example.org/a b' is no address of a site"),
        ('url: "https://example.org/\\nDisallow: /"', "1:6: "),
        ("url: 'https://[::'", "1:6: "),
        ("url: 'https://example.org:abc/'", "1:6: "),
        ("url: 'https://example.org:99999/'", "1:6: "),
        ("url: 'https://user:password@example.org/'", "1:6: "),
        ("url: 'https://-/'", "1:6: "),
        ("url: 'https://./'", "1:6: "),
        ("language: 'en\">'", "1:11: 'en\">' is no tag of a language"),
        ("language: english", "1:11: 'english' is no tag of a language\n  hint: did you mean 'en' (English)?"),
        ("language: ua", "1:11: 'ua' is no tag of a language\n  hint: did you mean 'uk' (Ukrainian)?"),
        (
            "page_length: '10,5'",
            "1:14: a whole number was expected, not '10,5'\n  hint: write a whole number, such as 100",
        ),
        (
            "page_length: many",
            "1:14: a whole number was expected, not 'many'\n  hint: write a whole number, such as 100",
        ),
        ("search: ja", "1:9: true or false was expected, not 'ja'\n  hint: write true or false"),
        (f"title: {'a' * 20_000}", "1:8: 20,000 characters are too many for one value"),
        ("? [a]\n: b", "1:3: a field's name must be plain text"),
    ],
)
def test_a_setting_that_makes_no_sense_is_told_with_its_line(make_archive, line, fault):
    problems = []
    read_settings(make_archive({"content/settings.yaml": f"{line}\n"}), problems)
    (problem,) = problems
    assert str(problem).startswith(f"content/settings.yaml:{fault}")
    assert problem.hint


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a/b/",
        "https://приклад.укр/архів",
        "http://[::1]:80/a",
        "http://localhost/",
    ],
)
def test_an_address_of_a_site_is_taken_as_it_is(make_archive, url):
    problems = []
    assert read_settings(make_archive({"content/settings.yaml": f"url: {url}\n"}), problems).url == url
    assert problems == []


OURS = "content/keys/authorities/ours.pem"
DER = bytes.fromhex("3082000101") + bytes(300)
PEM = f"What it is\n-----BEGIN CERTIFICATE-----\n{base64.encodebytes(DER).decode()}-----END CERTIFICATE-----\n"
STAMPS = """\
stamps:
- name: ours
  url: https://example.org/tsr
- name: ours
  url: ftp://example.org/
"""


def test_whose_stamps_are_asked_for_is_told_once_and_with_an_address(make_archive):
    files = {"content/settings.yaml": STAMPS, OURS: PEM}
    problems = []
    read_settings(make_archive(files), problems)
    assert [str(one).split("\n")[0] for one in problems] == [
        "content/settings.yaml:4:9: 'ours' is given twice",
        "content/settings.yaml:5:8: 'ftp://example.org/' is no address on the web",
    ]


def test_the_log_has_its_settings(make_archive):
    text = STAMPS[: STAMPS.index("- name", 20)] + "origin: example.org/izium\nreviewers: 2\n"
    files = {"content/settings.yaml": text, OURS: PEM}
    settings = read_settings(make_archive(files), problems := [])
    assert problems == []
    assert settings.stamps == (TimeAuthority("ours", "https://example.org/tsr"),)
    assert (settings.origin, settings.reviewers) == ("example.org/izium", 2)


ONE_AUTHORITY = "stamps: [{name: ours, url: 'https://example.org/tsr'}]\n"


@pytest.mark.parametrize(
    "data, fault, hint",
    [
        (DER, "is no certificate in PEM, but seems to be one in DER", f"openssl x509 -inform der -in {OURS} -out "),
        (b"", "is empty: no stamp can be checked by it", "put its root certificate there (PEM)"),
        (b"\xef\xbb\xbf\n<!doctype html>", "is a web page: ", "put its root certificate there (PEM)"),
        (b"0123 is its number", "is no certificate in PEM: ", "put its root certificate there (PEM)"),
        (PEM.replace("CERTIFICATE", "PKCS7").encode(), "is no certificate in PEM: ", "put its root"),
        (PEM.replace("\n-----END", "A\n-----END").encode(), "is no certificate in PEM: ", "put its root"),
        (PEM[:-40].encode(), "is no certificate in PEM: ", "put its root"),
        (PEM.encode("utf-16"), "is no certificate in PEM: ", "put its root"),
        (PEM.encode() + b" " * 1_000_000, "is no certificate in PEM: ", "put its root"),
    ],
)
def test_a_certificate_by_which_nothing_can_be_checked_is_told_at_once(make_archive, data, fault, hint):
    read_settings(make_archive({"content/settings.yaml": ONE_AUTHORITY, OURS: data}), problems := [])
    (problem,) = problems
    assert str(problem).startswith(f"content/settings.yaml:1:17: {OURS} {fault}")
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize("kind", ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_certificate_that_openssl_takes_is_taken(make_archive, kind, end):
    pem = (PEM * 2).replace("CERTIFICATE", kind).replace("\n", end)
    read_settings(make_archive({"content/settings.yaml": ONE_AUTHORITY, OURS: pem.encode()}), problems := [])
    assert problems == []


def test_what_is_told_of_a_certificate_in_der_mends_it(make_archive, tmp_path):
    authority = make_authority(tmp_path / "authority")
    archive = make_archive({"content/settings.yaml": ONE_AUTHORITY, OURS: authority.certificate})
    read_settings(archive, problems := [])
    assert problems == []
    der = base64.b64decode(b"".join(authority.certificate.split(b"-----")[2].split()))
    (archive / OURS).write_bytes(der)
    read_settings(archive, problems)
    convert, move = problems[0].hint.split(" && ")
    for command in (convert, move):
        subprocess.run(shlex.split(command), cwd=archive, check=True, capture_output=True)
    assert (archive / OURS).read_bytes().split() == authority.certificate.split()
    read_settings(archive, problems := [])
    assert problems == []
