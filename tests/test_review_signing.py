"""`muniment review --sign`, who signed in the list, and the walk through a review that is signed."""

import hashlib
import json

import pytest
from click import UsageError

from muniment.check import check
from muniment.model.signature_names import signature_names
from reviewing import LISTS, SEED, answer, review, written
from signing import listed, make_key, public, signed

R = "content/reviews/r.yaml"
ALLOWED = "content/keys/allowed_signers"
FORMER = "content/former-signatures"


@pytest.fixture
def archive(make_archive, keys):
    text = (
        f"# looked at twice\nseed: {hashlib.sha256(SEED.encode()).hexdigest()}\n"
        "reviewer: demo-desk\ndate: 2026-11-22\ncomplete: true\n"
        "decisions:\n- add: title\n  value: Graves in Izium\n"
    )
    allowed = listed(keys["alice"], "alice") + listed(keys["bob"], "bob", "muniment-sums")
    return make_archive({"seeds/r.txt": SEED, **LISTS, R: text, ALLOWED: allowed})


def sign(archive, key):
    return review(archive, options=("--sign", str(key)))


def test_a_review_is_signed_as_it_lies_there(archive, keys):
    before = (archive / R).read_bytes()
    said = sign(archive, keys["alice"])
    assert f"{R} is published with the signature, exactly as it is, with all its comments and notes" in said
    assert f"{R}.sig: signed by alice with the key SHA256:" in said
    assert (archive / f"{R}.sig").read_bytes() == signed(keys["alice"], before)
    assert (archive / R).read_bytes() == before


def test_the_next_one_has_the_next_name(archive, keys):
    (archive / ALLOWED).write_text(listed(keys["alice"], "alice") + listed(keys["bob"], "bob"))
    for key in ("alice", "bob"):
        sign(archive, keys[key])
    assert (archive / f"{R}.2.sig").read_bytes() == signed(keys["bob"], (archive / R).read_bytes())


def spoil(archive, how, keys):
    path = archive / R
    text, allowed = path.read_text("utf-8"), archive / ALLOWED
    match how:
        case "not complete":
            path.write_text(text.replace("complete: true", "complete: false"))
        case "stale":
            (archive / "seeds/r.txt").write_text(f"{SEED} ", "utf-8")
        case "no review":
            path.unlink()
        case "fault":
            path.write_text(f"{text}- accept: nothing\n")
        case "not yet valid":
            allowed.write_text(listed(keys["alice"], "alice", more=',valid-after="20261123"'))
        case "lost":
            (archive / "content/keys/revoked_keys").write_text(f"{public(keys['alice'])}\n")
        case "broken keys":
            allowed.write_text("alice\n")
        case "signed already":
            (archive / f"{R}.sig").write_bytes(signed(keys["alice"], text))
        case "signed otherwise":
            (archive / f"{R}.sig").write_bytes(signed(keys["alice"], "other words"))
        case "withdrawn":
            path.write_text(f"{text}withdrawn: {{reason: asked, date: 2026-11-22, authority: desk}}\n")


@pytest.mark.parametrize(
    "how, key, fault",
    [
        ("not complete", "alice", f"{R}: the review is not complete\n  hint: `muniment review r` goes on"),
        ("stale", "alice", f"{R}: the review is stale"),
        ("no review", "alice", f"{R}: nobody has reviewed this report"),
        ("fault", "alice", f"{R}:9:11: 'nothing' is not known here"),
        ("withdrawn", "alice", f"{R}: the report was withdrawn"),
        ("", "carol", f"{ALLOWED}: the key SHA256:"),
        ("", "bob", "is not listed for the namespace muniment-review"),
        ("not yet valid", "alice", "is valid from 2026-11-23, and not on 2026-11-22, the claimed day"),
        ("lost", "alice", "was lost by then\n  hint: sign with another"),
        ("broken keys", "alice", f"{ALLOWED}:1:6: no public key stands here"),
        ("signed already", "alice", f"{R}.sig: alice has signed this review already"),
        ("signed otherwise", "bob", "is not listed for the namespace muniment-review"),
    ],
)
def test_what_would_not_count_is_not_signed(archive, keys, how, key, fault):
    spoil(archive, how, keys)
    before = sorted(path.name for path in (archive / "content/reviews").iterdir())
    status, said = answer(archive, options=("--sign", str(keys[key])))
    assert status == 1
    assert fault in said
    assert sorted(path.name for path in (archive / "content/reviews").iterdir()) == before


def moved_to(archive):
    return {path.name: path.read_bytes() for path in (archive / FORMER).iterdir()}


def edited_name(signature, ending="yaml.sig"):
    return f"r.edited-{hashlib.sha256(signature).hexdigest()[:16]}.{ending}"


@pytest.mark.parametrize("name", ["r.yaml.sig", "r.yaml.2.sig", "r.yaml.1.sig"])
def test_a_review_that_was_edited_is_signed_anew(archive, keys, name):
    sign(archive, keys["alice"])
    (archive / f"{R}.sig").rename(archive / f"content/reviews/{name}")
    (archive / R).write_text(f"{(archive / R).read_text('utf-8')}# a remark\n", "utf-8")
    former = (archive / f"content/reviews/{name}").read_bytes()
    to = edited_name(former, name.removeprefix("r."))
    said = sign(archive, keys["alice"])
    assert (
        f"content/reviews/{name}: the signature of alice does not hold, and was moved to {FORMER}/{to}: it was changed"
        in said
    )
    assert "has to sign anew" not in said
    assert (archive / f"{R}.sig").read_bytes() == signed(keys["alice"], (archive / R).read_bytes())
    assert sorted(path.name for path in (archive / "content/reviews").iterdir()) == ["r.yaml", "r.yaml.sig"]
    assert moved_to(archive) == {to: former}
    assert not [one for one in check(archive) if one.severity == "error"]


def test_what_others_had_signed_before_is_moved_with_a_word_and_what_they_sign_now_stays(archive, keys):
    (archive / ALLOWED).write_text("".join(listed(keys[one], one) for one in ("alice", "bob", "carol")))
    for key in ("alice", "bob"):
        sign(archive, keys[key])
    (archive / R).write_text(f"{(archive / R).read_text('utf-8')}# a remark\n", "utf-8")
    text = (archive / R).read_bytes()
    (archive / f"{R}.3.sig").write_bytes(signed(keys["carol"], text))
    (archive / f"{R}.4.sig").write_bytes(b"words\n")
    said = sign(archive, keys["bob"])
    assert said.count(" does not hold, and was moved to ") == 3
    assert "; alice has to sign anew" in said
    assert "bob has to" not in said
    assert f"{R}.4.sig: the signature does not hold, and was moved to" in said
    assert (archive / f"{R}.sig").read_bytes() == signed(keys["bob"], text)
    sign(archive, keys["alice"])
    assert (archive / f"{R}.2.sig").read_bytes() == signed(keys["alice"], text)
    assert (archive / f"{R}.3.sig").read_bytes() == signed(keys["carol"], text)
    assert len(moved_to(archive)) == 3


def test_a_signature_by_a_key_that_is_listed_no_more_stays(archive, keys):
    """The log may have it: then it counts."""
    made = signed(keys["carol"], (archive / R).read_bytes())
    (archive / f"{R}.sig").write_bytes(made)
    assert "moved" not in sign(archive, keys["alice"])
    assert (archive / f"{R}.sig").read_bytes() == made
    assert (archive / f"{R}.2.sig").read_bytes() == signed(keys["alice"], (archive / R).read_bytes())


def test_no_more_than_nineteen_sign(archive, keys):
    text = (archive / R).read_bytes()
    for name in signature_names("r.yaml"):
        (archive / f"content/reviews/{name}").write_bytes(signed(keys["carol"], text))
    status, said = answer(archive, options=("--sign", str(keys["alice"])))
    assert (status, f"{R}: it has too many signatures" in said) == (1, True)
    (archive / f"{R}.7.sig").write_bytes(signed(keys["carol"], "other words"))
    sign(archive, keys["alice"])
    assert (archive / f"{R}.7.sig").read_bytes() == signed(keys["alice"], text)


def test_what_ssh_keygen_says_is_told(archive, tmp_path):
    key = make_key(tmp_path, "locked", passphrase="a passphrase")
    environment = {"SSH_ASKPASS_REQUIRE": "never", "DISPLAY": ""}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        status, said = answer(archive, options=("--sign", str(key)))
    assert status == 1
    assert "ssh-keygen did not sign with it: " in said


def test_the_list_tells_who_signed(archive, keys):
    sign(archive, keys["alice"])
    said = review(archive, identifier="", options=("--list", "--format", "json"))
    assert [one["signed"] for one in json.loads(said)] == [["alice (not in the log)"]]
    head, line, *_ = review(archive, identifier="", options=("--list",)).splitlines()
    assert head.split()[-1] == "signed"
    assert line.endswith("demo-desk  alice (not in the log)")


def test_the_list_is_told_where_a_signature_does_not_hold(archive, keys):
    spoil(archive, "signed otherwise", keys)
    said = review(archive, identifier="", options=("--list", "--format", "json"))
    assert [(one["id"], one["signed"]) for one in json.loads(said)] == [("r", [])]


def test_the_walk_asks_before_it_changes_what_is_signed(archive, keys):
    sign(archive, keys["alice"])
    before = (archive / R).read_bytes()
    said = review(archive, "a", "n", "q")
    assert "This review is signed (r.yaml.sig)" in said
    assert "Nothing was written: the review is signed, and its signatures stay." in said
    assert (archive / R).read_bytes() == before
    assert (archive / f"{R}.sig").exists()


def test_signatures_are_moved_away_and_not_deleted(archive, keys):
    sign(archive, keys["alice"])
    signature, digest = (archive / f"{R}.sig").read_bytes(), hashlib.sha256((archive / R).read_bytes()).hexdigest()
    said = review(archive, "a", "y", "a", "q")
    assert said.count("This review is signed") == 1
    assert len(written(archive).decisions) > 1
    (moved,) = (archive / FORMER).iterdir()
    assert moved.name == f"r.{digest[:16]}.yaml.sig"
    assert moved.read_bytes() == signature
    assert sorted(path.name for path in (archive / "content/reviews").iterdir()) == ["r.yaml"]
    assert sign(archive, keys["alice"])


def test_what_was_moved_away_before_is_not_replaced(archive, keys):
    """Both had signed the same bytes, one after the other, and the review was changed in between and put back."""
    (archive / ALLOWED).write_text(listed(keys["alice"], "alice") + listed(keys["bob"], "bob"))
    text = (archive / R).read_bytes()
    for key in ("alice", "bob", "alice"):
        (archive / R).write_bytes(text)
        sign(archive, keys[key])
        review(archive, "a", "y", "q")
    digest = hashlib.sha256(text).hexdigest()[:16]
    assert moved_to(archive) == {
        f"r.{digest}.yaml.sig": signed(keys["alice"], text),
        f"r.{digest}.1.yaml.sig": signed(keys["bob"], text),
    }


def test_to_leave_the_walk_writes_nothing_and_asks_nothing(archive, keys):
    sign(archive, keys["alice"])
    assert "This review is signed" not in review(archive, "s", "s", "q")


@pytest.mark.parametrize("options", [("--list",), ("--next",)])
def test_sign_is_for_one_report(archive, keys, options):
    with pytest.raises(UsageError, match="--sign signs the review of one report"):
        answer(archive, options=("--sign", str(keys["alice"]), *options))


def test_sign_needs_the_name_of_a_report(archive, keys):
    status, said = answer(archive, identifier="", options=("--sign", str(keys["alice"])))
    assert (status, said.splitlines()[0]) == (1, "--sign: no report is named whose review is to be signed")
