"""Put a stored tariff in force beside the packaged rates, at once."""

from entrepot.apps.taxation import queries
from entrepot.apps.taxation.models import RuleFile, TariffImport
from entrepot.apps.taxation.services.add_rule_versions import add_rule_versions


def put_tariff_in_force(tariff_import: TariffImport) -> RuleFile:
    """It replaces the import of the same jurisdiction and name and goes before packaged rates of the same
    code. The replaced one stays, so that old quotes can be replayed."""
    file = queries.rule_file_of(tariff_import.jurisdiction, tariff_import.name)
    texts = {file: queries.reference_to(tariff_import)}
    (version,) = add_rule_versions(texts=texts, by=tariff_import.loaded_by, why=tariff_import.why)
    return version
