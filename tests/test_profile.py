"""What stages took: added up from clocks of the test's own, and shown as a table."""

import sys

import pytest

from muniment.crew import Crew
from muniment.profile import Cost, Profile
from muniment.usage import ACCOUNT, Account, Usage, usage_here


def profile_of(*readings: tuple[float, float, float]) -> Profile:
    """A profile that reads these, one after another: time, own and others' seconds of processors."""
    walls, usages = iter([wall for wall, _, _ in readings]), iter([Usage(own, others) for _, own, others in readings])
    return Profile(lambda: next(walls), lambda: next(usages))


def test_what_passes_between_two_stages_is_the_first_ones():
    profile = profile_of((10, 1, 0), (10.5, 1.5, 0), (12.5, 2, 3), (13, 2.5, 3))
    for step in (("read", 0), ("read", 7), ("render", 0), ("render", 40)):
        profile.step(*step)
    assert profile.costs() == {
        "begin": Cost(0.5, 0.5, 0, 0),
        "read": Cost(2, 0.5, 3, 7),
        "render": Cost(0.5, 0.5, 0, 40),
    }


def test_a_stage_that_is_named_again_goes_on():
    profile = profile_of((0, 0, 0), (0, 0, 0), (1, 1, 0), (3, 2, 0), (4, 4, 0))
    for step in (("a", 5), ("b", 1), ("a", 9)):
        profile.step(*step)
    assert profile.costs()["a"] == Cost(2, 3, 0, 9)


def test_the_items_of_a_stage_that_counts_anew_are_added():
    profile = profile_of((0, 0, 0), (0, 0, 0), (1, 0, 0))
    for done in (0, 1, 2, 3, 1, 2):
        profile.step("render", done)
    assert profile.costs()["render"].items == 5


def test_the_table_has_every_stage_and_their_sum():
    profile = profile_of((0, 0, 0), (0, 0, 0), (3, 1, 4), (4, 2, 4))
    profile.step("render", 12_000)
    profile.step("publish", 0)
    assert profile.table().splitlines() == [
        "stage    wall s  own processor s  other processes s  share   items  items a second",
        "begin      0.00             0.00               0.00     0%",
        "render     3.00             1.00               4.00    75%  12,000           4,000",
        "publish    1.00             1.00               0.00    25%",
        "all        4.00             2.00               4.00   100%",
    ]


def test_a_build_that_took_no_time_has_a_table():
    assert profile_of((0, 0, 0), (0, 0, 0)).table().splitlines()[-1].split() == ["all", "0.00", "0.00", "0.00"]


def test_the_account_adds_up_what_processes_tell_and_keeps_what_they_held(monkeypatch):
    here = Usage(1.0, 0.5, 100, 30)
    monkeypatch.setattr("muniment.usage.usage_here", lambda: here)
    account = Account()
    assert account.total() == here
    account.hear(7, Usage(2.0, 0, 40, 5))
    account.hear(8, Usage(4.0, 1.0, 50, 0))
    account.hear(7, Usage(3.0, 0, 45, 5))
    assert account.total() == Usage(1.0, 8.5, 100, 100)
    account.close()  # the system now tells of their time; of their memory it knows only the largest
    here = Usage(1.0, 8.5, 100, 50)
    assert account.total() == Usage(1.0, 8.5, 100, 100)


def test_what_a_process_said_before_and_is_heard_after_takes_nothing_back():
    account = Account()
    account.hear(7, Usage(own=3.0, others=1.0))
    before = account.total().others
    account.hear(7, Usage(own=2.0, others=0.5))
    assert account.total().others >= before


def test_programs_that_run_at_once_may_each_hold_what_the_largest_held(monkeypatch):
    monkeypatch.setattr("muniment.usage.usage_here", lambda: Usage(1.0, 0.5, 100, 30))
    account = Account()
    account.expect(2)
    account.expect(1)
    assert account.total() == Usage(1.0, 0.5, 100, 60)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_the_system_tells_of_this_process():
    usage = usage_here()
    assert usage.own > 0
    assert usage.memory > 10_000_000
    assert ACCOUNT.total().memory >= usage.memory


def work_hard(item: int) -> int:
    return sum(range(100_000 + item))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_what_other_processes_use_is_counted_while_they_work_and_after():
    before, crew = ACCOUNT.total(), Crew(2)
    assert sum(len(wait()) for wait in crew.hand_out(work_hard, range(500))) == 500
    working = ACCOUNT.total()
    crew.close()
    ended = ACCOUNT.total()
    assert before.others < working.others <= ended.others
    assert ended.others_memory >= working.others_memory > 2 * 10_000_000
