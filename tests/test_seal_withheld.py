"""Whoever is withheld after something was sealed is in no record and behind no hash that a site still has."""

import hashlib

from folders import files_of, write_files
from muniment.build import build
from sealed_archives import NEXT, SEEDS, kinds_of, log_of, review, seal, signed_review

NAME = "Oksana Zabolotna"
LIST = f"- names: [{NAME}]\n  reason: A witness\n"
LATER = "2026-12-05"


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
