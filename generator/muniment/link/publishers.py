"""Who may have published a report whose seed does not say."""

from muniment.model import Attribution

SELF_NAMING = ("credit", "via")


def likely_publisher(attributions: tuple[Attribution, ...]) -> Attribution | None:
    """The attribution from which a publisher may be suggested, when the seed states none: a credit,
    or "As Censor.NET informs" of one whom editors list, or whose name is that of a site."""
    for kind in SELF_NAMING:
        for attribution in attributions:
            is_outlet = attribution.rule == "as-source-informs" and (attribution.source or "." in attribution.name)
            if attribution.kind == kind and (kind == "credit" or is_outlet):
                return attribution
    return None
