"""What duty and tax a consignment bears, to the cent, and why.

One pure function: ``landed_cost(consignment, rulebook) -> LandedCost``. No clock, no settings, no I/O.

    from entrepot.domain.duties import Consignment, Dates, Line, Place, landed_cost
    from entrepot.rules import packaged_rulebook

    answer = landed_cost(
        Consignment(
            dates=Dates(as_of=date(2026, 11, 21)),          # sale, export, entry, acceptance default to it
            ship_from=Place("CN"), destination=Place("DE", postcode="10115"),
            currency="EUR", freight=Decimal("5"),
            seller=Seller(registrations={"ioss": "IM2760000742"}),
            lines=(Line("1", "610910", "CN", Decimal(1), Decimal("40"), net_weight_g=180),),
        ),
        packaged_rulebook(),
    )
    answer.status                       # complete | estimate | partial | refused
    answer.totals.landed                # Money
    [c.sentence for c in answer.charges]

**In.** ``Consignment`` of ``Line``; amounts are net of tax in ``currency``. ``fx`` must hold a rate to the
destination's currency and to the currencies of its thresholds: ``currencies_needed(consignment,
rulebook)`` names them. A missing rate gives a ``partial`` answer with the gap ``gap.fx``.
What the importer had before, a claim of preference and the kind of declaration matter where law asks.
Registrations that matter: ``gb_vat``, ``ioss``, ``au_gst``, ``cn_cbec`` and those of later files.
Same customs territory on both sides gives the domestic tax alone.

**Out.** ``LandedCost`` with ``charges`` (each explains itself: base and how it was made, rate, rounding,
rule with validity and source, who collects, who pays, when due), ``totals``, ``thresholds_tested``,
``warnings``, ``gaps``, ``not_included``, ``restrictions``, ``fx``, ``rules``. Texts carry a key and
parameters for translation besides the English ``sentence``; ``explanations.TEMPLATES`` has them all.

**Law.** ``RuleBook`` holds dated rules, tariffs and code lists. ``parse_rulebook({name: text})`` builds one
from rule files (``FaultyRules`` lists every fault); ``entrepot.rules`` packages them. Build it once
per process and share it: it never changes.

**Documents.** ``consignment_from_document`` / ``consignment_to_document`` and ``cost_to_document`` /
``cost_from_document`` speak JSON-ready dictionaries. ``FaultyDocument.faults`` lists every fault with its
path. ``quote_document(document, rulebook, rate_on)`` is document in, document out, with the exchange rates
that the document does not bring; ``compare_documents`` answers it again with changes. The command
``entrepot quote`` and the API call these two.

**To a line.** ``shares_by_line(charge, consignment)`` allots a charge to its lines without losing a cent.
"""

from entrepot.domain.duties.allotment import shares_by_line
from entrepot.domain.duties.calculation import currencies_needed, landed_cost
from entrepot.domain.duties.consignment import (
    Channel,
    Consignment,
    Dates,
    Declaration,
    FxRate,
    Importer,
    ImporterKind,
    Incoterm,
    Line,
    Preference,
    Purpose,
    Seller,
)
from entrepot.domain.duties.contract import (
    RateOn,
    answer,
    compare_documents,
    consignment_with_rates,
    quote_document,
)
from entrepot.domain.duties.document import (
    FaultyDocument,
    consignment_from_document,
    consignment_to_document,
    cost_from_document,
    cost_to_document,
)
from entrepot.domain.duties.outcome import (
    Charge,
    ChargeKind,
    Due,
    FxUsed,
    LandedCost,
    Notice,
    Restriction,
    RuleUsed,
    Status,
    ThresholdTest,
    Totals,
)
from entrepot.domain.duties.parsing import FaultyRules, parse_rulebook, parse_rules
from entrepot.domain.duties.rates import DutyRate, Specific, parse_rate
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.duties.rules import Condition, Jurisdiction, Rule
from entrepot.domain.duties.tariff import TariffEntry, TariffTable
from entrepot.domain.geography import Place

__all__ = [
    "Channel",
    "Charge",
    "ChargeKind",
    "Condition",
    "Consignment",
    "Dates",
    "Declaration",
    "Due",
    "DutyRate",
    "FaultyDocument",
    "FaultyRules",
    "FxRate",
    "FxUsed",
    "Importer",
    "ImporterKind",
    "Incoterm",
    "Jurisdiction",
    "LandedCost",
    "Line",
    "Notice",
    "Place",
    "Preference",
    "Purpose",
    "RateOn",
    "Restriction",
    "Rule",
    "RuleBook",
    "RuleUsed",
    "Seller",
    "Specific",
    "Status",
    "TariffEntry",
    "TariffTable",
    "ThresholdTest",
    "Totals",
    "answer",
    "compare_documents",
    "consignment_from_document",
    "consignment_to_document",
    "consignment_with_rates",
    "cost_from_document",
    "cost_to_document",
    "currencies_needed",
    "landed_cost",
    "parse_rate",
    "parse_rulebook",
    "parse_rules",
    "quote_document",
    "shares_by_line",
]
