"""What stands in the way of a seal, all of it told at once: after it the log would say for good what nobody means."""

import os
from collections.abc import Iterator

from muniment.model import Record, to_json
from muniment.model.signature_names import NAMESPACES, OF_CHECKPOINTS, OF_SUMS
from muniment.problems import Place, Problem, beside
from muniment.seal.allowed_signers import ALLOWED, RECOVERY, REVOKED
from muniment.seal.key_faults import Day, fault_of_key
from muniment.seal.log import CHECKPOINTS, ENTRIES, FOLDER
from muniment.seal.public_keys import fingerprint
from muniment.seal.records import LARGEST, address_of
from muniment.seal.ssh import public_key
from muniment.sealing import Plan, Wish
from muniment.seen_checkpoints import origin_said


class Leave(Record, frozen=True):
    """What whoever seals asked for by name: no signature, no recovery key, keys for which no earlier one signs."""

    is_unsigned: bool = False
    has_no_recovery: bool = False
    is_unvouched: bool = False


def obstacles_to(wish: Wish, plan: Plan, leave: Leave) -> list[Problem]:
    """Everything for which a plan may not be carried out; who vouches for a key only where it is known who signs."""
    problems: list[Problem] = []
    with beside(problems):
        if leave.is_unsigned:
            problems += _unsigned(plan)
        if plan.additions:
            problems += [*_nameless(plan), *_earlier(plan, wish.day), *_found_again(plan), *_strangers(wish, plan)]
            problems += _too_large(plan)
            if not (leave.is_unsigned or leave.has_no_recovery):
                problems += _without_recovery(plan)
            if not leave.is_unvouched and (wish.keys or leave.is_unsigned):
                problems += _unvouched(wish, plan)
    return problems


def _unsigned(plan: Plan) -> Iterator[Problem]:
    """Whoever lists keys that sign says that what is not signed is not from here; and what the log once said of a key
    stays said."""
    listed = {name for key in plan.keys for name in key.namespaces}
    told = {name for key in plan.book.ledger.log.keys for _, record in key.told for name in record.namespaces}
    for names, path in ((listed, ALLOWED), (told, f"{FOLDER}/{ENTRIES}")):
        if not names.isdisjoint((OF_CHECKPOINTS, OF_SUMS)):
            what = "it lists keys that sign the log or its builds, and what is then unsigned passes for forged"
            yield Problem(Place(path), what, "seal with one of them: --key")


def _nameless(plan: Plan) -> Iterator[Problem]:
    """A log says whose it is."""
    if not origin_said(plan.book.ledger.log, plan.settings):
        hint = "add origin: such as example.org/archive, a name that nobody else's log has"
        yield Problem(Place("content/settings.yaml"), "it does not say whose log this is", hint)


def _earlier(plan: Plan, day: str) -> Iterator[Problem]:
    """A log never goes back in time: not behind its last leaf, nor behind a time stamp over what it has."""
    told = [(leaf.on, "the last leaf of the log", ENTRIES) for leaf in plan.book.ledger.log.leaves[-1:]]
    told += [
        (one.time[:10], "this stamp over an earlier checkpoint", f"{CHECKPOINTS}/{line.size}.{one.authority}.tsr")
        for line in plan.book.shown.checkpoints
        for one in line.stamps
    ]
    last, which, address = max(told, default=("", "", ""))
    if day < last:
        what = f"{which} is of {last}, and this would be of {day}"
        yield Problem(Place(f"{FOLDER}/{address}"), what, "see whether the clock is right, or say --date")


def _found_again(plan: Plan) -> Iterator[Problem]:
    """A key that was lost stays so, whatever a list says that was put back from before."""
    lost = {one.key.key: one.lost_at for one in plan.book.shown.keys if one.lost_at >= 0}
    for key in plan.keys:
        if key.key in lost and key.state != "lost":
            what = f"leaf {lost[key.key]} of the log says that the key of {key.principal} is lost, which stays so"
            yield Problem(Place(ALLOWED), what, f"put its line back into {REVOKED}: {key.key}")


def _strangers(wish: Wish, plan: Plan) -> Iterator[Problem]:
    """Keys that nobody could know."""
    known = {key.key for key in plan.keys} | plan.book.ledger.log.by_key.keys()
    for file in wish.keys:
        if (key := public_key(file, os.environ)) not in known:
            hint = f'add to {ALLOWED}: NAME namespaces="{",".join(NAMESPACES)}" {key}'
            yield Problem(Place(str(file)), "the log does not name this key, and the list of keys neither", hint)


def _too_large(plan: Plan) -> Iterator[Problem]:
    """Records that whoever checks a site would not read; takes_out, salt and version are still to come."""
    for one in plan.additions:
        if len(to_json(one.record)) > LARGEST - 64 * len(one.takes_out) - 1000:
            what = (
                f"what is to be sealed of it ({one.about}) is more than the {LARGEST >> 20} MiB that a record may have"
            )
            yield Problem(Place(f"{FOLDER}/{address_of(one.record)}"), what, "let its review decide fewer things")


def _without_recovery(plan: Plan) -> Iterator[Problem]:
    """The first seal names a key that can vouch for others once those that sign are lost."""
    if not plan.book.ledger.log.leaves and not any(key.role == RECOVERY for key in plan.keys):
        what = "the first seal names no key that could take over once the others are lost"
        line = f'{RECOVERY} namespaces="{NAMESPACES[0]}" ssh-ed25519 …'
        hint = f"make one, keep it elsewhere, and add its public half here: {line}; or say --no-recovery"
        yield Problem(Place(ALLOWED), what, hint)


def _unvouched(wish: Wish, plan: Plan) -> Iterator[Problem]:
    """Something new is to be said of a key, and none of the wished keys could sign by what the log says so far, though
    it names one that could: every reader would be told so for good."""
    able, new = _able(wish, plan), [one.about for one in plan.additions if one.kind == "key"]
    if able and new and able.keys().isdisjoint(public_key(one, os.environ) for one in wish.keys):
        what = f"nobody vouches for what is new of a key ({'; '.join(new)}), and every check would say so for good"
        names = " or ".join(sorted(f"{whose} ({fingerprint(key)})" for key, whose in able.items()))
        hint = f"seal with a key of {names} as well, --key OLD --key NEW; where nobody has one any more, --unvouched"
        yield Problem(Place("--key"), what, hint)


def _able(wish: Wish, plan: Plan) -> dict[str, str]:
    """Principals, by keys that can sign the log by what it says of them and by what is listed now, and for whom an
    earlier key stands if they were not there from the first."""
    log, now, on = plan.book.ledger.log, {one.key: one for one in plan.keys}, Day(wish.day)
    vouched = {one.key.key for one in plan.book.shown.keys if one.told[-1].is_vouched}
    return {
        one.record.key: one.record.principal
        for one in log.keys
        if one.record.key in vouched
        if not any(
            fault_of_key(key, OF_CHECKPOINTS, on) for key in (one.as_of(len(log.leaves)), now.get(one.record.key))
        )
    }
