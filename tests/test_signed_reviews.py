"""Signed reviews: what is signed and counts is verified everywhere; what is signed and does not hold is not built."""

import hashlib
import json
import os
import re

import pytest

from muniment import logbook
from muniment.check import check
from muniment.model import Key, changed
from muniment.problems import InputError, PublishError
from muniment.seal.key_faults import Day
from muniment.seal.log_keys import LogKey
from muniment.seal.logged_reviews import LoggedReview, LoggedReviews
from muniment.seal.public_keys import fingerprint
from muniment.seal.records import key_record
from reviewing import LISTS, SEED
from searching import expect_count, facet, tick
from signing import listed, public, signed
from whole import built, bytes_of, fresh_site

R = "content/reviews/r.yaml"
ALLOWED = "content/keys/allowed_signers"
DAY = "2026-11-22"


def review_of(data, complete="true", more=""):
    digest = hashlib.sha256(data.encode()).hexdigest()
    return (
        f"seed: {digest}\nreviewer: demo-desk\ndate: {DAY}\ncomplete: {complete}\ndecisions:\n"
        "- accept: mention\n  exact: Izium\n  prefix: 'graves in '\n  kind: place\n  entity: izium\n"
        "- accept: claim\n  exact: at least 440 graves\n  count: '>= 440'\n  what: graves\n"
        f"- add: title\n  value: Graves in Izium\n{more}"
    )


REVIEW = review_of(SEED)


@pytest.fixture
def archive(make_archive, keys):
    return make_archive(
        {
            "seeds/r.txt": SEED,
            "seeds/other.txt": " date 2022-09-19 Police found 12 bodies in Izium.",
            **LISTS,
            R: REVIEW,
            f"{R}.sig": signed(keys["alice"], REVIEW),
            ALLOWED: listed(keys["alice"], "alice") + listed(keys["bob"], "bob"),
        }
    )


def known_key(key, leaf, principal, lost_at=-1, later=(), **fields):
    """A key in the log; `later` are leaves that tell it otherwise, each with what they tell."""
    key = Key(**{"principal": principal, "key": public(key), "namespaces": ("muniment-review",), **fields})
    told = [(leaf, key_record(key)), *((at, key_record(changed(key, **told))) for at, told in later)]
    return LogKey(told[-1][1], leaf, lost_at, tuple(told))


@pytest.fixture
def log(monkeypatch, keys):
    """log(reviews=..., NAME=dict(...)) has the log know of keys, and of nothing before it is called: of each from the leaf
    of its place on, for reviews and always, but for what is told of it. It is of twenty leaves, the last of `last`."""

    def know(names=("alice", "bob"), reviews=None, last=DAY, **more):
        known = LoggedReviews(
            size=20,
            last=Day(last),
            keys={
                public(keys[one]): known_key(keys[one], leaf=at, **{"principal": one, **more.get(one, {})})
                for at, one in enumerate(names)
            },
            signed=reviews or {},
        )
        monkeypatch.setattr(logbook, "logged_reviews", lambda log, lines, days: known)

    return know


def data_of(archive):
    return json.loads((archive / "site/reports/r.json").read_bytes())


def told(archive, **options):
    with pytest.raises(InputError) as error:
        built(archive, **options)
    assert not (archive / "site/index.html").exists()
    return str(error.value)


def test_what_is_signed_and_counts_is_verified_everywhere(archive, log, keys):
    log()
    outcome = built(archive)
    assert not [one for one in outcome.problems if one.severity == "error"]
    found = data_of(archive)
    assert found["status"] == "verified"
    assert found["title"]["status"] == "verified"
    assert {one["status"] for one in found["claims"] if one["surface"] == "at least 440 graves"} == {"verified"}
    assert found["review"]["signers"] == [
        {
            "principal": "alice", "key": public(keys["alice"]), "fingerprint": fingerprint(public(keys["alice"])),
            "day": DAY, "claimed": True,
        }
    ]  # fmt: skip
    page = (archive / "site/reports/r.html").read_text("utf-8")
    assert "<b><bdi>alice</bdi></b>" in page
    assert f"with the key <code>{fingerprint(public(keys['alice']))}</code>" in page
    assert "</code>, valid on 22\xa0November\xa02026, a day that is only claimed" in page
    assert re.search(r'<a class="status verified" href="#signed">verified</a>', page)
    assert 'id="signed"' in page
    for address, way in (("reports.html", ""), ("index.html", ""), ("places/izium.html", "../")):
        other = (archive / "site" / address).read_text("utf-8")
        assert f'<a class="status verified" href="{way}reports/r.html#signed">verified</a>' in other, address
    rows = (archive / "site/data/reports.csv").read_text("utf-8").splitlines()
    assert sum("verified" in row for row in rows) == 1


def test_without_the_key_in_the_log_it_stays_reviewed(archive):
    outcome = built(archive)
    (warning,) = [str(one) for one in outcome.problems if "seal" in one.hint]
    assert warning.startswith(f"{R}: warning: the log does not have the key of alice yet: its signature does not")
    assert "`muniment seal` makes the key count" in warning
    found = data_of(archive)
    assert (found["status"], found["title"]["status"], found["review"]["signers"]) == ("reviewed", "reviewed", [])


def test_two_reviewers_may_be_asked_for(archive, log, keys):
    log()
    (archive / "content/settings.yaml").write_text("reviewers: 2\n", "ascii")
    outcome = built(archive)
    assert "1 review signed by fewer than 2 people, and not verified: r" in outcome.notes
    assert data_of(archive)["status"] == "reviewed"
    assert "Fewer people have signed it than this archive asks for." in (archive / "site/reports/r.html").read_text()
    (archive / f"{R}.2.sig").write_bytes(signed(keys["bob"], REVIEW))
    assert not any("signed by fewer" in one for one in built(archive).notes)
    found = data_of(archive)
    assert [one["principal"] for one in found["review"]["signers"]] == ["alice", "bob"]
    assert (found["status"], found["title"]["status"]) == ("verified", "verified")


def test_two_keys_of_one_person_are_one_person(archive, log, keys):
    log(bob={"principal": "alice"})
    (archive / "content/settings.yaml").write_text("reviewers: 2\n", "ascii")
    (archive / ALLOWED).write_text(listed(keys["alice"], "alice") + listed(keys["bob"], "alice"))
    (archive / f"{R}.2.sig").write_bytes(signed(keys["bob"], REVIEW))
    built(archive)
    assert data_of(archive)["status"] == "reviewed"


@pytest.mark.parametrize("complete, status", [("true", "verified"), ("false", "suggested")])
def test_the_report_is_verified_where_the_review_is_complete(archive, log, keys, complete, status):
    log()
    text = review_of(SEED, complete)
    (archive / R).write_text(text, "utf-8")
    (archive / f"{R}.sig").write_bytes(signed(keys["alice"], text))
    built(archive)
    found = data_of(archive)
    assert (found["status"], found["title"]["status"]) == (status, "verified")


def test_a_stale_review_verifies_nothing(archive, log):
    log()
    (archive / "seeds/r.txt").write_text(f"{SEED} ", "utf-8")
    built(archive)
    found = data_of(archive)
    assert (found["status"], found["title"]["status"]) == ("suggested", "suggested")
    assert found["review"]["signers"]
    assert not (archive / "site/verify/reviews").exists()


def test_require_verified_publishes_what_is_signed_and_nothing_else(archive, log):
    log()
    (archive / "content/settings.yaml").write_text("require: verified\n", "ascii")
    outcome = built(archive)
    assert not (archive / "site/reports/other.html").exists()
    found = data_of(archive)
    assert {one["status"] for name in ("mentions", "claims", "dates", "quotes") for one in found[name]} == {"verified"}
    assert "  nobody has reviewed it: seeds/other.txt" in outcome.notes


@pytest.mark.parametrize(
    "names, reviewers, why", [((), 1, "its signatures do not count yet"), (("alice",), 2, "too few have signed it")]
)
def test_why_a_signed_report_is_not_published_is_told(archive, log, names, reviewers, why):
    log(names)
    (archive / "content/settings.yaml").write_text(f"require: verified\nreviewers: {reviewers}\n", "ascii")
    assert f"  {why}: seeds/r.txt" in built(archive).notes


def spoil(archive, how, keys):
    """Make the signature one that does not hold, in one way."""
    review, signature, allowed = archive / R, archive / f"{R}.sig", archive / ALLOWED
    match how:
        case "changed":
            review.write_text(f"{REVIEW}# and one more word\n", "utf-8")
        case "line ends":
            review.write_bytes(REVIEW.replace("\n", "\r\n").encode())
        case "namespace":
            signature.write_bytes(signed(keys["alice"], REVIEW, "muniment-sums"))
        case "not listed":
            signature.write_bytes(signed(keys["carol"], REVIEW))
        case "no keys":
            allowed.unlink()
        case "not for reviews":
            allowed.write_text(listed(keys["alice"], "alice", "muniment-sums"))
        case "expired":
            allowed.write_text(listed(keys["alice"], "alice", more=',valid-before="20261122"'))
        case "not yet":
            allowed.write_text(listed(keys["alice"], "alice", more=',valid-after="20261123"'))
        case "lost":
            (archive / "content/keys/revoked_keys").write_text(f"{public(keys['alice'])} stolen\n", "ascii")
        case "armour":
            signature.write_bytes(signature.read_bytes() + b"\n")
        case "empty":
            signature.write_bytes(b"")
        case "large":
            signature.write_bytes(b"-" * 20_000_000)
        case "no review":
            review.unlink()
        case "name":
            signature.rename(archive / f"{R}.1.sig")
        case "other name":
            signature.rename(archive / "content/reviews/r.sig")
        case "second":
            (archive / f"{R}.2.sig").write_bytes(signed(keys["bob"], "other words"))
        case "broken line":
            allowed.write_text(f"{listed(keys['alice'], 'alice')}bob {public(keys['bob'])}\n", "ascii")


@pytest.mark.parametrize(
    "how, fault",
    [
        ("changed", f"{R}.sig: it was changed since it was signed"),
        ("line ends", f"{R}.sig: it was changed since it was signed"),
        ("namespace", f"{R}.sig: it was signed in the namespace 'muniment-sums', not in 'muniment-review'; it names the"),
        ("not listed", f"{R}.sig: its key, SHA256:"),
        ("no keys", f"{R}.sig: its key, SHA256:"),
        ("not for reviews", "is not listed for the namespace muniment-review\n  hint: add muniment-review to its"),
        ("expired", "is valid before 2026-11-22, and not on 2026-11-22, the claimed day"),
        ("not yet", "is valid from 2026-11-23, and not on 2026-11-22, the claimed day"),
        ("lost", "was lost by then"),
        ("armour", f"{R}.sig: this is no SSH signature by an Ed25519 key that writes back to the same bytes"),
        ("empty", f"{R}.sig: this is no SSH signature"),
        ("large", f"{R}.sig: this is no SSH signature"),
        ("no review", f"{R}.sig: there is no {R} that it would be on\n  hint: put r.yaml back beside it"),
        ("name", f"{R}.1.sig: no signature on a review has this name\n  hint: a signature on ID.yaml is named"),
        ("other name", "content/reviews/r.sig: no signature on a review has this name"),
        ("second", f"{R}.2.sig: it was changed since it was signed"),
        ("broken line", f"{ALLOWED}:2:1: it does not say what the key may sign"),
    ],
)  # fmt: skip
def test_what_is_signed_and_does_not_hold_is_not_built(archive, log, keys, how, fault):
    log()
    spoil(archive, how, keys)
    said = told(archive)
    assert fault in said
    assert "  hint: " in said
    if how not in ("no review", "name", "other name", "broken line"):
        whose = {"not listed": "carol", "second": "bob"}.get(how, "alice")
        assert how in ("armour", "empty", "large") or fingerprint(public(keys[whose])) in said


def test_all_that_does_not_hold_is_told_at_once_beside_what_else_is_wrong(archive, log, keys):
    log()
    spoil(archive, "changed", keys)
    spoil(archive, "second", keys)
    (archive / "seeds/other.txt").write_bytes(b"\xff")
    (archive / "content/sources.yaml").write_text("- id: cnn\n  kind: outlet\n  name: CNN\n  colour: red\n")
    said = told(archive)
    for words in (f"{R}.sig: ", f"{R}.2.sig: ", "content/sources.yaml:4:"):
        assert words in said


def test_a_review_that_is_signed_and_cannot_be_understood_stops_the_build(archive, log):
    log()
    (archive / R).write_text(f"{REVIEW}more: {{", "utf-8")
    said = told(archive)
    assert f"{R}:" in said
    assert f"{R}.sig: the review that it is on says nothing that could be read: {R}" in said
    (archive / f"{R}.sig").unlink()
    assert {one.place.path for one in built(archive).problems} == {R, "seeds/r.txt"}


def test_without_ssh_keygen_nothing_that_is_signed_is_built_remembered_or_not(archive, log, monkeypatch):
    log()
    built(archive)
    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setenv("PATH", "/nowhere")
            with pytest.raises(PublishError, match="ssh-keygen: this program is not here, and it takes it to check"):
                built(archive)
        built(archive)


def test_an_archive_without_signatures_never_asks_for_ssh_keygen(make_archive, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    archive = make_archive({"seeds/r.txt": SEED, **LISTS, R: REVIEW})
    built(archive)
    assert data_of(archive)["status"] == "reviewed"


def leaf(keys, number, day=DAY, is_claimed=True, by=("alice",), told=None):
    """That the log has the review as this leaf, signed by these."""
    judged = Day(day, is_claimed)
    signers = tuple(public(keys[one]) for one in by)
    digest = hashlib.sha256(REVIEW.encode()).hexdigest()
    return {(digest, key): LoggedReview(number, judged, told or judged) for key in signers}


def lost_in(outcome):
    return [str(one) for one in outcome if "it lies beside it no more" in str(one)]


def test_a_signature_that_the_log_has_and_that_is_here_no_more_is_told(archive, log, keys, tmp_path):
    log(reviews=leaf(keys, 5, by=("alice", "bob")))
    (archive / f"{R}.2.sig").write_bytes(signed(keys["bob"], REVIEW))
    assert lost_in(built(archive).problems) == []
    for name, whose in ((".2.sig", ["bob"]), (".sig", ["alice", "bob"])):
        (archive / f"{R}{name}").unlink()
        for problems in (built(archive).problems, check(archive)):
            assert lost_in(problems) == [
                f"{R}: warning: the log has a signature of {one} on this review, with the key "
                f"{fingerprint(public(keys[one]))}, and it lies beside it no more\n  hint: put its .sig file back: it is "
                "what was committed with the review, and a site that was published has it in verify/reviews/"
                for one in whose
            ]
    (archive / f"{R}.7.sig").write_bytes(signed(keys["bob"], REVIEW))  # whatever its name
    assert len(lost_in(built(archive).problems)) == 1


@pytest.mark.parametrize("how", ["edited", "withdrawn", "silent", "lost key", "expired", "twin", "no review"])
def test_a_signature_that_would_not_count_or_must_not_be_told_of_is_not_missed(archive, log, keys, monkeypatch, how):
    review = archive / R
    text, key = review.read_text("utf-8"), {}
    match how:
        case "edited":
            review.write_text(f"{text}# a remark\n", "utf-8")
        case "withdrawn":
            text += "withdrawn: {reason: asked, date: 2026-11-22, authority: desk}\n"
            review.write_text(text, "utf-8")
        case "lost key":
            key = {"lost_at": 3}
        case "expired":
            key = {"valid_before": DAY}
        case "twin":  # the same decisions on another report of the same bytes
            for name, data in ((f"{R}.sig", signed(keys["alice"], text)), (R, text.encode())):
                (archive / name.replace("/r.", "/other.")).write_bytes(data)
        case "no review":
            review.unlink()
    (archive / f"{R}.sig").unlink()
    digest = hashlib.sha256((REVIEW if how == "edited" else text).encode()).hexdigest()
    there = {(digest, public(keys["alice"])): LoggedReview(5, Day(DAY), Day(DAY))}
    log(reviews=there, alice=key)
    if how == "silent":
        known = changed(logbook.logged_reviews(None, None, None), silent=frozenset({"r"}))
        monkeypatch.setattr(logbook, "logged_reviews", lambda *given: known)
    assert lost_in(check(archive)) == []


def test_a_signature_that_the_log_has_before_its_key_is_missed_as_well(archive, log, keys):
    (archive / f"{R}.sig").unlink()
    log(("bob", "alice"), leaf(keys, 0))
    assert len(lost_in(check(archive))) == 1


def test_an_archive_outlives_its_keys(archive, log, keys):
    """The key is lost and long expired; what it signed before the log was told of that still counts."""
    spoil(archive, "lost", keys)
    (archive / ALLOWED).write_text(listed(keys["alice"], "alice", more=',valid-before="20261201"'))
    log(("alice",), leaf(keys, 5, "2026-11-30", is_claimed=False), alice={"lost_at": 7, "valid_before": "2026-12-01"})
    built(archive)
    assert data_of(archive)["status"] == "verified"
    page = (archive / "site/reports/r.html").read_text("utf-8")
    assert "</code>, valid on 30\xa0November\xa02026, the day of a time stamp" in page


EXPIRED = {"valid_before": "2026-12-01"}


@pytest.mark.parametrize(
    "number, more, fault",
    [
        (5, {"lost_at": 3}, "was lost by then"),
        (-1, {"lost_at": 3}, "was lost by then"),
        (5, EXPIRED, "is valid before 2026-12-01, and not on 2027-01-05, the day of the earliest time stamp"),
        (5, {"namespaces": ("muniment-sums",)}, "is not listed for the namespace muniment-review"),
        (5, {**EXPIRED, "later": [(5, {})]}, "is valid before 2026-12-01"),  # the review's own leaf, and not before it
    ],
)
def test_what_the_log_says_is_what_a_signature_is_judged_by(archive, log, keys, number, more, fault):
    """Whatever the list says of its key by now."""
    signed = leaf(keys, number, "2027-01-05", is_claimed=False) if number >= 0 else {}
    log(("alice",), signed, alice=more)
    assert fault in told(archive)


@pytest.mark.parametrize("how", ["not for reviews", "expired", "no keys", "another name"])
def test_what_is_said_of_a_key_later_does_not_change_what_it_signed_before(archive, log, keys, how):
    """An editor stops reviewing: the list has it, or the log, too."""
    if how == "another name":
        (archive / ALLOWED).write_text(listed(keys["alice"], "alina"))
    else:
        spoil(archive, how, keys)
    otherwise = {"not for reviews": {"namespaces": ("muniment-sums",)}, "another name": {"principal": "alina"}}
    for later in ((), [(7, otherwise.get(how, {"valid_before": "2026-11-22"}))]):
        log(("alice",), leaf(keys, 5), alice={"later": later})
        built(archive)
        found = data_of(archive)
        assert (found["status"], found["review"]["signers"][0]["principal"]) == ("verified", "alice")


@pytest.mark.parametrize(
    ("more", "last"), [({"namespaces": ("muniment-sums",)}, DAY), ({"valid_after": "2026-12-01"}, DAY)]
)
def test_a_key_counts_as_soon_as_the_log_says_what_the_list_says(archive, log, more, last):
    """Whoever checks the site has the log alone, and of what is not sealed yet judges by all of it."""
    log(("alice",), alice=more, last=last)
    assert any("the log does not have the key of alice yet" in str(one) for one in built(archive).problems)
    assert data_of(archive)["status"] == "reviewed"


@pytest.mark.parametrize(
    ("judged", "told", "shown"),
    [
        (Day("2026-11-25", False), Day("2026-11-25", False), ("2026-11-25", False)),
        (Day("2026-11-25", False), Day("2026-11-24"), ("2026-11-24", True)),  # by a stamp over a later checkpoint
        (Day("2026-11-25", False), Day("2026-12-24"), ("2026-11-25", False)),  # on which the key is good for nothing
    ],
)
def test_the_day_that_a_page_tells_is_not_changed_by_a_later_stamp(archive, log, keys, judged, told, shown):
    log(("alice",), leaf(keys, 5, judged.day, judged.is_claimed, told=told), alice=EXPIRED)
    built(archive)
    signer = data_of(archive)["review"]["signers"][0]
    assert (signer["day"], signer["claimed"]) == shown


def test_a_signature_that_the_log_does_not_have_is_judged_on_the_claimed_day(archive, log, keys):
    """The log has the review, as somebody else signed it, or nobody."""
    (archive / ALLOWED).write_text(listed(keys["alice"], "alice", more=',valid-before="20261201"'))
    log(("bob", "alice"), leaf(keys, 0, "2027-01-05", is_claimed=False, by=("bob",)))
    built(archive)
    assert data_of(archive)["review"]["signers"][0]["day"] == DAY


def test_a_key_that_came_into_the_log_after_the_review_does_not_count_for_it(archive, log, keys):
    log(("bob", "alice"), leaf(keys, 0))
    assert any("does not have the key of alice yet" in str(one) for one in built(archive).problems)


def test_a_remembered_build_is_a_fresh_one(archive, log, keys, tmp_path):
    log()
    built(archive)
    before = bytes_of(archive / "site")
    steps = [
        lambda: (archive / f"{R}.sig").rename(tmp_path / "kept.sig"),
        lambda: (tmp_path / "kept.sig").rename(archive / f"{R}.7.sig"),
        lambda: (archive / f"{R}.sig").write_bytes(signed(keys["bob"], REVIEW)),
        lambda: (archive / "content/settings.yaml").write_text("reviewers: 3\n", "ascii"),
        lambda: log(("alice", "bob"), leaf(keys, 5, "2026-11-30", is_claimed=False, by=("alice", "bob"))),
        lambda: (archive / "content/settings.yaml").unlink(),
    ]
    for number, step in enumerate(steps):
        step()
        (archive / "content/touched").write_text(str(number))  # the log is no file yet, and nothing else would change
        built(archive)
        after = bytes_of(archive / "site")
        assert after != before or number in (1, 3)
        assert after == fresh_site(archive, tmp_path / f"fresh {number}")
        before = after


def test_a_broken_signature_leaves_the_site_as_it_was(archive, log, keys):
    log()
    built(archive)
    before = bytes_of(archive / "site")
    spoil(archive, "changed", keys)
    with pytest.raises(InputError):
        built(archive)
    assert bytes_of(archive / "site") == before


def test_what_hides_something_does_not_tell_of_the_signed_file(archive, log, keys):
    log()
    for more in ("redact:\n- start: 55\n  end: 67\n  reason: safety\n", ""):
        text = review_of(SEED, more=more)
        (archive / R).write_text(text, "utf-8")
        (archive / f"{R}.sig").write_bytes(signed(keys["alice"], text))
        outcome = built(archive)
        assert [one for one in outcome.problems if one.severity == "error"] == []
        digest = hashlib.sha256(text.encode()).hexdigest()
        found, page = data_of(archive), (archive / "site/reports/r.html").read_text("utf-8")
        assert found["status"] == "verified"
        assert found["review"]["sha256"] == (None if more else digest)
        assert (digest in page) == (not more)
        assert ("which is not published: it would tell" in page) == bool(more)


def test_a_file_that_names_somebody_who_is_withheld_is_not_told_of(archive, log, keys):
    log()
    (archive / "content/withheld.yaml").write_text("- names: [Oksana Petrenko]\n  reason: safety\n")
    text = f"{REVIEW}# Oksana Petrenko told us so\n"
    (archive / R).write_text(text, "utf-8")
    (archive / f"{R}.sig").write_bytes(signed(keys["alice"], text))
    built(archive)
    assert data_of(archive)["review"]["sha256"] is None


def test_check_tells_the_same(archive, keys):
    spoil(archive, "changed", keys)
    assert any(one.place.path == f"{R}.sig" and one.severity == "error" for one in check(archive))


def test_the_search_can_be_narrowed_to_what_is_verified(archive, log, http_site, open_page):
    log()
    built(archive)
    page = open_page(f"{http_site(archive / 'site')}search.html?q=Izium")
    expect_count(page, "2 reports with “Izium”")
    assert facet(page, "status") == {"verified": "1", "suggested": "1"}
    tick(page, "status", "verified")
    expect_count(page, "1 of 2 reports with “Izium”")


def test_who_signed_is_on_the_page_to_be_read(archive, log, open_page, assert_accessible):
    log()
    built(archive)
    page = open_page((archive / "site/reports/r.html").as_uri(), inside=(archive / "site").as_uri())
    page.locator("a.status.verified").first.click()
    assert page.url.endswith("#signed")
    assert page.locator("#signed").is_visible()
    assert_accessible(page)
    if folder := os.environ.get("MUNIMENT_SHOTS"):
        page.screenshot(path=f"{folder}/signed.png", full_page=True)
