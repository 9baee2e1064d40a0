"""Everything the engine knows about law, built once and never changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from entrepot.domain.duties.consignment import Dates
from entrepot.domain.duties.rules import Jurisdiction, RuleSet
from entrepot.domain.duties.tariff import TariffTable, merged

_REMEMBERED_DATES = 512


@dataclass(frozen=True)
class RuleBook:
    """Jurisdictions by country, tariffs by jurisdiction, named lists of commodity codes.

    ``fingerprint`` names this exact content; equal text gives an equal fingerprint.
    """

    jurisdictions: tuple[Jurisdiction, ...]
    tariffs: tuple[TariffTable, ...] = ()
    code_lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fingerprint: str = ""
    _by_country: dict[str, Jurisdiction] = field(default_factory=dict, init=False, repr=False, compare=False)
    _tariffs: dict[str, TariffTable] = field(default_factory=dict, init=False, repr=False, compare=False)
    _stems: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _sets: dict[tuple[object, ...], RuleSet] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for jurisdiction in self.jurisdictions:
            for country in jurisdiction.countries:
                if country in self._by_country:
                    raise ValueError(f"country {country} belongs to two jurisdictions")
                self._by_country[country] = jurisdiction
        for name, codes in self.code_lists.items():
            self._stems[name] = frozenset(code[:length] for code in codes for length in range(4, len(code)))
        for code in {table.jurisdiction for table in self.tariffs}:
            self._tariffs[code] = merged(table for table in self.tariffs if table.jurisdiction == code)

    def jurisdiction_of(self, country: str) -> Jurisdiction | None:
        """The customs territory ``country`` belongs to, ``None`` when its rules are not loaded."""
        return self._by_country.get(country)

    def tariff_of(self, jurisdiction: str) -> TariffTable | None:
        return self._tariffs.get(jurisdiction)

    def in_force(self, jurisdiction: Jurisdiction, dates: Dates, country: str, region: str) -> RuleSet:
        """The rules of ``jurisdiction`` for these dates and this place (remembered)."""
        key = (jurisdiction.code, country, region, dates)
        found = self._sets.get(key)
        if found is None:
            if len(self._sets) >= _REMEMBERED_DATES:
                self._sets.clear()
            found = self._sets[key] = jurisdiction.in_force(dates, country, region)
        return found

    def is_listed(self, code_list: str, hs: str) -> bool | None:
        """Whether ``hs`` or a code it is part of stands in the list called ``code_list``; ``None`` when
        only longer codes do, so that ``hs`` cannot tell."""
        codes = self.code_lists.get(code_list, frozenset())
        if any(hs[:length] in codes for length in range(len(hs), 3, -1)):
            return True
        return None if hs and hs in self._stems.get(code_list, frozenset()) else False

    @cached_property
    def registrations(self) -> frozenset[str]:
        """Every scheme that some rule asks whether the seller is registered for."""
        rules = [rule for jurisdiction in self.jurisdictions for rule in jurisdiction.rules]
        named = {rule.when.registered for rule in rules} | {rule.text("must_register") for rule in rules}
        return frozenset(named - {""})

    @cached_property
    def capped(self) -> frozenset[str]:
        """Destinations where some rule caps how much of some goods may go."""
        return frozenset().union(
            *(
                jurisdiction.countries
                for jurisdiction in self.jurisdictions
                if any(rule.text("effect") == "quantity_cap" for rule in jurisdiction.rules)
            )
        )

    def countries(self) -> frozenset[str]:
        """Every destination this book has rules for."""
        return frozenset(self._by_country)

    @classmethod
    def build(
        cls,
        jurisdictions: Iterable[Jurisdiction],
        tariffs: Iterable[TariffTable] = (),
        code_lists: Mapping[str, frozenset[str]] | None = None,
        fingerprint: str = "",
    ) -> "RuleBook":
        return cls(tuple(jurisdictions), tuple(tariffs), code_lists or {}, fingerprint)
