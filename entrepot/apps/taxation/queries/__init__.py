"""Reads of the law: the book in force, the packaged files, imported tariffs."""

from entrepot.apps.taxation.queries.importers import ImporterNumber, importer_number
from entrepot.apps.taxation.queries.law import (
    RuleInForce,
    TaxPosition,
    forget,
    import_named,
    landed_costs,
    parsed,
    rate_on,
    reference_to,
    rulebook,
    rules_in_force,
    tax_position,
    texts_in_force,
    texts_until,
)
from entrepot.apps.taxation.queries.packaged import packaged_before, packaged_changes, packaged_files
from entrepot.apps.taxation.queries.tariffs import imports_in_force, rule_file_of, tariff_line

__all__ = [
    "ImporterNumber",
    "RuleInForce",
    "TaxPosition",
    "forget",
    "import_named",
    "importer_number",
    "imports_in_force",
    "landed_costs",
    "packaged_before",
    "packaged_changes",
    "packaged_files",
    "parsed",
    "rate_on",
    "reference_to",
    "rule_file_of",
    "rulebook",
    "rules_in_force",
    "tariff_line",
    "tax_position",
    "texts_in_force",
    "texts_until",
]
