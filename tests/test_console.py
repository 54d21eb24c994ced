"""What a person sees: lines, problems, a bar in a terminal, plain lines elsewhere; on a clock of the test's own."""

import errno
import io
import re

import pytest

from muniment.console import Voice
from muniment.problems import Place, Problem, PublishError
from muniment.progress import FRAME, LINE, SOON

WRONG = Problem(Place("seeds/a.md", 3), "a date [that] is none", "write 2022-09-18")
ODD = Problem(Place("seeds/b.md"), "odd\x1b[2J", severity="warning")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self):
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Stream(io.StringIO):
    """A stream that may be a terminal, and keeps what was written."""

    def __init__(self, is_terminal: bool):
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["terminal", "file"])
def any_stream(request, streams):
    return streams(request.param == "terminal")


@pytest.fixture
def streams(monkeypatch):
    """streams(True) makes standard output and error two terminals, streams(False) two files."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)

    def make(is_terminal: bool) -> tuple[Stream, Stream]:
        out, errors = Stream(is_terminal), Stream(is_terminal)
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", errors)
        return out, errors

    return make


def work(voice: Voice, clock: Clock, stage: str, items: int, seconds: float) -> None:
    """A stage of so many items, that takes so long."""
    voice.step(stage, 0, items)
    for done in range(1, items + 1):
        clock.now += seconds / items
        voice.step(stage, done, items)


# Long work.


def test_nothing_is_shown_of_what_takes_less_than_a_second(any_stream, clock):
    with Voice(clock=clock) as voice:
        work(voice, clock, "link", 500, SOON * 0.99)
        work(voice, clock, "render", 500, SOON * 0.99)
    assert any_stream[0].getvalue() == ""


def test_a_terminal_has_a_bar_with_the_count_the_rate_and_the_time_left(streams, clock):
    out, _ = streams(True)
    with Voice(clock=clock) as voice:
        voice.step("render", 0, 9000)
        clock.now += 2
        voice.step("render", 3000, 9000)
        shown = out.getvalue()
    assert "render" in shown
    assert "━" in shown
    assert "3,000 of 9,000, 1,500 a second, 0:04 left" in re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_the_bar_is_gone_when_the_work_is_done_and_when_a_line_is_said(streams, clock):
    out, _ = streams(True)
    with Voice(clock=clock) as voice:
        work(voice, clock, "render", 10, 5)
        voice.say("one line")
        assert out.getvalue().endswith("\x1b[2Kone line\n")
        work(voice, clock, "search", 10, 5)
    assert out.getvalue().endswith("\x1b[2K")
    assert out.getvalue().count("\x1b[?25l") == out.getvalue().count("\x1b[?25h") == 2  # the cursor hides, and is back


def test_the_bar_is_gone_when_the_work_fails(streams, clock):
    out, _ = streams(True)

    def fail() -> None:
        with Voice(clock=clock) as voice:
            work(voice, clock, "render", 10, 5)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert out.getvalue().endswith("\x1b[2K")


def test_the_bar_is_gone_when_the_next_stage_begins(streams, clock):
    out, _ = streams(True)
    with Voice(clock=clock) as voice:
        work(voice, clock, "render", 10, 5)
        voice.step("search", 0, 3)
        assert out.getvalue().endswith("\x1b[2K")


def test_a_bar_is_drawn_no_more_often_than_an_eye_can_follow(streams, clock):
    out, _ = streams(True)
    with Voice(clock=clock) as voice:
        work(voice, clock, "render", 10_000, SOON + 10 * FRAME)
    assert 5 <= out.getvalue().count(" a second") <= 12


@pytest.mark.parametrize("terminal", ["", "dumb"])
def test_elsewhere_there_are_plain_lines_and_few(streams, clock, monkeypatch, terminal):
    out, _ = streams(bool(terminal))
    monkeypatch.setenv("TERM", terminal)
    with Voice(clock=clock) as voice:
        work(voice, clock, "render", 10_000, SOON + 2.5 * LINE)
        work(voice, clock, "search", 3, 0.3)
        voice.say("done")
    lines = out.getvalue().splitlines()
    assert not CONTROL.search(out.getvalue())
    assert [line.split(": ")[0] for line in lines] == ["render", "render", "render", "done"]
    assert re.fullmatch(r"render: 741 of 10,000, 741 a second, 0:1[23] left", lines[0])


@pytest.mark.parametrize("is_terminal", [True, False])
def test_quiet_says_nothing_but_problems_and_what_was_asked_for(streams, clock, is_terminal):
    out, errors = streams(is_terminal)
    with Voice(quiet=True, clock=clock) as voice:
        work(voice, clock, "render", 1000, 60)
        voice.say("a line")
        assert out.getvalue() == ""
        voice.show("a table")
        voice.tell_problems([WRONG])
    assert out.getvalue() == "a table\n"
    assert "a date [that] is none" in errors.getvalue()


# Lines and problems.


def test_problems_are_plain_in_a_file_and_their_control_characters_are_named(streams):
    out, errors = streams(False)
    Voice().tell_problems([WRONG, ODD])
    assert out.getvalue() == ""
    assert errors.getvalue() == (
        "seeds/a.md:3: a date [that] is none\n  hint: write 2022-09-18\nseeds/b.md: warning: odd\\x1b[2J\n"
    )


def test_problems_have_colours_in_a_terminal(streams):
    _, errors = streams(True)
    Voice().tell_problems([WRONG, ODD])
    assert "\x1b[31ma date [that] is none\x1b[0m" in errors.getvalue()
    assert "\x1b[33mwarning: odd\\x1b[2J\x1b[0m" in errors.getvalue()
    assert "hint: write 2022-09-18" in errors.getvalue()


def test_no_color_is_honoured(streams, clock, monkeypatch):
    out, errors = streams(True)
    monkeypatch.setenv("NO_COLOR", "1")
    with Voice(clock=clock) as voice:
        work(voice, clock, "render", 10, 5)
        voice.tell_problems([WRONG, ODD])
    assert errors.getvalue().startswith("seeds/a.md:3: a date [that] is none\n")
    assert not re.search(r"\x1b\[[0-9;]*\b(3|4|9)\d(;|m)", out.getvalue() + errors.getvalue())
    assert "10 of 10, 2.0 a second" in out.getvalue()


def test_of_very_many_problems_the_rest_is_counted(streams):
    _, errors = streams(False)
    Voice().tell_problems([WRONG] * 300, most=200)
    assert errors.getvalue().count("a date") == 200
    assert errors.getvalue().endswith("and 100 more\n  hint: `muniment check` lists all of an archive's\n")


def test_no_problem_is_no_word(any_stream):
    Voice().tell_problems([])
    Voice().show("")
    assert [stream.getvalue() for stream in any_stream] == ["", ""]


def test_what_a_stream_cannot_write_is_written_by_its_code(monkeypatch):
    data = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(data, encoding="ascii", write_through=True))
    Voice().say("Ізюм 2022")
    assert data.getvalue() == b"\\u0406\\u0437\\u044e\\u043c 2022\n"


def test_what_has_no_room_is_a_problem_and_no_fault_of_the_program(monkeypatch):
    class Full(io.StringIO):
        def write(self, text):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sys.stdout", Full())
    with pytest.raises(PublishError, match="output: cannot be written: No space left on device"):
        Voice().say("a line")


def test_a_program_without_a_console_says_nothing(monkeypatch):
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    with Voice() as voice:
        voice.say("a line")
        voice.tell_problems([WRONG])
