"""What `muniment check` does."""

from pathlib import Path

from muniment.check import check, format_problems
from muniment.console import Voice
from muniment.outcome import counted


def run(voice: Voice, archive: str, form: str) -> int:
    """Tell every problem of an archive, as `text`, `json` or `github`; gives the status to exit with."""
    held: list[str] = []
    problems = check(Path(archive), progress=voice.step, tell=held.append)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "text":
        voice.tell_problems(problems, most=len(problems))
        voice.say("\n".join(held))
        voice.say(f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}")
    else:
        voice.show(format_problems(problems, form))
    return 1 if errors else 0
