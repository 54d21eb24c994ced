"""What editors say of somebody, with the names of all whom they name by id."""

from collections.abc import Iterator, Mapping

from muniment.link.parties import party_of
from muniment.model import Authority, Entity, Name, Post, Profile, Source

NOTHING = Profile()


def profile_of(one: Entity | Source, by_id: Mapping[str, Authority], names: Mapping[str, Name]) -> Profile:
    """What a page says of an entity or source in the words of the editors; `names` are those of everybody by id.

    The party is what they say, else that of those to whom it belongs, unless the page names these, too.
    """
    authority = by_id.get(one.id)
    if authority is None and not one.lookalikes:
        return NOTHING
    lookalikes = tuple(_name(other, names) for other in one.lookalikes)
    if authority is None:
        return Profile(lookalikes=lookalikes)
    party = "" if authority.kind == "place" else party_of(authority.id, by_id)
    is_told = party in (authority.owner, authority.affiliation, *(tenure.organization for tenure in authority.roles))
    party = authority.party or ("" if is_told else party)
    return Profile(
        is_listed=True,
        spellings=authority.spellings,
        posts=tuple(_posts(authority, names)),
        party=_name(party, names) if party else None,
        is_party_followed=bool(party) and not authority.party,
        affiliation=_name(authority.affiliation, names) if authority.affiliation else None,
        owner=_name(authority.owner, names) if authority.owner else None,
        external=authority.external,
        notes=authority.notes,
        lookalikes=lookalikes,
    )


def _posts(authority: Authority, names: Mapping[str, Name]) -> Iterator[Post]:
    for one in authority.roles:
        organization = _name(one.organization, names) if one.organization else None
        yield Post(one.role, organization, one.since, one.until)


def _name(identifier: str, names: Mapping[str, Name]) -> Name:
    """The name of this id, or the words, which lead nowhere."""
    return names.get(identifier) or Name("", "", identifier, "", "reviewed")
