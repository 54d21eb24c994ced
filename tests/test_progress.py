"""How far work is, in words, and when a word is due."""

import pytest

from muniment.progress import SOON, Pace, Step


@pytest.mark.parametrize(
    "done, total, passed, seconds, words",
    [
        (1000, 3000, 1000, 2.5, "render: 1,000 of 3,000, 400 a second, 0:05 left"),
        (1200, 0, 1200, 3.0, "render: 1,200, 400 a second"),
        (3, 10, 3, 6.0, "render: 3 of 10, 0.5 a second, 0:14 left"),
        (10, 10, 10, 6.0, "render: 10 of 10, 1.7 a second, 0:00 left"),
        (1, 3601, 1, 1.0, "render: 1 of 3,601, 1.0 a second, 1:00:00 left"),
        (900, 1000, 100, 2.0, "render: 900 of 1,000, 50 a second, 0:02 left"),
        (0, 10, 0, 6.4, "render: 6 s so far"),
        (5, 10, 0, 2.0, "render: 2 s so far"),
    ],
)
def test_a_step_in_words(done, total, passed, seconds, words):
    assert str(Step("render", done, total, passed, seconds)) == words


def steps_shown(every: float, steps: list[tuple[float, str, int]]) -> list[Step]:
    """What is shown of steps (time, stage, done), each of 100."""
    times = iter([when for when, _, _ in steps])
    pace = Pace(every, lambda: next(times))
    return [shown for _, stage, done in steps if (shown := pace.at(stage, done, 100))]


def test_a_stage_is_first_shown_after_a_second_and_then_now_and_then():
    steps = [(0.0, "a", 0), (0.9, "a", 9), (SOON, "a", 10), (3.0, "a", 30), (6.0, "a", 60), (6.1, "a", 61)]
    assert [step.done for step in steps_shown(5.0, steps)] == [10, 60]


def test_each_stage_has_a_second_of_its_own_also_where_two_take_turns():
    steps = [(0.0, "a", 0), (0.5, "b", 0), (1.1, "a", 1), (1.2, "b", 1), (1.6, "b", 2)]
    assert [(step.stage, step.seconds) for step in steps_shown(5.0, steps)] == [("a", 1.1), ("b", pytest.approx(1.1))]


def test_a_stage_that_counts_anew_has_begun_anew():
    steps = [(0.0, "a", 0), (2.0, "a", 90), (9.0, "a", 1), (9.5, "a", 2), (10.5, "a", 3)]
    assert [(step.done, step.seconds) for step in steps_shown(0.1, steps)] == [(90, 2.0), (3, 1.5)]


def test_what_was_done_before_it_was_first_seen_is_not_in_the_rate():
    (step,) = steps_shown(5.0, [(0.0, "a", 40), (2.0, "a", 50)])
    assert (step.done, step.passed, step.counts) == (50, 10, "50 of 100, 5.0 a second, 0:10 left")
