"""Records of the log: what stands in one, the one way to write it, and that it is refused in any other."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.model import Document, Evidence, Review, Value, to_json
from muniment.model.reviews import Decision, Redaction, Revision, Selector
from muniment.seal.records import (
    Bytes,
    KeyRecord,
    PublicationRecord,
    ReportRecord,
    SealedDecision,
    SealedReview,
    SignedBy,
    address_of,
    digest_of_standing,
    read_record,
    report_record,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBER = st.integers(0, 2**53 - 1)
DECISION = st.builds(
    SealedDecision, about=TEXT, end=NUMBER, exact=TEXT, note=TEXT, prefix=TEXT, start=NUMBER, suffix=TEXT, verb=TEXT,
    values=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
)  # fmt: skip
REVIEW = st.builds(
    SealedReview, by=TEXT, date=TEXT, note=TEXT, complete=st.booleans(), stale=st.booleans(),
    decisions=st.lists(DECISION, max_size=3).map(tuple),
    signed=st.none() | st.builds(SignedBy, st.lists(TEXT, max_size=2).map(tuple), st.none() | TEXT),
)  # fmt: skip
RECORD = st.one_of(
    st.builds(
        ReportRecord, id=TEXT, publication=st.sampled_from(["public", "redacted"]), salt=TEXT, version=NUMBER,
        derivation=st.none() | TEXT, text=st.none() | TEXT, review=st.none() | REVIEW,
        seed=st.none() | st.builds(Bytes, NUMBER, TEXT), takes_out=st.lists(NUMBER, max_size=3).map(tuple),
        noted=st.dictionaries(st.sampled_from(["url", "title", "rights"]), TEXT).map(lambda one: dict(sorted(one.items()))),
    ),
    st.builds(
        KeyRecord, key=TEXT, namespaces=st.just(("muniment-review",)), principal=TEXT, state=st.just("listed"),
        valid_after=TEXT, valid_before=TEXT,
    ),
    st.builds(PublicationRecord, bytes=NUMBER, sums=TEXT),
)  # fmt: skip


def canonical(value: object) -> bytes:
    """RFC 8785 of what has no fractions, by the book: keys by UTF-16 code units, no white space, no needless escapes."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return b"{" + b",".join(canonical(name) + b":" + canonical(value[name]) for name in names) + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(map(canonical, value)) + b"]"
    return json.dumps(value, ensure_ascii=False).encode()


@given(RECORD)
def test_a_record_is_written_in_the_one_form_of_rfc_8785_and_read_back(record):
    data = to_json(record)
    assert canonical(json.loads(data)) == data
    assert read_record(data) == record


GOOD = to_json(ReportRecord(id="a", publication="public", salt="00", seed=Bytes(1, "ff"), text="aa", version=1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"id":"a"', b'"id": "a"'),  # white space
        (b'"id":"a"', b'"id":"\\u0061"'),  # an escape that need not be
        (b'"id":"a",', b'"id":"a","more":1,'),
        (b'"id":"a",', b'"id":"b","id":"a",'),
        (b'"version":1', b'"version":1.0'),
        (b'"version":1', b'"version":01'),
        (b'"bytes":1', b'"bytes":1e0'),
        (b'"schema":1', b'"schema":2'),
        (b'"kind":"report"', b'"kind":"key"'),
        (b'"kind":"report"', b'"kind":"other"'),
        (b'"attachments":[],', b""),
        (b"{", b"\xef\xbb\xbf{"),
        (b"}", b"}\n"),
    ],
)
def test_what_does_not_write_back_to_the_same_bytes_is_refused(old, new):
    broken = GOOD.replace(old, new) if old != b"}" else GOOD + b"\n"
    assert broken != GOOD
    with pytest.raises((ValueError, KeyError)):
        read_record(broken)


DOCUMENT = Document(
    id="a-report", form="plain", text="At least 440 graves.", text_sha256="7e", derivation="text/1",
    evidence=Evidence("evidence/a-report.txt", "5f", 20, "seeds/a-report.txt"), title=Value("Graves", "suggested", "first words"),
    url=Value("https://example.org/1", "stated", "file beside it, line 2"), published=Value("2022-09-18", "stated", "date prefix"),
)  # fmt: skip
REVIEWED = Review(
    report="a-report", path="content/reviews/a-report.yaml", seed="5f", reviewer="demo-desk", date="2026-11-22",
    decisions=(Decision(verb="correct", about="claim", selector=Selector("440 graves", "least ", ".", 9, 19), values=(("count", ">= 440"),)),),
    revisions=(Revision("2026-11-23", "A better copy."),),
)  # fmt: skip


def test_a_record_has_what_people_said_and_nothing_that_a_machine_suggests():
    record = report_record(DOCUMENT, REVIEWED)
    assert record.seed == Bytes(20, "5f")
    assert record.noted == {"url": "https://example.org/1"}  # what the file itself states is in its bytes
    assert b"Graves" not in to_json(record)
    assert record.review.by == "demo-desk"
    assert record.review.decisions[0].exact == "440 graves"
    assert not record.review.stale
    assert report_record(DOCUMENT, None).review is None


def test_how_a_report_stands_does_not_hang_on_its_place_in_the_log():
    record = report_record(DOCUMENT, REVIEWED)
    placed = ReportRecord(
        **{name: getattr(record, name) for name in record.__struct_fields__}
        | {"salt": "1f", "version": 3, "takes_out": (1,)}
    )
    assert digest_of_standing(placed) == digest_of_standing(record)
    assert address_of(placed) == "log/records/a-report/v3.json"
    assert digest_of_standing(report_record(DOCUMENT, None)) != digest_of_standing(record)


def test_positions_of_what_is_redacted_are_those_in_the_published_text():
    hidden = Document(
        id="a", form="plain", text="█████ said so.", text_sha256="7e", derivation="text/1", evidence=Evidence("", "", 0, ""),
        publication="redacted", is_hidden=True,
    )  # fmt: skip
    review = Review(
        report="a",
        path="",
        seed="",
        reviewer="x",
        date="2026-11-22",
        redactions=(Redaction(start=3, end=99, reason="a name"),),
    )
    data = to_json(report_record(hidden, review))
    assert b"99" not in data
    assert b'"seed":null' in data
