"""Ids that others have given to people, organisations and places: how they are written, and where they lead."""

import re

from muniment.model import Record


class Register(Record, frozen=True):
    """Who gives ids: what one looks like, where it leads, with {} for the id, and one for example."""

    name: str
    pattern: str
    address: str
    example: str


REGISTERS = {
    "wikidata": Register("Wikidata", r"Q[1-9][0-9]{0,11}", "https://www.wikidata.org/wiki/{}", "Q212"),
    "geonames": Register("GeoNames", r"[1-9][0-9]{0,11}", "https://www.geonames.org/{}", "707292"),
    "viaf": Register("VIAF", r"[1-9][0-9]{0,25}", "https://viaf.org/viaf/{}", "102333412"),
    "isni": Register("ISNI", r"(?:[0-9]{4} ?){3}[0-9]{3}[0-9X]", "https://isni.org/isni/{}", "0000 0001 2150 090X"),
    "orcid": Register("ORCID", r"(?:[0-9]{4}-){3}[0-9]{3}[0-9X]", "https://orcid.org/{}", "0000-0002-1825-0097"),
    "osm": Register(
        "OpenStreetMap",
        r"(?:node|way|relation)/[1-9][0-9]{0,14}",
        "https://www.openstreetmap.org/{}",
        "relation/1741311",
    ),
}


def is_id_of(register: str, identifier: str) -> bool:
    """Whether the register, which must be known, gives ids that look so."""
    return re.fullmatch(REGISTERS[register].pattern, identifier) is not None


def register_name(register: str) -> str:
    """How a register is called: "wikidata" is "Wikidata", and one that is not known stays as it is."""
    return REGISTERS[register].name if register in REGISTERS else register


def address_of(register: str, identifier: str) -> str:
    """Where an id leads: ("geonames", "707292") to https://www.geonames.org/707292. Empty for a register that is not
    known, and for what is no id of one that is."""
    known = register in REGISTERS and is_id_of(register, identifier)
    return REGISTERS[register].address.format(identifier.replace(" ", "")) if known else ""
