"""What a review's file says of one decision, or of words that are held back: names and values, in their order."""

from collections.abc import Sequence

from muniment.editors_yaml import Fields
from muniment.link.decided import CHAIN
from muniment.model import Decision, Redaction


def fields_of(decision: Decision) -> Fields:
    """A decision as it is written."""
    selector = decision.selector
    fields: dict[str, str | int | Sequence[str]] = {decision.verb: decision.about}
    if selector:
        fields["exact"] = selector.exact
        fields |= {"prefix": selector.prefix} if selector.prefix else {}
        fields |= {"suffix": selector.suffix} if selector.suffix else {}
        fields |= {"start": selector.start} if selector.start >= 0 else {}
    fields.update(decision.values)
    if CHAIN in fields:
        fields[CHAIN] = [value for name, value in decision.values if name == CHAIN and value]
    if decision.note:
        fields["note"] = decision.note
    return fields


def fields_of_block(redaction: Redaction) -> Fields:
    """Words that are held back, as that is written."""
    fields: dict[str, str | int | bool] = {"start": redaction.start, "end": redaction.end, "reason": redaction.reason}
    fields |= {"date": redaction.date} if redaction.date else {}
    return fields | ({"only_here": True} if redaction.only_here else {})
