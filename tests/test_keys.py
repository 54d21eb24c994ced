"""content/keys/: what a line may say, what is told of any other, and that OpenSSH reads what is published as we do."""

import base64
import os
import subprocess

import pytest

from muniment.model import Key
from muniment.seal.allowed_signers import allowed_signers, is_valid_on, read_keys
from muniment.seal.public_keys import fingerprint
from signing import listed, make_key, needed, public

# Of the 32 bytes 0 to 31, and 3 to 34, which are points of the curve.
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEi"
REVIEW = 'namespaces="muniment-review"'


def read(make_archive, allowed, revoked=None):
    problems = []
    files = {"content/keys/allowed_signers": allowed}
    archive = make_archive(files | ({"content/keys/revoked_keys": revoked} if revoked is not None else {}))
    return read_keys(archive, problems), [str(one) for one in problems]


def test_a_line_says_whose_key_it_is_for_what_and_when(make_archive):
    text = (
        "# who reviews\n\n"
        f'demo-desk namespaces="muniment-sums,muniment-review,git",valid-after="20260101",valid-before="20270101Z" {KEY}'
        f' a comment with "marks"\r\n\trecovery\t{REVIEW}  {OTHER}\n'
    )
    keys, told = read(make_archive, text)
    assert told == []
    assert keys == (
        Key(
            principal="demo-desk", key=KEY, namespaces=("git", "muniment-review", "muniment-sums"),
            valid_after="2026-01-01", valid_before="2027-01-01",
        ),
        Key(principal="recovery", key=OTHER, namespaces=("muniment-review",), role="recovery"),
    )  # fmt: skip


def test_an_archive_without_keys_has_none(make_archive):
    assert read_keys(make_archive({"seeds/a.txt": "Words."}), problems := []) == ()
    assert problems == []


def test_one_person_may_have_two_keys_at_a_time(make_archive):
    keys, told = read(make_archive, f"ana {REVIEW} {KEY}\nana {REVIEW} {OTHER}\n")
    assert [one.principal for one in keys] == ["ana", "ana"]
    assert told == []


def test_a_key_that_is_lost_says_so(make_archive):
    keys, told = read(make_archive, f"ana {REVIEW} {KEY}\nbob {REVIEW} {OTHER}\n", f"# stolen\n{KEY} ana@laptop\n")
    assert [one.state for one in keys] == ["lost", "listed"]
    assert told == []


BROKEN = [
    (f"a*b {REVIEW} {KEY}", "1:1: 'a*b' is no name that can be kept"),
    (f"!ana {REVIEW} {KEY}", "1:1: '!ana' is no name that can be kept"),
    (f"ana,bob {REVIEW} {KEY}", "1:1: 'ana,bob' is no name that can be kept"),
    (f'"ana" {REVIEW} {KEY}', "1:1: '\"ana\"' is no name that can be kept"),
    (f"ана {REVIEW} {KEY}", "1:1: 'ана' is no name that can be kept"),
    (f"ana {KEY}", "1:1: it does not say what the key may sign"),
    (f"ana {REVIEW}", "1:33: no public key stands here"),
    ("ana", "1:4: no public key stands here"),
    (f"ana cert-authority,{REVIEW} {KEY}", "1:5: 'cert-authority,namespaces="),
    (f"ana {REVIEW},cert-authority {KEY}", "1:34: 'cert-authority' is neither an option that can be kept nor a type"),
    (f"ana {REVIEW},,{REVIEW} {KEY}", "1:34: "),
    (f"ana {REVIEW}, {KEY}", "1:34: '' is neither an option"),
    (f"ana {REVIEW},{REVIEW} {KEY}", "1:34: 'namespaces' is given twice"),
    (f"ana namespaces {KEY}", "1:5: 'namespaces' has no value in quotation marks"),
    (f"ana namespaces=muniment-review {KEY}", "1:5: 'namespaces' has no value in quotation marks"),
    (f"ana {REVIEW}x {KEY}", "1:33: a comma is missing between options"),
    (f'ana namespaces="muniment-*" {KEY}', "1:5: 'muniment-*' is no namespace that can be kept"),
    (f'ana namespaces="" {KEY}', "1:5: '' is no namespace that can be kept"),
    (f'ana namespaces="muniment-reviews" {KEY}', "1:5: nothing here is signed in namespace 'muniment-reviews'"),
    (f'ana {REVIEW},valid-after="2026-01-01" {KEY}', "1:34: '2026-01-01' is no day that can be kept"),
    (f'ana {REVIEW},valid-after="202601011200" {KEY}', "1:34: '202601011200' is no day that can be kept"),
    (f'ana {REVIEW},valid-after="20260231" {KEY}', "1:34: '20260231' is no day that can be kept"),
    (f'ana {REVIEW},valid-after="２０２６０１０１" {KEY}', "1:34: '２０２６０１０１' is no day"),
    (f'ana {REVIEW},valid-after="20270101",valid-before="20260101" {KEY}', "1:57: before 2026-01-01 and from 2027"),
    (f'ana {REVIEW},valid-befor="20260101" {KEY}', "1:34: 'valid-befor=\"20260101\"' is neither"),
    (f"ana {REVIEW} ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==", "1:34: 'ssh-rsa': only Ed25519 keys can be kept"),
    (f"ana {REVIEW} sk-ssh-ed25519@openssh.com AAAA", "1:34: 'sk-ssh-ed25519@openssh.com': only Ed25519 keys"),
    (f"ana {REVIEW} ssh-ed25519", "1:45: this is no Ed25519 key"),
    (f"ana {REVIEW} {KEY[:-1]}", "1:46: this is no Ed25519 key"),
    (f"ana {REVIEW} {KEY}AAAA", "1:46: this is no Ed25519 key"),
    (f"ana {REVIEW} ssh-ed25519 {KEY.split()[1].replace('A', '!', 1)}", "1:46: this is no Ed25519 key"),
    (f"ana {REVIEW} {KEY}\nbob {REVIEW} {KEY}", "2:1: this key stands in line 1, too"),
]


@pytest.mark.parametrize("text, fault", BROKEN)
def test_a_line_that_cannot_be_kept_is_told_at_its_place(make_archive, text, fault):
    _, (told,) = read(make_archive, f"{text}\n")
    assert told.startswith(f"content/keys/allowed_signers:{fault}")
    assert "\n  hint: " in told


ALL = 'namespaces="muniment-checkpoint,muniment-review,muniment-sums"'
MISSING = "the name is missing before the key"
BLANK = "is no name that can be kept: a name has no blanks"


@pytest.mark.parametrize(
    "line, fault, should_be",
    [
        (KEY, f"1:1: {MISSING}", f"NAME {ALL} {KEY}"),
        (f"  {KEY} ana@laptop", f"1:3: {MISSING}", f"NAME {ALL} {KEY}"),
        (f"{REVIEW} {KEY} ana", f"1:1: {MISSING}", f"NAME {REVIEW} {KEY}"),
        (f"Anna Kovalenko {REVIEW} {KEY}", f"1:1: 'Anna Kovalenko' {BLANK}", f"anna-kovalenko {REVIEW} {KEY}"),
        (f"Anna Kovalenko {KEY} at home", f"1:1: 'Anna Kovalenko' {BLANK}", f"anna-kovalenko {ALL} {KEY}"),
        (f"Anna M. Kovalenko {REVIEW} {KEY}", f"1:1: 'Anna M. Kovalenko' {BLANK}", f"anna-m-kovalenko {REVIEW} {KEY}"),
        (f'"Anna Kovalenko" {REVIEW} {KEY}', f"1:1: 'Anna Kovalenko' {BLANK}", f"anna-kovalenko {REVIEW} {KEY}"),
        (f"Анна Коваленко {REVIEW} {KEY}", f"1:1: 'Анна Коваленко' {BLANK}", f"anna-kovalenko {REVIEW} {KEY}"),
        (f"- - {REVIEW} {KEY}", f"1:1: '- -' {BLANK}", f"NAME {REVIEW} {KEY}"),
    ],
)
def test_a_name_that_is_missing_or_has_blanks_is_told_with_the_line_as_it_should_be(
    make_archive, line, fault, should_be
):
    _, (told,) = read(make_archive, f"{line}\n")
    assert told == f"content/keys/allowed_signers:{fault}\n  hint: write: {should_be}"
    if "NAME" not in should_be:
        assert read(make_archive, f"{should_be}\n")[1] == []


@pytest.mark.parametrize(
    "line, fault",
    [
        ("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==", "1:1: 'ssh-rsa': only Ed25519 keys can be kept"),
        ("ssh-ed25519 AAAA", "1:13: this is no Ed25519 key"),
        (REVIEW, "1:29: no public key stands here"),
        (f"Anna Kovalenko {REVIEW}", "1:44: no public key stands here"),
        ("Anna Kovalenko", "1:6: 'Kovalenko' is neither an option"),
        (f"ana namespace {KEY}", "1:5: 'namespace' is neither an option"),
        (f"{'a ' * 200_000}{KEY}", "1:3: 'a' is neither an option"),
    ],
)
def test_what_else_is_wrong_with_such_a_line_is_told_in_its_place(make_archive, line, fault):
    _, (told,) = read(make_archive, f"{line}\n")
    assert told.startswith(f"content/keys/allowed_signers:{fault}")


@pytest.mark.parametrize("name", ["ssh-ed25519", "sk-anna", "namespaces"])
def test_a_name_may_look_like_something_else(make_archive, name):
    keys, told = read(make_archive, f"{name} {REVIEW} {KEY}\n")
    assert ([one.principal for one in keys], told) == ([name], [])


# All 14 ways to write a point of small order: libsodium's ge25519_has_small_order with either sign of x.
SMALL = (
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
)


def key_of_bytes(data):
    start = base64.b64decode(KEY.split()[1])[:-32]
    return f"ssh-ed25519 {base64.b64encode(start + data).decode()}"


@pytest.mark.parametrize("sign", [0, 0x80])
@pytest.mark.parametrize("point", SMALL)
def test_a_key_by_which_anybody_can_sign_is_told_at_its_place(make_archive, point, sign):
    data = bytes.fromhex(point)
    key = key_of_bytes(data[:-1] + bytes([data[-1] | sign]))
    _, (told,) = read(make_archive, f"ana {REVIEW} {key}\n")
    assert told.startswith("content/keys/allowed_signers:1:46: this key is of small order")


@pytest.mark.parametrize("y", [2, 2**255 - 19 + 3, 2**255 - 1])
def test_a_key_that_is_no_point_or_not_written_as_one_is_told_at_its_place(make_archive, y):
    _, (told,) = read(make_archive, f"ana {REVIEW} {key_of_bytes(y.to_bytes(32, 'little'))}\n")
    assert told.startswith("content/keys/allowed_signers:1:46: this is no point of the curve")


def test_keys_that_openssh_makes_are_points_of_the_curve(make_archive, keys):
    lines = [listed(key, name) for name, key in keys.items()]
    assert read(make_archive, "".join(lines))[1] == []


@pytest.mark.parametrize(
    "revoked, fault",
    [
        (f"{OTHER}\n", "1:1: this key is not in content/keys/allowed_signers"),
        ("SHA256:abc\n", "1:1: no public key stands here"),
        (f"ana {KEY}\n", f"1:1: here a key stands alone, without a name and options\n  hint: write: {KEY}"),
        (
            f"ana {REVIEW} {KEY} at home\n",
            f"1:1: here a key stands alone, without a name and options\n  hint: write: {KEY}",
        ),
        ("ana ssh-ed25519 AAAA\n", "1:17: this is no Ed25519 key"),
        (b"SSHKRL\n\x00\x00\xff", "2:3: not UTF-8"),
    ],
)
def test_a_lost_key_that_cannot_be_known_is_told(make_archive, revoked, fault):
    _, (told,) = read(make_archive, f"ana {REVIEW} {KEY}\n", revoked)
    assert told.startswith(f"content/keys/revoked_keys:{fault}")


def test_what_is_no_ordinary_file_is_told(make_archive, tmp_path):
    (tmp_path / "elsewhere").write_text(f"ana {REVIEW} {KEY}\n", "ascii")
    archive = make_archive({"content/keys/.keep": ""})
    (archive / "content/keys/allowed_signers").symlink_to(tmp_path / "elsewhere")
    (archive / "content/keys/revoked_keys").mkdir()
    assert read_keys(archive, problems := []) == ()
    assert [str(one).split("\n")[0] for one in problems] == [
        "content/keys/allowed_signers: a link, which is never followed",
        "content/keys/revoked_keys: not an ordinary file",
    ]


def test_a_line_of_a_million_marks_takes_no_time(make_archive):
    for line in ('"' * 900_000, "a " * 450_000, '",' * 450_000, f"ana {'x' * 900_000}"):
        assert len(read(make_archive, line)[1]) == 1


def test_a_key_is_valid_from_a_day_and_before_another():
    key = Key(principal="ana", key=KEY, namespaces=("a",), valid_after="2026-01-01", valid_before="2026-02-01")
    days = ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")
    assert [is_valid_on(key, day) for day in days] == [False, True, True, False]


def test_what_is_published_is_sorted_and_without_comments(make_archive):
    keys, _ = read(make_archive, f'recovery {REVIEW} {OTHER}\nana {REVIEW},valid-before="20270101" {KEY} at home\n')
    assert allowed_signers(keys).decode() == (
        f'ana namespaces="muniment-review",valid-before="20270101Z" {KEY}\nrecovery {REVIEW} {OTHER}\n'
    )
    assert allowed_signers(reversed(keys)) == allowed_signers(keys)


def test_a_fingerprint_is_what_openssh_prints(keys):
    said = subprocess.run(
        [needed("ssh-keygen"), "-l", "-f", f"{keys['alice']}.pub"], capture_output=True, check=True, text=True
    ).stdout
    assert fingerprint(public(keys["alice"])) == said.split()[1]


def test_openssh_reads_what_is_published_as_we_do(make_archive, keys, tmp_path):
    line = listed(keys["alice"], "ana", more=',valid-after="20260101",valid-before="20270101"')
    found, told = read(make_archive, line)
    assert told == []
    (tmp_path / "allowed").write_bytes(allowed_signers(found))
    (tmp_path / "data").write_bytes(b"words")
    tool = needed("ssh-keygen")
    sign = [tool, "-q", "-Y", "sign", "-f", keys["alice"], "-n", "muniment-review", "data"]
    subprocess.run(sign, cwd=tmp_path, check=True, capture_output=True)
    for time, is_valid in (("20251231235959", 0), ("20260101000000", 1), ("20261231235959", 1), ("20270101000001", 0)):
        verify = [tool, "-Y", "verify", "-f", "allowed", "-I", "ana", "-n", "muniment-review", "-s", "data.sig"]
        ran = subprocess.run(
            [*verify, "-O", f"verify-time={time}Z"], cwd=tmp_path, input=b"words", capture_output=True, check=False,
            env={"PATH": os.environ["PATH"], "TZ": "Pacific/Kiritimati"},
        )  # fmt: skip
        assert (ran.returncode == 0) == bool(is_valid), ran.stderr
        day = f"{time[:4]}-{time[4:6]}-{time[6:8]}"
        assert time.endswith("1") or is_valid_on(found[0], day) == bool(is_valid)


def test_keys_of_other_kinds_are_refused(make_archive, tmp_path):
    key = make_key(tmp_path, "other", kind="ecdsa")
    _, (told,) = read(make_archive, f"ana {REVIEW} {public(key)}\n")
    assert "only Ed25519 keys can be kept" in told


def test_nothing_of_a_private_key_is_said_again(make_archive):
    secret = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\nAAAECPQJKmsSKqX0a\n-----END OPENSSH PRIVATE KEY-----\n"
    archive = make_archive({"content/keys/allowed_signers": f"# ours\n{secret}"})
    problems = []
    assert read_keys(archive, problems) == ()
    (told,) = problems
    assert (told.place.line, "a private key stands here" in told.what) == (2, True)
    assert "AAAEC" not in f"{told.what} {told.hint}"
