"""Why a time expression was read as it was: the rules of understanding, in words for the margin."""

REASONS = {
    "iso-day": "the text gives the day",
    "numeric-day": "day and month read by their order",
    "day-month-year": "the text gives the day",
    "month-day": "the year is read from the report’s day",
    "day-range": "from the first day to the last",
    "month-year": "the text gives the month",
    "month-alone": "the year is read from the report’s day",
    "relative-month": "counted from the report’s month",
    "season-of-year": "the text gives season and year",
    "relative-season": "counted from the report’s season",
    "weekday": "the report’s own day is not known",
    "weekday-same-day": "the report’s own day",
    "weekday-before": "the last one before the report’s day",
    "weekday-after": "the next one after the report’s day",
    "near-day": "counted from the report’s day",
    "day-before": "the day before the report’s day",
    "ago": "counted back from the report’s day",
    "span-beside": "a length that touches the report’s day",
    "relative-unit": "counted from the report’s day",
    "clock-with-day": "the day that stands beside the time",
    "part-of-day": "the day that stands beside the time",
    "part-alone": "the day that the sentence names before",
    "clock": "the day that the sentence names before",
    "hour-of-day": "the day that the sentence names before",
    "year-beside": "counted from the report’s year",
    "after": "counted from the report’s day",
    "duration": "a length that begins with the report’s day",
    "year-alone": "the text gives the year",
    "year-range": "the text gives both years",
    "decade": "the text gives the decade",
    "century": "the text gives the century",
}
# The words themselves say which day, month or year: a note would only say it again.
EVIDENT = frozenset({"iso-day", "day-month-year", "month-year", "year-alone", "year-range", "decade", "century"})
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
