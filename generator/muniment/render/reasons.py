"""Why a time expression was read as it was: the rules of understanding, in words for the margin."""

# A rule that leaves the day, month or year open has a name of its own, and so a reason of its own.
NO_YEAR, NO_DAY = "no rule found the year", "no rule found the day"
NO_REPORT = "the report’s own day is not known"
SAID, OTHER_YEAR = "the year is the one that the sentence names before", "it may be of another year that is named"
REASONS = {
    "iso-day": "the text gives the day",
    "iso-time": "the text gives the day",
    "numeric-day": "day and month read by their order",
    "numeric-day-certain": "only one of the numbers can be the month",
    "numeric-year": "day and month could change places",
    "day-month-year": "the text gives the day",
    "month-day": "the year is read from the report’s day",
    "month-day-by-weekday": "the year in which that day is that weekday",
    "month-day-by-interval": "the year is read from the other end of the interval",
    "month-day-by-year": "the year is the one named beside it",
    "month-day-by-said": SAID,
    "month-day-torn-unknown": OTHER_YEAR,
    "month-day-unknown": NO_YEAR,
    "day-range": "from the first day to the last",
    "day-range-unknown": NO_YEAR,
    "month-year": "the text gives the month",
    "month-alone": "the year is read from the report’s day",
    "month-alone-by-interval": "the year is read from the other end of the interval",
    "month-alone-by-year": "the year is the one named beside it",
    "month-alone-by-said": SAID,
    "month-alone-torn-unknown": OTHER_YEAR,
    "month-alone-unknown": NO_YEAR,
    "relative-month": "counted from the report’s month",
    "relative-month-unknown": "the report’s own month is not known",
    "season-of-year": "the text gives season and year",
    "season-alone-unknown": NO_YEAR,
    "relative-season": "counted from the report’s season",
    "relative-season-unknown": "which year’s is not certain",
    "weekday-unknown": NO_REPORT,
    "weekday-any-unknown": "which week’s is not certain",
    "weekday-of-month": "counted within its month",
    "weekday-of-month-unknown": "which year’s is not certain",
    "weekday-same-day": "the report’s own day",
    "weekday-before": "the last one before the report’s day",
    "weekday-after": "the next one after the report’s day",
    "near-day": "counted from the report’s day",
    "near-day-unknown": NO_REPORT,
    "day-before": "the day before the report’s day",
    "day-before-unknown": NO_REPORT,
    "ago": "counted back from the report’s day",
    "ago-unknown": NO_REPORT,
    "half-of-unit": "counted from the report’s month",
    "half-of-unit-unknown": "the report’s own month is not known",
    "span-beside": "a length that touches the report’s day",
    "relative-unit": "counted from the report’s day",
    "relative-unit-unknown": NO_REPORT,
    "clock-with-day": "the day that stands beside the time",
    "clock-with-day-unknown": "the day beside the time is not certain",
    "part-of-day": "the day that stands beside the time",
    "part-of-day-unknown": "the day beside the time is not certain",
    "part-alone": "the day that the sentence names before",
    "part-alone-unknown": NO_DAY,
    "clock": "the day that the sentence names before",
    "clock-unknown": NO_DAY,
    "hour-of-day": "the day that the sentence names before",
    "hour-of-day-unknown": NO_DAY,
    "hours-in-four-figures": "the day that stands beside the time, or that the sentence names before",
    "hours-in-four-figures-unknown": NO_DAY,
    "year-beside": "counted from the report’s year",
    "year-beside-unknown": "the report’s own year is not known",
    "after": "counted from the report’s day",
    "after-unknown": NO_REPORT,
    "duration": "a length that begins with the report’s day",
    "year-alone": "the text gives the year",
    "year-range": "the text gives both years",
    "decade": "the text gives the decade",
    "century": "the text gives the century",
}
# The words themselves say which day, month or year: a note would only say it again.
EVIDENT = frozenset(
    {"iso-day", "iso-time", "day-month-year", "month-year", "year-alone", "year-range", "decade", "century"}
)
SINCE = "since-"


def reason_of(rule: str) -> str:
    """The reason in words, or empty for a rule that needs none or is not known."""
    if rule.startswith(SINCE):
        reason = REASONS.get(rule.removeprefix(SINCE), "")
        return f"from then on, and {reason}" if reason else "from then on"
    return REASONS.get(rule, "")


def is_evident(rule: str) -> bool:
    """Whether the words of the text say it all."""
    return rule in EVIDENT
