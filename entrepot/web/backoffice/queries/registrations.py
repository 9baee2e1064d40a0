"""Which registrations change an answer, and by how much on a sample consignment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from entrepot.apps.taxation.queries import rate_on, tax_position
from entrepot.domain.duties import consignment_with_rates
from entrepot.domain.duties.coverage import schemes_of
from entrepot.domain.duties.registration_effects import RegistrationEffect, registration_effects
from entrepot.web.places import country_name


@dataclass(frozen=True)
class SchemeShown:
    """A scheme that some rule asks about; ``number`` is ours, empty when we have none. ``country`` is a
    destination to try it on."""

    scheme: str
    jurisdiction: str
    country: str
    number: str


def schemes(on: date) -> list[SchemeShown]:
    """Every registration that the rules of some destination ask for on a day."""
    position = tax_position(on)
    return [
        SchemeShown(
            scheme, one.code, min(one.countries, key=country_name), position.registrations.get(scheme, "")
        )
        for one in sorted(position.rulebook.jurisdictions, key=lambda one: one.code)
        for scheme in sorted(schemes_of(one, on))
    ]


def compared(sample: Mapping[str, Any], on: date) -> list[RegistrationEffect]:
    """The ``sample`` (cleaned data of ``SampleForm``) without and with each registration of its place."""
    book = tax_position(on).rulebook
    document = {
        "as_of": on.isoformat(), "origin_country": sample["ship_from"], "currency": sample["currency"],
        "destination": {"country": sample["destination"]}, "freight": str(sample["freight"]),
        "lines": [{"id": "1", "hs": sample["hs"], "origin": sample["ship_from"], "quantity": "1",
                   "unit_value": str(sample["value"])}],
    }  # fmt: skip
    asked = consignment_with_rates(document, book, rate_on)
    known = book.jurisdiction_of(sample["destination"])
    offered = schemes_of(known, on) if known else frozenset()
    # Rates that only a scheme's threshold needs are the same for all.
    needed = consignment_with_rates(
        {**document, "seller": {"registrations": dict.fromkeys(offered, "sample")}}, book, rate_on
    )
    return registration_effects(replace(asked, fx=needed.fx), book, offered)
