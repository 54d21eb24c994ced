"""Stated dates: the forms that are read, and those that have no one reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muniment.read.dates import advise_date, read_date


@pytest.mark.parametrize(
    "text, day, time",
    [
        ("2022-09-18", "2022-09-18", ""),
        ("2022-09", "2022-09", ""),
        ("2022", "2022", ""),
        (" 2022-09-18\n", "2022-09-18", ""),
        ("2022/09/18", "2022-09-18", ""),
        ("20220918", "2022-09-18", ""),
        ("2024-02-29", "2024-02-29", ""),
        ("2017-03-08 2:05:17 -0400", "2017-03-08", "02:05:17-04:00"),
        ("2016-03-21 12:00:00 -4", "2016-03-21", "12:00:00-04:00"),
        ("2014-03-19T10:14:29-04:00", "2014-03-19", "10:14:29-04:00"),
        ("2022-01-05T03:04:05Z", "2022-01-05", "03:04:05+00:00"),
        ("2020-07-07T00:00:00.000Z", "2020-07-07", "00:00:00+00:00"),
        ("2022-09-18 23:30 +0530", "2022-09-18", "23:30:00+05:30"),
        ("2022-09-18 10:30", "2022-09-18", "10:30:00"),
        ("2022-09-18 12:05 am", "2022-09-18", "00:05:00"),
        ("18 September 2022", "2022-09-18", ""),
        ("1st Sept. 2022", "2022-09-01", ""),
        ("September 18, 2022", "2022-09-18", ""),
        ("Sep 18 2022, 3:05 p.m.", "2022-09-18", "15:05:00"),
        ("Sun, 18 Sep 2022 10:00:00 +0000", "2022-09-18", "10:00:00+00:00"),
        ("September 2022", "2022-09", ""),
        ("18.09.2022", "2022-09-18", ""),
        ("03.04.2022", "2022-04-03", ""),
        ("18/09/2022", "2022-09-18", ""),
        ("09/18/2022", "2022-09-18", ""),
        ("05/05/2022", "2022-05-05", ""),
    ],
)
def test_a_date_is_read_with_the_day_as_stated(text, day, time):
    assert read_date(text) == (day, time)


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "2022-13-45", "2022-02-30", "2023-02-29", "0000", "2022-00", "2022-9-", "31.13.2022",
        "18 Foo 2022", "Monday, 18 September 2022", "2022-09-18 24:00", "2022-09-18 10:60", "2022-09-18 13:00 pm",
        "2022-09-18 10:00 +25:00", "2022-09T10:00", "٢٠٢٢", "2" * 1000, "2022-09-18 or so", "18th of May",
    ],
)  # fmt: skip
def test_what_the_calendar_or_the_clock_does_not_have_is_no_date(text):
    assert read_date(text) is None
    assert advise_date(text).startswith("write YYYY-MM-DD")


def test_a_date_with_two_readings_is_refused_and_the_hint_says_why():
    assert read_date("03/04/2022") is None
    assert advise_date("03/04/2022") == "day or month first? Write YYYY-MM-DD"


@given(st.dates())
def test_every_day_of_the_calendar_is_read_in_every_form(day):
    iso = day.isoformat()
    months = "January February March April May June July August September October November December".split()
    name = months[day.month - 1]
    for text in (iso, f"{day.day} {name} {day.year:04}", f"{name} {day.day}, {day.year:04}", f"{iso}T10:00:00Z"):
        assert read_date(text)[0] == iso
    assert read_date(f"{day.day:02}.{day.month:02}.{day.year:04}") == (iso, "")


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(text):
    read_date(text)
    advise_date(text)
