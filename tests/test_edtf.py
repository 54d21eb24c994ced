"""EDTF dates: what is read, the days that it may mean, and what a person is told to write instead."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from muniment.edtf import Edtf, End, advise_edtf, print_edtf, read_edtf


def days_of(text: str) -> tuple[str | None, str | None]:
    edtf = read_edtf(text)
    assert edtf is not None
    first, last = (date.fromordinal(day).isoformat() if day else None for day in (edtf.first, edtf.last))
    return first, last


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2022-09-16", "2022-09-16", "2022-09-16"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("2022-09-16T10:00:00Z", "2022-09-16", "2022-09-16"),
        ("2022-09-16T23:59:59+05:30", "2022-09-16", "2022-09-16"),
        ("2022-09-14/2022-10", "2022-09-14", "2022-10-31"),
        ("2022-09-18/2022-09", "2022-09-18", "2022-09-30"),
        ("2022-03/..", "2022-03-01", None),
        ("../2022-09-10", None, "2022-09-10"),
        ("/2022-09", None, "2022-09-30"),
        ("2022-09/", "2022-09-01", None),
        ("2022-22", "2022-01-01", "2022-12-31"),
        ("2022-21/2022-24", "2022-01-01", "2022-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("18XX", "1800-01-01", "1899-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("2022-02-XX", "2022-02-01", "2022-02-28"),
        ("2022-09-14?", "2022-09-14", "2022-09-14"),
        ("2022-03~/2022-09-10%", "2022-03-01", "2022-09-10"),
    ],
)
def test_a_date_has_the_days_that_it_may_mean(text, first, last):
    assert days_of(text) == (first, last)


@pytest.mark.parametrize(
    "text, is_uncertain, is_approximate",
    [("2022-09?", True, False), ("2022~", False, True), ("2022-09-14%", True, True), ("2022-22?", True, False)],
)
def test_a_qualifier_is_of_the_whole_date(text, is_uncertain, is_approximate):
    edtf = read_edtf(text)
    assert edtf
    assert (edtf.start, edtf.is_interval) == (edtf.end, False)
    assert (edtf.start.is_uncertain, edtf.start.is_approximate) == (is_uncertain, is_approximate)


def test_each_end_of_an_interval_is_qualified_alone():
    edtf = read_edtf("2022-03?/2022-10~")
    assert edtf
    assert edtf.is_interval
    assert (edtf.start.is_uncertain, edtf.start.is_approximate) == (True, False)
    assert (edtf.end.is_uncertain, edtf.end.is_approximate) == (False, True)


def test_an_open_end_is_another_than_an_unknown_one():
    units = [(edtf.start.unit, edtf.end.unit) for text in ("2022-03/..", "2022-03/") if (edtf := read_edtf(text))]
    assert units == [("month", "open"), ("month", "unknown")]


@pytest.mark.parametrize(
    "text, unit",
    [
        ("2022-09-16", "day"), ("2022-09", "month"), ("2022-09-XX", "month"), ("2022", "year"), ("2022-XX", "year"),
        ("2022-23", "season"), ("202X", "decade"), ("20XX", "century"), ("2022-09-16T10:00:00", "time"),
    ],
)  # fmt: skip
def test_a_date_says_how_exact_it_is(text, unit):
    edtf = read_edtf(text)
    assert edtf
    assert edtf.start.unit == unit


@pytest.mark.parametrize(
    "text, hint",
    [
        ("2022-09-31", "September has 30 days"),
        ("2023-02-29?", "February 2023 has 28 days"),
        ("2022-09-01/2022-09-31", "September has 30 days"),
        ("2022-13", "months are 01 to 12, and 21 to 24 are spring, summer, autumn and winter"),
        ("2022-21-04", "a season has no days: write the season, or the day"),
        ("0000", "years are 0001 to 9999"),
        ("2022-9-6", "write 2022-09-06"),
        ("2022-09-14 ?", "write 2022-09-14? for an uncertain day"),
        ("2022-09-14 (?)", "write 2022-09-14? for an uncertain day"),
        ("~2022-09", "write 2022-09~ for an approximate month"),
        ("circa 1950", "write 1950~ for an approximate year"),
        ("2022~?", "write 2022% for an uncertain and approximate year"),
        ("20xx", "write 20XX"),
        ("2022-09-xx", "write 2022-09-XX"),
        ("since 2022-03", "write 2022-03/.."),
        ("2022-03/open", "write 2022-03/.."),
        ("until 2022-09-10", "write ../2022-09-10"),
        ("2022-03-01 – 2022-03-05", "write 2022-03-01/2022-03-05"),
        ("2022-2023", "write 2022/2023"),
        ("2022-W37", "write 2022-09-12/2022-09-18"),
        ("16.09.2022", "write 2022-09-16"),
        ("2022/09/16", "write 2022-09-16"),
        ("2022-10/2022-09", "it ends before it begins: write 2022-09/2022-10"),
        ("2022-09-16T10:00:00Z/2022-09-17", "an interval has days and no times"),
        ("../..", "give at least one end of it"),
        ("1990s", "write 199X"),
        ("September 2022", "write 2022-09"),
        ("5 September 2022", "write 2022-09-05"),
        ("Sep. 5, 2022", "write 2022-09-05"),
        ("spring 2022", "write 2022-21"),
        ("2022-Q3", "write 2022-07/2022-09"),
        ("2022-09-14/18", "write 2022-09-14/2022-09-18"),
        ("2022-09/10", "write 2022-09/2022-10"),
        ("2022-09-14/unknown", "write 2022-09-14/"),
        ("2022-03-01--2022-04-01", "write 2022-03-01/2022-04-01"),
        ("2022-09-16 10:00", "write 2022-09-16T10:00:00"),
        ("2022-09-16T10:00:00.25Z", "write 2022-09-16T10:00:00Z"),
        ("05/09/2022", "write the year, the month, then the day: YYYY-MM-DD"),  # of May, or of September
        # Level 2, and of level 1 what is not read.
        ("2022-09~-11", "write 2022-09-11~ for an approximate day"),
        ("?2022-09-~11", "write 2022-09-11% for an uncertain and approximate day"),
        ("2022-25", "write 2022-21"),
        ("2022-33", "write 2022-01/2022-03"),
        ("[2022-09-14,2022-09-16]", "a list of dates is not read: write an event for each of them, or FROM/TO"),
        ("{2021..2022}", "a list of dates is not read: write an event for each of them, or FROM/TO"),
        ("Y17000", "years are 0001 to 9999"),
        ("-0044", "years are 0001 to 9999"),
        ("/", "give at least one end of it"),
    ],
)
def test_what_is_no_date_is_told_what_to_write(text, hint):
    assert read_edtf(text) is None
    assert advise_edtf(text) == hint


@pytest.mark.parametrize(
    "text",
    [
        "", "..", "soon", "16 September", "2022-?09", "[2022,2023]", "{2022}", "Y17000", "-0044", "2022-W60",
        "2XXX", "XXXX", "202X-09", "2022-XX-04", "2022-09-16T10:00", "2022-09T10:00:00", "2022-09-16T10:00:00Z?",
        "2022-09-16T24:00:00", "٢٠٢٢", "2022-09-16\n", " 2022", "2022//2023", "2022/2023/2024", "2" * 100_000,
    ],
)  # fmt: skip
def test_what_is_of_no_form_is_no_date_and_the_forms_are_told(text):
    assert read_edtf(text) is None
    assert advise_edtf(text)


YEARS = st.integers(1, 9999).map("{:04}".format)
DAYS = st.dates().map(str)
MONTHS = st.dates().map(lambda day: str(day)[:7])
LOOSE = st.one_of(
    st.integers(1, 99).map("{:02}XX".format), st.integers(0, 999).map("{:03}X".format), YEARS.map("{}-XX-XX".format),
    MONTHS.map("{}-XX".format), st.tuples(YEARS, st.integers(21, 24)).map(lambda parts: f"{parts[0]}-{parts[1]}"),
)  # fmt: skip
ONES = st.tuples(st.one_of(DAYS, MONTHS, YEARS, LOOSE), st.sampled_from(["", "?", "~", "%"])).map("".join)
INTERVALS = st.tuples(st.one_of(ONES, st.sampled_from(["", ".."])), ONES).map("/".join)


@given(st.one_of(ONES, INTERVALS))
@example("0001-01-01/9999-12-31")
@example("000X")
def test_what_is_printed_reads_back_and_its_days_are_in_order(text):
    edtf = read_edtf(text)
    if edtf is None:  # two ends that are in the wrong order
        start, end = (read_edtf(one) for one in text.split("/"))
        assert start
        assert end
        assert start.first
        assert end.last
        assert start.first > end.last
        return
    assert print_edtf(edtf) == text
    assert read_edtf(print_edtf(edtf)) == edtf
    assert (edtf.first, edtf.last) == (edtf.start.first, edtf.end.last) != (None, None)
    for end in (edtf.start, edtf.end):
        assert (end.first is None) == (end.last is None) == (end.unit in ("open", "unknown"))
        assert end.first is None or end.last is None or 1 <= end.first <= end.last <= date.max.toordinal()


@given(st.one_of(st.text(max_size=70), st.text(alphabet="0123456789-/.?~%XTZ: xW()", max_size=24)))
@example("2022-2-30 to 2022-W53")
def test_whatever_is_written_is_read_exactly_or_advised(text):
    edtf = read_edtf(text)
    assert print_edtf(edtf) == text if edtf else advise_edtf(text)


@given(ONES)
def test_a_hint_leads_to_what_is_meant(text):
    day = text.rstrip("?~%")
    assert advise_edtf(f"{day} (?)") == f"write {day}? for an uncertain {read_edtf(day).start.unit}"


def test_a_record_of_a_day_holds_what_it_says():
    day = End("2022-09-14", "day", 738412, 738412, is_uncertain=True)
    assert read_edtf("2022-09-14?") == Edtf(day, day, False, 738412, 738412)
