"""Folders, zips and packs made to break a verifier: each is refused in words, and nothing hangs, grows or is followed."""

import io
import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from folders import write_files
from muniment.cli import commands
from muniment.seal import verify
from naive_sealer import Files, Sealer, Tools, canonical, sealed_site, sha256, sums_of

NO_ROOT = "A" * 43 + "="
ARCHIVE = canonical({"asked": [], "authorities": [], "origin": "", "reviewers": 1, "schema": 1})


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """check(path or files) gives the status and what failed, one a line."""

    def run(what: Path | Files, *options: str) -> tuple[int, str]:
        path = what if isinstance(what, Path) else write_files(tmp_path / "site", what)
        capsys.readouterr()
        try:
            status = verify.main([str(path), *options])
        except SystemExit as ended:
            status = ended.code
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return status, "\n".join(line for line in told.out.splitlines() if line.startswith("FAIL"))

    return run


def plain_site(**more: bytes) -> Files:
    """One that was never sealed, and needs no tools."""
    made = Sealer(Tools(Path()), authorities=())
    made.report("plain", b"One", "One")
    files = {**made.files, "verify/archive.json": ARCHIVE, "index.html": b"x", **more}
    return {**files, "SHA256SUMS": sums_of(files)}


def test_a_plain_site_has_nothing_wrong(check):
    assert check(plain_site()) == (3, "")


def test_what_is_asked_wrongly(check, tmp_path):
    site = write_files(tmp_path / "site", plain_site())
    assert check(tmp_path / "nowhere")[0] == 2
    assert check(site, "--what")[0] == 2
    assert check(site, "--old", "x")[0] == 2
    for words, status in ((["log", str(site)], 2), (["--help"], 0)):
        with pytest.raises(SystemExit) as ended:
            verify.main(words)
        assert ended.value.code == status


def test_nothing_but_what_is_broken_is_an_empty_folder(check, tmp_path):
    status, told = check(tmp_path)
    assert status == 1
    assert "SHA256SUMS is not there" in told


# Files that are none.


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are made otherwise there")
def test_links_and_pipes_are_not_followed(check, tmp_path):
    site = write_files(tmp_path / "site", plain_site())
    (tmp_path / "secret").write_bytes(b"x")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(tmp_path / "secret")
    (site / "folder").symlink_to(tmp_path)
    (site / "round").symlink_to(site)
    os.mkfifo(site / "pipe")
    status, told = check(site)
    assert status == 1
    for name in ("index.html", "folder", "round", "pipe"):
        assert f"{name}: it is a link, or no ordinary file" in told


@pytest.mark.skipif(sys.platform == "win32", reason="links are made otherwise there")
def test_a_file_that_became_a_link_since_it_was_listed_is_not_read(check, tmp_path, monkeypatch):
    site = write_files(tmp_path / "site", plain_site())
    (tmp_path / "secret").write_bytes(b"x")
    listed = verify.files_below

    def late(path: str, checks: verify.Checks) -> Iterable[object]:
        yield from list(listed(path, checks))
        (site / "index.html").unlink()
        (site / "index.html").symlink_to(tmp_path / "secret")
        (site / "reports/plain.json").unlink()
        (site / "reports/plain.html").unlink()
        os.mkfifo(site / "reports/plain.html")

    monkeypatch.setattr(verify, "files_below", late)
    status, told = check(site)
    assert status == 1
    for name in ("index.html", "reports/plain.json", "reports/plain.html"):
        assert f"FAIL         {name}: " in told


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes here")
def test_names_that_are_odd_are_printed_and_do_nothing(check, tmp_path):
    site = write_files(tmp_path / "site", plain_site())
    for name in (
        b"bad\xff.html",
        b"two\nlines",
        b"\x1b[31mred",
        "a\u202eb".encode(),
        b"back\\slash",
        b"c:x",
        b"INDEX.HTML",
    ):
        site.joinpath(os.fsdecode(name)).write_bytes(b"x")
    status, told = check(site)
    assert status == 1
    for words in (
        "bad\\udcff.html: ",
        "two\\nlines: ",
        "\\x1b[31mred: ",
        "a\\u202eb: SHA256SUMS does not",
        "back\\slash: ",
        "c:x: ",
        "another file has this name",
    ):
        assert words in told
    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="the path would be too long")
def test_a_folder_in_a_folder_and_so_on(check, tmp_path):
    site = write_files(tmp_path / "site", plain_site())
    here, deep, one = Path.cwd(), 1500, Path("d")
    os.chdir(site)
    for _ in range(deep):
        one.mkdir()
        os.chdir(one)
    Path("x").write_bytes(b"")
    try:
        status, told = check(site)
        assert (status, "d/d/d/d/" in told) == (1, True)
    finally:
        Path("x").unlink()
        for _ in range(deep):
            os.chdir("..")
            one.rmdir()
        os.chdir(here)


@pytest.mark.skipif(sys.platform == "win32" or not os.getuid(), reason="everything may be read by root")
def test_what_may_not_be_read_is_named(check, tmp_path):
    site = write_files(tmp_path / "site", plain_site())
    (site / "index.html").chmod(0)
    status, told = check(site)
    assert status == 1
    assert "index.html: [Errno 13]" in told


# JSON made to break its reader.

DEEP = b"[" * 200_000
BOMBS = {
    "deep": DEEP + b"]" * 200_000,
    "unclosed": DEEP,
    "deep objects": b'{"a":' * 100_000,
    "a huge number": b"1" * 1_000_000,
    "a huge fraction": b"1" * 100_000 + b".5",
    "infinite": b"1e999999",
    "a long name": b'{"' + b"a" * 1_000_000 + b'":1}',
    "no text": b"\xff\xfe\x00",
    "a number": b"1",
    "a list": b"[]",
    "null": b"null",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BOMBS)
def test_json_that_is_a_bomb_is_a_failure_where_it_stands(name, check):
    for address in ("reports/plain.json", "verify/archive.json"):
        files = plain_site(**{address: BOMBS[name]})
        status, told = check(files)
        assert status == 1
        assert address in told


VALUES = (None, True, -1, 10**30, 1.5, "", "\ud800", "x" * 1000, [], [[]], {}, {"a": 1})


def shapes() -> Iterable[tuple[str, object]]:
    fields = ("id", "text", "text_sha256", "derivation", "evidence", "attachments", "status", "publication", "seal")
    inner = ("evidence.path", "evidence.sha256", "evidence.bytes", "attachments.0", "attachments.0.path")
    return ((name, value) for name in (*fields, *inner) for value in VALUES)


def test_a_report_of_any_shape_is_read_without_a_crash(check, tmp_path):
    good = json.loads(plain_site()["reports/plain.json"])
    for path, value in shapes():
        report = json.loads(json.dumps({**good, "attachments": [dict(good["evidence"])]}))
        *above, last = (int(one) if one.isdigit() else one for one in path.split("."))
        place = report
        for one in above:
            place = place[one]
        place[last] = value
        assert check(plain_site(**{"reports/plain.json": json.dumps(report).encode()}))[0] in (1, 3), (path, value)


def test_a_line_without_end_is_not_held(check):
    assert check({**plain_site(), "SHA256SUMS": b"0" * 5_000_000})[0] == 1
    assert (
        "too long"
        in check(
            {
                **plain_site(),
                "log/entries.jsonl": b"0" * 5_000_000,
                "verify/archive.json": ARCHIVE.replace(b'""', b'"x"'),
            }
        )[1]
    )


# Zips.


def zip_of(files: Files, path: Path, folder: str = "", method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in files.items():
            made.writestr(folder + name, data)
    return path


@pytest.mark.parametrize("folder", ["", "izium-2026/"])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_is_a_site_at_its_root_or_in_one_folder(folder, method, check, tmp_path):
    assert check(zip_of(plain_site(), tmp_path / "a.zip", folder, method)) == (3, "")
    status, told = check(zip_of({**plain_site(), "index.html": b"y"}, tmp_path / "b.zip", folder, method))
    assert (status, "index.html: its bytes are not those" in told) == (1, True)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../../x", "a\\..\\x", "C:x", "INDEX.html", "a//b", "a\nb"])
def test_members_that_lead_out_or_have_one_name_are_refused(name, check, tmp_path):
    files = {**plain_site(), name: b"x"}
    files["SHA256SUMS"] = sums_of({one: data for one, data in files.items() if "\n" not in one})
    status, told = check(zip_of(files, tmp_path / "a.zip"))
    assert status == 1
    assert "no site has such a name" in told or "another file has this name" in told


def test_members_of_one_name_are_refused(check, tmp_path):
    path = zip_of(plain_site(), tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("index.html", b"x")
    status, told = check(path)
    assert (status, "index.html: another file has this name" in told) == (1, True)


def special(path: Path, change: Callable[[zipfile.ZipInfo], None], data: bytes = b"x") -> Path:
    zip_of({name: one for name, one in plain_site().items() if name != "index.html"}, path)
    with zipfile.ZipFile(path, "a") as made:
        info = zipfile.ZipInfo("index.html")
        change(info)
        made.writestr(info, data, info.compress_type)
    return path


def test_links_in_a_zip_are_refused(check, tmp_path):
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    status, told = check(special(tmp_path / "a.zip", link, b"/etc/passwd"))
    assert (status, "index.html is a link" in told) == (1, True)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_odd_ways_of_packing_are_refused(method, check, tmp_path):
    def pack(info: zipfile.ZipInfo) -> None:
        info.compress_type = method

    assert check(special(tmp_path / "a.zip", pack))[0] == 1


def patched(path: Path, name: bytes, at: int, value: bytes) -> Path:
    """A zip with other bytes in the central directory's entry of a member."""
    data = bytearray(path.read_bytes())
    start = data.rindex(name) - 46
    assert data[start : start + 4] == b"PK\1\2"
    data[start + at : start + at + len(value)] = value
    path.write_bytes(data)
    return path


def test_a_member_that_is_encrypted_is_refused(check, tmp_path):
    status, told = check(patched(zip_of(plain_site(), tmp_path / "a.zip"), b"index.html", 8, b"\1"))
    assert (status, "encrypted" in told) == (1, True)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_that_holds_more_than_it_says_is_refused(method, check, tmp_path):
    files = {**plain_site(), "index.html": b"x" * 5000}
    said = {**files, "index.html": b"x" * 10}
    files["SHA256SUMS"] = sums_of(said)
    path = zip_of(files, tmp_path / "a.zip", "", method)
    patched(path, b"index.html", 16, struct.pack("<I", zlib.crc32(b"x" * 10)))
    patched(path, b"index.html", 24, struct.pack("<I", 10))
    status, told = check(path)
    assert status == 1
    assert "index.html" in told


def test_a_member_that_says_more_than_it_holds_is_refused(check, tmp_path):
    path = patched(zip_of(plain_site(), tmp_path / "a.zip"), b"index.html", 24, struct.pack("<I", 9))
    assert check(path)[0] == 1


def test_a_zip_that_unpacks_to_far_more_is_refused_before_it_does(check, tmp_path):
    path = zip_of({**plain_site(), "big": bytes(20 << 20)}, tmp_path / "a.zip")
    status, told = check(path)
    assert (status, "over 200 times its size" in told) == (1, True)


def test_a_member_that_is_too_large_is_refused(check, tmp_path):
    path = zip_of({**plain_site(), "big": bytes((25 << 20) + 1)}, tmp_path / "a.zip", method=zipfile.ZIP_STORED)
    status, told = check(path)
    assert (status, "big is a link, or no ordinary file, or encrypted, or too large" in told) == (1, True)


@pytest.mark.parametrize("cut", [0, 1, 10, 100, -1, -30])
def test_a_zip_that_is_cut_off_is_broken(cut, check, tmp_path):
    path = zip_of(plain_site(), tmp_path / "a.zip")
    path.write_bytes(path.read_bytes()[:cut])
    assert check(path)[0] == 1


def test_no_changed_byte_of_a_zip_ends_in_a_traceback(check, tmp_path):
    data = zip_of(plain_site(), tmp_path / "a.zip").read_bytes()
    for at in range(0, len(data), 17):
        changed = bytearray(data)
        changed[at] ^= 0xFF
        (tmp_path / "b.zip").write_bytes(changed)
        assert check(tmp_path / "b.zip")[0] in (1, 3)


# Zips that other programs would read otherwise.


def second_name(path: Path, field: bytes, name: bytes = b"index.html") -> Path:
    """A zip in which a member has an extra field, in its local header."""
    with zipfile.ZipFile(path, "w") as made:
        for one, data in plain_site().items():
            info = zipfile.ZipInfo(one)
            info.extra = field if one.encode() == name else b""
            made.writestr(info, data)
    return path


def test_a_member_with_a_second_name_is_refused(check, tmp_path):
    """Info-ZIP and others go by the name in the field 0x7075."""
    stamp = struct.pack("<HHBI", 0x5455, 5, 1, 0x70757075)  # a time that looks like such a field is none
    assert check(second_name(tmp_path / "a.zip", stamp)) == (3, "")
    renamed = struct.pack("<HHBI", 0x7075, 9, 1, zlib.crc32(b"index.html")) + b"home"
    status, told = check(second_name(tmp_path / "b.zip", stamp + renamed))
    assert (status, "index.html is told of in two ways" in told) == (1, True)


def loose(where: str, data: bytes, folder: Path) -> Path:
    """A zip with the bytes of a member that its directory does not list."""
    with zipfile.ZipFile(folder / "other.zip", "w") as made:
        made.writestr("index.html", b"forged")
    other = (folder / "other.zip").read_bytes()
    path = folder / "a.zip"
    if (
        where == "as its comment"
    ):  # what is read from its end is the good one, and what is read from its beginning is not
        path.write_bytes(other[:-2] + struct.pack("<H", len(data)) + data)
    elif where == "before":
        path.write_bytes(other[: other.index(b"PK\1\2")] + data)
    else:
        path.write_bytes(data + other)
    return path


@pytest.mark.parametrize("where", ["as its comment", "before", "behind"])
def test_bytes_of_a_zip_that_belong_to_no_member_are_refused(where, check, tmp_path):
    data = zip_of(plain_site(), tmp_path / "good.zip").read_bytes()
    status, told = check(loose(where, data, tmp_path))
    assert status == 1
    assert "belong to no" in told or where == "behind"


def test_bytes_between_members_and_the_directory_are_refused(check, tmp_path):
    data = zip_of(plain_site(), tmp_path / "good.zip").read_bytes()
    start = data.index(b"PK\1\2")
    end = bytearray(data[start:].rpartition(b"PK\5\6")[2])
    end[12:16] = struct.pack("<I", start + 40)
    path = tmp_path / "a.zip"
    path.write_bytes(data[:start] + bytes(40) + data[start:].rpartition(b"PK\5\6")[0] + b"PK\5\6" + end)
    status, told = check(path)
    assert (status, "its directory is told of in two ways, or more follows" in told) == (1, True)


# A zip by hand, in which all is as it should be but for what is said.
LOCAL, CENTRAL = "<4s5H3I2H", "<4s6H3I5H2I"


def deflated(data: bytes) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return made.compress(data) + made.flush()


def member(
    name: str, data: bytes, packed: bytes | None = None, behind: bytes = b"", **said: int
) -> tuple[bytes, bytes]:
    """A member and its entry in the directory, but for where it begins; `said` of it in the local header alone."""
    packed = deflated(data) if packed is None else packed
    told = {"flags": 0, "method": 8, "crc": zlib.crc32(data), "packs": len(packed + behind), "holds": len(data), **said}
    numbers = told["flags"], told["method"], 0, 33, told["crc"], told["packs"], told["holds"], len(name), 0
    local = struct.pack(LOCAL, b"PK\3\4", 20, *numbers) + name.encode() + packed + behind
    crc, packs = zlib.crc32(data), len(packed + behind)
    entry = struct.pack(CENTRAL, b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, packs, len(data), len(name), 0, 0, 0, 0, 0, 0)
    return local, entry + name.encode()


def by_hand(path: Path, odd: tuple[bytes, bytes] | None = None, end: Callable[..., bytes] | None = None) -> Path:
    members = [member(name, data) for name, data in plain_site().items() if not odd or name != "index.html"]
    members, body, directory = [*members, *([odd] if odd else [])], b"", b""
    for local, entry in members:
        directory += entry[:42] + struct.pack("<I", len(body)) + entry[46:]
        body += local
    usual = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(members), len(members), len(directory), len(body), 0)
    path.write_bytes(body + directory + (end(members, body, directory) if end else usual))
    return path


INDEX = plain_site()["index.html"]
EVIL = member("index.html", b"<p>Forged")[0]


@pytest.mark.parametrize("how", [
    {"behind": EVIL, "packs": len(deflated(INDEX))}, {"behind": EVIL}, {"behind": b"x"}, {"packed": deflated(INDEX)[:-1]},
    {"packs": 99}, {"holds": 99}, {"crc": 1}, {"method": 0}, {"flags": 8}, {"packed": deflated(INDEX + b"x")},
])  # fmt: skip
def test_a_member_that_could_be_read_in_two_ways_is_refused(how, check, tmp_path):
    assert check(by_hand(tmp_path / "good.zip", member("index.html", INDEX))) == (3, "")
    status, told = check(by_hand(tmp_path / "a.zip", member("index.html", INDEX, **how)))
    assert status == 1
    assert any(words in told for words in ("told of in two ways", "more or fewer bytes", "belong to no member"))


def ended(**said: int) -> Callable[..., bytes]:
    """The end of a zip whose numbers are said otherwise, with one of ZIP64 before it that has them right."""

    def end(members: list[tuple[bytes, bytes]], body: bytes, directory: bytes) -> bytes:
        count, size, start = len(members), len(directory), len(body)
        large = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, said.get("start64", start))
        locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
        last = struct.pack(
            "<4s4H2IH", b"PK\5\6", 0, 0, said.get("count", count), said.get("count", count), said.get("size", size),
            said.get("start", start), said.get("comment", 0),
        )  # fmt: skip
        return (large + locator if said.get("large", 1) else b"") + last + bytes(said.get("comment", 0))

    return end


@pytest.mark.parametrize("said", [{}, {"large": 0}, {"count": 0xFFFF, "size": 0xFFFFFFFF, "start": 0xFFFFFFFF}])
def test_a_directory_may_be_told_of_in_the_way_of_large_zips_too(said, check, tmp_path):
    assert check(by_hand(tmp_path / "a.zip", end=ended(**said))) == (3, "")


@pytest.mark.parametrize("said", [
    {"start": 5}, {"size": 5}, {"count": 1}, {"count": 1, "large": 0}, {"start64": 5}, {"comment": 5, "large": 0},
    {"count": 0xFFFF, "large": 0},
])  # fmt: skip
def test_a_directory_that_is_told_of_in_two_ways_is_refused(said, check, tmp_path):
    assert check(by_hand(tmp_path / "a.zip", end=ended(**said)))[0] == 1


def test_an_entry_with_a_comment_is_refused(check, tmp_path):
    """It could hold members, and another directory of them."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for name, data in plain_site().items():
            info = zipfile.ZipInfo(name)
            info.comment = b"a comment" if name == "index.html" else b""
            made.writestr(info, data)
    assert "index.html is a link, or no ordinary file" in check(tmp_path / "a.zip")[1]


def test_a_member_may_be_told_of_in_64_bits(check, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for name, data in plain_site().items():
            with made.open(name, "w", force_zip64=True) as stream:
                stream.write(data)
    assert check(tmp_path / "a.zip") == (3, "")


def test_what_systems_leave_on_a_disk_is_no_part_of_a_site(check, tmp_path):
    files = {"x/.DS_Store": b"1", "._x": b"2", "System Volume Information/IndexerVolumeGuid": b"3", "Thumbs.db": b"4"}
    assert check(write_files(tmp_path / "site", {**plain_site(), **files})) == (3, "")
    packed = {f"site/{name}": data for name, data in plain_site().items()} | {"__MACOSX/site/._index.html": b"5"}
    assert check(zip_of(packed, tmp_path / "a.zip")) == (3, "")


def test_a_zip_that_was_written_as_a_stream_holds(check, tmp_path):
    """Its members have data descriptors, as those of macOS."""

    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

    made = Stream()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in plain_site().items():
            packed.writestr(name, data)
    (tmp_path / "a.zip").write_bytes(made.getvalue())
    assert check(tmp_path / "a.zip") == (3, "")


@pytest.mark.parametrize(
    ("name", "is_fine"),
    [("reports/", True), ("../evil/", False), ("/abs/", False), ("index.html/", False), ("a//", False)],
)
def test_folders_of_a_zip_have_names_like_others(name, is_fine, check, tmp_path):
    path = zip_of(plain_site(), tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr(zipfile.ZipInfo(name), b"")
    assert check(path)[0] == (3 if is_fine else 1)


def test_a_file_of_a_zip_that_is_marked_as_a_folder_is_refused(check, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for one, data in plain_site().items():
            info = zipfile.ZipInfo(one)
            info.external_attr = (stat.S_IFDIR | 0o755) << 16 if one == "index.html" else 0
            made.writestr(info, data)
    assert check(tmp_path / "a.zip")[0] == 1


# BagIt packs: RFC 8493.


def pack_of(files: Files) -> Files:
    payload = {f"data/{name}": data for name, data in files.items()}
    pack = {**payload, "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bag-info.txt": b"x"}
    pack["manifest-sha256.txt"] = "".join(f"{sha256(data)}  {name}\n" for name, data in payload.items()).encode()
    tags = [name for name in pack if not name.startswith("data/")]
    pack["tagmanifest-sha256.txt"] = "".join(f"{sha256(pack[name])}  {name}\n" for name in tags).encode()
    return pack


def test_a_bagit_pack_holds_in_a_folder_and_in_a_zip(check, tmp_path):
    pack = pack_of(plain_site())
    assert check(pack) == (3, "")
    assert check(zip_of(pack, tmp_path / "a.zip", "izium/")) == (3, "")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"data/index.html": b"y"}, "data/index.html: its bytes are not those that manifest-sha256.txt lists"),
        ({"data/more.html": b"y"}, "data/more.html: manifest-sha256.txt does not list it"),
        ({"more.txt": b"y"}, "more.txt: it belongs to nothing: the site is in data/"),
        ({"index.html": b"y", "SHA256SUMS": b"y"}, "index.html: it belongs to nothing: the site is in data/"),
        ({"manifest-sha256.txt": b"0" * 64 + b"  data/../../../etc/passwd\n"}, "data/../../../etc/passwd is not there"),
        ({"manifest-sha256.txt": b"x"}, "manifest-sha256.txt"),
    ],
)
def test_what_a_pack_should_not_hold_is_named(change, named, check):
    status, told = check({**pack_of(plain_site()), **change})
    assert (status, named in told) == (1, True)


def test_a_pack_needs_a_manifest_that_still_means_something(check):
    pack = {name: data for name, data in pack_of(plain_site()).items() if not name.endswith("manifest-sha256.txt")}
    status, told = check({**pack, "manifest-md5.txt": b""})
    assert (status, "manifest-sha256.txt is not there" in told) == (1, True)


# As it is run: alone, anywhere, writing nothing.


@pytest.fixture(scope="module")
def shipped(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd 'name \u0456").joinpath("a b; $(x)")
    return write_files(folder, sealed_site(tools))


def alone(site: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-I", verify.__file__, *words], cwd=site, env={**clean, **environment},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_it_runs_alone_from_a_folder_with_an_odd_name(shipped):
    done = alone(shipped)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].startswith("ok           SHA256SUMS, read: ")
    assert done.stdout.splitlines()[-1] == "all of it holds"
    assert alone(shipped, "log", "--old", f"a 1 {NO_ROOT}").returncode == 1
    assert alone(shipped, LC_ALL="C").returncode == 0
    assert sorted(path.name for path in shipped.iterdir()) == sorted(
        [
            "SHA256SUMS",
            "SHA256SUMS.clock.tsr",
            "SHA256SUMS.sig",
            "assets",
            "evidence",
            "index.html",
            "log",
            "reports",
            "verify",
        ]
    )


def test_its_json_says_the_same(shipped):
    done = alone(shipped, "--json")
    told = json.loads(done.stdout)
    assert (told["schema"], told["status"], done.returncode) == (1, 0, 0)
    assert {line["result"] for line in told["checks"]} == {"ok", "note"}
    assert all(set(line) == {"result", "what", "why"} for line in told["checks"])


def test_the_command_is_the_same_program(shipped, capsys):
    told = CliRunner().invoke(commands, ["verify", str(shipped)], standalone_mode=False)
    assert told.return_value == 0
    (shipped / "index.html").write_bytes(b"y")
    try:
        for words in ([], ["--json"], ["--old", f"x 1 {NO_ROOT}"]):
            told = CliRunner().invoke(commands, ["verify", str(shipped), *words], standalone_mode=False)
            assert told.return_value == 1
    finally:
        (shipped / "index.html").write_bytes(b"<!doctype html>")
