"""What `muniment seal` does."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from pathlib import Path

from muniment.console import Voice
from muniment.loading import load
from muniment.obstacles import Leave, obstacles_to
from muniment.outcome import counted
from muniment.problems import InputError, Place, Problem
from muniment.review_signatures import SEAL_IT
from muniment.seal.additions import Addition
from muniment.seal.log import FOLDER, LOG, Log
from muniment.sealing import Wish, alone, append_to_log, plan_of, sign_build, stamp_again

MOST_SHOWN = 40  # additions of one kind


def run(
    voice: Voice, archive: str, keys: tuple[str, ...], site: str | None, day: str, on: str, is_unsigned: bool,
    has_no_recovery: bool, is_unvouched: bool, is_dry: bool,
) -> int:  # fmt: skip
    """Show what is to be appended to the log, append it, and sign what is built; gives the status to exit with. Raises
    ArchiveError."""
    if not keys and not is_unsigned and not is_dry:
        hint = (
            "--key ~/.ssh/id_ed25519; or, where neither the list of keys nor the log has one that signs, --unsigned: "
            "then nobody can tell who sealed it"
        )
        raise InputError(Problem(Place("--key"), "nobody is named who signs", hint))
    folder, today = Path(archive).resolve(), today_in_utc()
    wish = Wish(
        archive=folder, site=Path(site) if site else None, keys=tuple(map(Path, keys)),
        day=day_of(day, today), latest=after(today), on=on, jobs=os.cpu_count() or 1,
    )  # fmt: skip
    with alone(folder, voice.say, settles=not is_dry):
        plan, problems = plan_of(wish, voice.step, voice.say)
        if plan.pages and not is_dry:
            for line in load("add").keep_pages(folder, plan.pages):
                voice.say(line)
            plan, problems = plan_of(wish, voice.step, voice.say)
        voice.tell_problems(one for one in problems if one.hint != SEAL_IT)  # which is being done
        for line in told(plan.additions):
            voice.say(line)
        asked = Leave(is_unsigned=is_unsigned, has_no_recovery=has_no_recovery, is_unvouched=is_unvouched)
        if obstacles := obstacles_to(wish, plan, asked):
            raise InputError(*obstacles)
        if is_dry:
            return 0
        if plan.additions:
            book = append_to_log(wish, plan, voice.say)
            voice.say(_cited(book.ledger.log))
            voice.say(f"commit {FOLDER}/, all of it, and publish the site that is built now")
        else:
            book = stamp_again(wish, plan, voice.say)
        outcome = sign_build(wish, plan.settings, book, voice.step, voice.say)
        for line in outcome.lines():
            voice.say(line)
    return 0


def told(additions: Sequence[Addition]) -> list[str]:
    """What is to be appended, a line each, and of many of one kind only how many more there are."""
    if not additions:
        return ["nothing is to be appended: all is sealed as it is"]
    lines, shown = (
        [f"to be appended to {FOLDER}/{LOG}: {'1 leaf' if len(additions) == 1 else f'{len(additions):,} leaves'}"],
        dict[str, int](),
    )
    for one in additions:
        shown[one.kind] = shown.get(one.kind, 0) + 1
        if shown[one.kind] <= MOST_SHOWN:
            taken = f", takes out {counted(len(one.takes_out), 'record')}" if one.takes_out else ""
            lines.append(f"  {one.kind:<8} {one.about}{taken}")
    lines += [f"  {kind:<8} and {number - MOST_SHOWN:,} more" for kind, number in shown.items() if number > MOST_SHOWN]
    return lines


def today_in_utc() -> Day:
    """As the clock has it."""
    return datetime.now(UTC).date()


def day_of(asked: str, today: Day) -> str:
    """The day that leaves claim. Raises InputError for one that is nowhere yet: no later seal could be of a day before
    it."""
    if asked > after(today):
        what = f"{asked} is not yet: by the clock it is {today.isoformat()} (UTC)"
        raise InputError(Problem(Place("--date"), what, "every later seal would have to wait for that day"))
    return asked or today.isoformat()


def after(today: Day) -> str:
    """Tomorrow: as clocks differ, nothing honest is of a later day."""
    return (today + timedelta(days=1)).isoformat()


def _cited(log: Log) -> str:
    """The new checkpoint, as it is cited."""
    return f"sealed: {log.origin}, checkpoint {log.checkpoints[-1].cited}"
