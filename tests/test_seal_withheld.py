"""Whoever is withheld after something was sealed is in no record and behind no hash that a site still has."""

import hashlib

import pytest

from folders import files_of, write_files
from muniment.build import build
from muniment.problems import InputError
from sealed_archives import NEXT, SEEDS, archive_files, kinds_of, log_of, review, seal, signed_review
from signing import listed
from test_seal_verified import checked

NAME = "Oksana Zabolotna"
LIST = f"- names: [{NAME}]\n  reason: A witness\n"
SAW = "She saw the graves."
GONE = "withdrawn: {date: 2026-11-25, reason: Somebody asked., authority: whose}\n"
LATER, LAST = "2026-12-05", "2026-12-10"


@pytest.fixture
def archive(make_archive, keys):
    return make_archive(archive_files(keys))


def warned(outcome):
    return [str(one) for one in outcome.problems]


def test_the_hash_of_a_signed_review_that_names_somebody_goes_with_its_file(sealed, keys):
    """All other words of that file are in the record, so that names could be tried."""
    text = signed_review(sealed, keys["alice"], SEEDS["seeds/b.txt"], f"# asked {NAME}\n")
    seal(sealed, keys["alice"], day=NEXT)
    digest = hashlib.sha256(text.encode()).hexdigest().encode()
    assert any(digest in data for data in files_of(sealed / "site").values())
    write_files(sealed, {"content/withheld.yaml": LIST})
    outcome = build(sealed)
    assert any(
        "content/log: warning: what 1 record of it would tell is hidden by now" in one for one in warned(outcome)
    )
    site = files_of(sealed / "site")
    assert not any(digest in data or NAME.encode() in data for data in site.values())
    assert "verify/reviews/b.yaml" not in site
    seal(sealed, keys["alice"], day=LATER)
    assert not any(digest in data for data in (*files_of(sealed / "site").values(), *log_of(sealed).values()))
    assert not [one for one in warned(build(sealed)) if "content/log" in one]


def test_the_id_of_somebody_who_is_withheld_goes_too(sealed, keys):
    seed = SEEDS["seeds/b.txt"]
    decided = "decisions:\n- {add: mention, exact: Ivan Petrenko, start: 0, kind: person, entity: oz7}\n"
    write_files(sealed, {
        "content/entities/people.yaml": f"- id: oz7\n  kind: person\n  name: {NAME}\n",
        "content/reviews/b.yaml": review(seed, decided),
    })  # fmt: skip
    seal(sealed, keys["alice"], day=NEXT)
    assert b'"oz7"' in log_of(sealed)["records/b/v2.json"]
    write_files(sealed, {"content/withheld.yaml": LIST})
    build(sealed)
    assert not any(b'"oz7"' in data for name, data in files_of(sealed / "site").items() if name.startswith("log/"))
    seal(sealed, keys["alice"], day=LATER)
    assert not any(b'"oz7"' in data for data in log_of(sealed).values())


def test_no_build_is_told_of_by_an_archive_that_withholds_anybody(sealed, keys):
    """Whoever has the later site could make the earlier one again, with one name after another."""
    write_files(sealed, {"content/pages/about.md": f"---\ntitle: About\n---\n{NAME} began it.\n"})
    seal(sealed, keys["alice"], day=NEXT)
    sums = hashlib.sha256((sealed / "site/SHA256SUMS").read_bytes()).hexdigest()
    write_files(sealed, {
        "content/pages/about.md": "---\ntitle: About\n---\nSomebody began it.\n", "content/withheld.yaml": LIST,
        "seeds/d.txt": "A fourth report.",
    })  # fmt: skip
    seal(sealed, keys["alice"], day=LATER)
    assert kinds_of(sealed)[-1] == "add"
    assert "publish" not in kinds_of(sealed)[6:]
    assert not any(sums.encode() in data for data in log_of(sealed).values())


def test_nobody_is_told_to_write_a_record_of_the_log_anew(sealed, keys):
    write_files(sealed, {"content/reviews/a.yaml": review(SEEDS["seeds/a.txt"], f"note: {NAME} has seen it.\n")})
    seal(sealed, keys["alice"], day=NEXT)
    write_files(sealed, {"content/reviews/a.yaml": review(SEEDS["seeds/a.txt"]), "content/withheld.yaml": LIST})
    told = [one for one in warned(build(sealed)) if "content/log" in one]
    assert told == [
        "content/log: warning: what 1 record of it would tell is hidden by now, and not published\n"
        "  hint: `muniment seal` takes such records out"
    ]
    seal(sealed, keys["alice"], day=LATER)
    assert not build(sealed).problems


AS_IDS = {
    "the reviewer": ("demo-desk", {"content/reviews/a.yaml": review(SEEDS["seeds/a.txt"])}),
    "the report": ("a", {}),
    "a key": ("alice", {}),
    "a word of every record": ("report", {}),
}


def assert_nothing_goes(archive, keys, identifier, files):
    """What is sealed of these files stays so where somebody with this id is withheld later, and holds."""
    people = f"- id: {identifier}\n  kind: person\n  name: {NAME}\n"
    write_files(archive, files | {"content/entities/people.yaml": people})
    seal(archive, keys["alice"], day=NEXT)
    log = kinds_of(archive)
    write_files(archive, {"content/withheld.yaml": LIST})
    assert not [one for one in warned(build(archive)) if "content/log" in one]
    for day in (LATER, LAST):
        seal(archive, keys["alice"], day=day)
        assert kinds_of(archive) == log
        assert checked(archive / "site")[0] == 0


@pytest.mark.parametrize("what", AS_IDS)
def test_what_has_the_id_of_somebody_by_chance_stays_as_long_as_it_is_published(sealed, keys, what):
    """Another record would say the same again, at every seal."""
    identifier, files = AS_IDS[what]
    assert_nothing_goes(sealed, keys, identifier, files)


@pytest.mark.parametrize("what", ["b", "held", "withdrawn", "whose"])
@pytest.mark.parametrize("how", ["embargo_until: 2999-01-01\n", GONE])
def test_so_it_does_of_a_report_of_which_nothing_is_published(sealed, keys, what, how):
    assert_nothing_goes(sealed, keys, what, {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], how)})


OLD, NEW = "oksana-zabolotna", {"seeds/oksana-zabolotna.meta.yaml": "id: a-witness\n"}
HELD = {f"content/reviews/{OLD}.yaml": review(SAW, "embargo_until: 2999-01-01\n")}
WITHDRAWN = {f"content/reviews/{OLD}.yaml": review(SAW, GONE)}
# What is sealed first, and what an editor does once the name is withheld.
LEFT = {
    "held back": (HELD, {}), "withdrawn": (WITHDRAWN, {}), "public, and renamed": ({}, NEW),
    "public, and then under embargo": ({}, HELD), "public, and then withdrawn": ({}, WITHDRAWN),
    "public, renamed, and the old one withdrawn": ({}, NEW | WITHDRAWN),
}  # fmt: skip


@pytest.mark.parametrize("how", LEFT)
def test_a_report_whose_id_tells_the_name_is_held_back_by_another(make_archive, keys, how):
    first, then = LEFT[how]
    archive = make_archive(archive_files(keys, {f"seeds/{OLD}.txt": SAW}))
    seal(archive, keys["alice"])
    if first:
        write_files(archive, first)
        seal(archive, keys["alice"], day=NEXT)
    before = kinds_of(archive)
    write_files(archive, {"content/withheld.yaml": LIST, **then})
    assert [one for one in warned(build(archive)) if "seal again" in one or "muniment seal" in one]
    assert [name for name, data in files_of(archive / "site").items() if OLD in name or OLD.encode() in data] == []
    seal(archive, keys["alice"], day=LATER)
    log = kinds_of(archive)
    assert log[len(before) :] == (["add", "redact"] if NEW.items() <= then.items() else ["redact"])
    assert checked(archive / "site")[0] == 0
    for files in (files_of(archive / "site"), log_of(archive)):
        assert not any(OLD in name or OLD.encode() in data for name, data in files.items())
    (archive / f"content/reviews/{OLD}.yaml").unlink(missing_ok=True)  # as its hint says, with what it was of
    if not NEW.items() <= then.items():
        (archive / f"seeds/{OLD}.txt").unlink()
    seal(archive, keys["alice"], day=LAST)
    assert kinds_of(archive) == log
    assert checked(archive / "site")[0] == 0
    assert not [one for one in warned(build(archive)) if "content/log" in one]


def test_an_id_that_tells_the_name_stops_the_seal_until_an_editor_leaves_it(make_archive, keys):
    archive = make_archive(archive_files(keys, {f"seeds/{OLD}.txt": SAW}))
    seal(archive, keys["alice"])
    write_files(archive, {"content/withheld.yaml": LIST})
    with pytest.raises(InputError, match="its id, and so its address, holds words that are hidden"):
        seal(archive, keys["alice"], day=NEXT)


def test_a_name_in_the_words_of_a_withdrawal_is_taken_out_until_they_are_others(sealed, keys):
    file = "content/reviews/b.yaml"
    write_files(sealed, {file: review(SEEDS["seeds/b.txt"], GONE.replace("asked", f"{NAME} asked"))})
    seal(sealed, keys["alice"], day=NEXT)
    write_files(sealed, {"content/withheld.yaml": LIST})
    seal(sealed, keys["alice"], day=LATER)
    assert kinds_of(sealed)[-2:] == ["withdraw", "redact"]
    assert checked(sealed / "site")[0] == 0
    assert not any(NAME.encode() in data for data in (*files_of(sealed / "site").values(), *log_of(sealed).values()))
    write_files(sealed, {file: review(SEEDS["seeds/b.txt"], GONE)})
    seal(sealed, keys["alice"], day=LAST)
    assert kinds_of(sealed)[-1] == "withdraw"
    assert checked(sealed / "site")[0] == 0


def test_a_record_that_was_taken_out_and_is_back_is_told(sealed, keys):
    record = log_of(sealed)["records/b/v1.json"]
    write_files(sealed, {"content/reviews/b.yaml": review(SEEDS["seeds/b.txt"], GONE)})
    seal(sealed, keys["alice"], day=NEXT)
    write_files(sealed, {"content/log/records/b/v1.json": record})
    told = [one for one in warned(build(sealed)) if "content/log" in one]
    assert told == [
        "content/log/records/b/v1.json: warning: a later record has taken this one out of the log, for what it tells\n"
        "  hint: delete it: content/ may be public"
    ]
    assert "log/records/b/v1.json" not in files_of(sealed / "site")


def test_the_record_of_a_key_whose_owner_is_withheld_stays_or_nothing_it_signed_would_hold(archive, keys):
    (archive / "content/keys/allowed_signers").write_text(
        listed(keys["alice"], "oksana-zabolotna") + listed(keys["recovery"], "recovery", "muniment-checkpoint")
    )
    seal(archive, keys["alice"])
    write_files(archive, {"content/withheld.yaml": LIST})
    (told,) = warned(build(archive))
    assert told.startswith("content/keys/allowed_signers:1:1: a name that is withheld everywhere stands here")
    seal(archive, keys["alice"], day=NEXT)
    assert checked(archive / "site")[0] == 0


def test_earlier_builds_that_were_told_of_before_anybody_was_withheld_go_with_what_is_hidden_next(sealed, keys):
    write_files(sealed, {"seeds/d.txt": "A fourth report."})
    seal(sealed, keys["alice"], day=NEXT)
    assert "publications/v1.json" in log_of(sealed)
    write_files(sealed, {"content/withheld.yaml": LIST, "seeds/e.txt": "A fifth report."})
    seal(sealed, keys["alice"], day=LATER)
    assert "publications/v1.json" in log_of(sealed)
    write_files(sealed, {"seeds/e.meta.yaml": "embargo_until: 2999-01-01\n"})
    seal(sealed, keys["alice"], day=LAST)
    assert "publications/v1.json" not in log_of(sealed)
    assert checked(sealed / "site")[0] == 0


def test_a_name_in_the_file_of_a_signed_review_is_listed_and_sealed_before_it_is_taken_out_there(sealed, keys):
    """As the README says: of another file nobody knows that it named somebody."""
    text = signed_review(sealed, keys["alice"], SEEDS["seeds/b.txt"], f"# asked {NAME}\n")
    seal(sealed, keys["alice"], day=NEXT)
    write_files(sealed, {"content/withheld.yaml": LIST})
    seal(sealed, keys["alice"], day=LATER)
    signed_review(sealed, keys["alice"], SEEDS["seeds/b.txt"])
    seal(sealed, keys["alice"], day=LAST)
    assert "verify/reviews/b.yaml" in files_of(sealed / "site")
    digest = hashlib.sha256(text.encode()).hexdigest().encode()
    assert not any(digest in data for data in (*files_of(sealed / "site").values(), *log_of(sealed).values()))
    assert checked(sealed / "site")[0] == 0
