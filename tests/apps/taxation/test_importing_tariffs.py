"""An official tariff becomes law of the house: dry run, in force, replaced, replayed."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from entrepot.apps.taxation.models import RuleFile, TariffImport, TariffLine
from entrepot.apps.taxation.queries import rulebook, tariff_line
from entrepot.apps.taxation.services.import_section_301 import import_section_301
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.apps.taxation.services.put_tariff_in_force import put_tariff_in_force
from entrepot.apps.taxation.services.quote_landed_cost import quote_landed_cost
from entrepot.apps.taxation.services.replay_quote import replay_quote
from entrepot.apps.taxation.services.store_tariff import TariffReport, store_tariff
from entrepot.domain.duties import Consignment, Dates, Line, Place
from entrepot.kit.errors import Refused
from tests.factories.taxation import the_packaged_rules

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parents[2] / "domain" / "tariffs" / "files"
TODAY = date(2026, 11, 21)
OURS = (
    "code,rate,season,description\n610910,11%,,Shirts\n61091000,9%,,Cotton shirts\n070200,3%,06-01/08-31,\n"
)


def merchant(text: str = OURS, **more: object) -> TariffReport:
    told = {
        "format_name": "plain-csv",
        "name": "ours",
        "source": "our broker",
        "by": "test",
        "why": "test",
        "jurisdiction": "NZ",
    }
    report = store_tariff(text=text, **{**told, **more})  # type: ignore[arg-type]
    if report.tariff_import:
        put_tariff_in_force(report.tariff_import)
    return report


def shirt_to_new_zealand(hs: str = "610910") -> Consignment:
    return Consignment(
        dates=Dates(as_of=TODAY), ship_from=Place("CN"), destination=Place("NZ"), currency="NZD",
        lines=(Line("1", hs, "CN", Decimal(1), Decimal(2000)),),
    )  # fmt: skip


@pytest.fixture(autouse=True)
def law() -> None:
    the_packaged_rules()


def test_a_dry_run_tells_what_would_change_and_changes_nothing() -> None:
    before = rulebook().fingerprint
    report = merchant(dry_run=True)

    assert (report.new, report.changed, report.gone, report.tariff_import) == (3, 0, 0, None)
    assert (TariffImport.objects.count(), TariffLine.objects.count()) == (0, 0)
    assert rulebook().fingerprint == before


def test_an_imported_rate_goes_before_the_packaged_one_and_cites_its_source() -> None:
    packaged = quote_landed_cost(consignment=shirt_to_new_zealand("61091000"))
    merchant()
    ours = quote_landed_cost(consignment=shirt_to_new_zealand("61091000"))

    assert packaged.landed_cost.totals.duty.amount == Decimal("200.00")
    assert ours.landed_cost.totals.duty.amount == Decimal("180.00")
    (duty,) = [charge for charge in ours.landed_cost.charges if charge.kind == "duty"]
    assert (duty.rule.id, duty.rule.source) == ("nz.tariff.61091000", "our broker")
    assert replay_quote(packaged.id).is_identical
    assert replay_quote(ours.id).is_identical


def test_the_next_import_of_the_name_replaces_it_and_old_quotes_replay() -> None:
    merchant()
    first = quote_landed_cost(consignment=shirt_to_new_zealand("61091000"))
    report = merchant("code,rate\n61091000,8%\n640411,2%\n")
    second = quote_landed_cost(consignment=shirt_to_new_zealand("61091000"))

    assert (report.new, report.changed, report.gone) == (1, 1, 2)
    assert second.landed_cost.totals.duty.amount == Decimal("160.00")
    assert replay_quote(first.id).is_identical


def test_loading_the_packaged_rules_again_keeps_imports_in_force() -> None:
    merchant()
    assert load_rules(by="test", why="a new version") == []
    assert tariff_line("NZ", "61091000", TODAY) is not None


def test_the_longest_code_decides_within_its_validity_and_preference() -> None:
    schedule = (FILES / "au_schedule3.csv").read_text(encoding="utf-8")
    merchant(schedule, format_name="au-schedule3", name="schedule3", jurisdiction="")
    merchant()

    cotton = tariff_line("NZ", "6109100040", TODAY)
    assert cotton is not None
    assert (cotton.code, cotton.rate_text) == ("61091000", "9%")
    assert tariff_line("NZ", "640411", TODAY) is None
    assert tariff_line("AU", "61091000", TODAY) is None
    beer = tariff_line("AU", "2203007130", TODAY, "NZ/PG/FI/DC/LDC/SG")
    assert beer is not None
    assert beer.rate == "10.57 AUD/litre_alcohol_above_1_15"
    staged = TariffLine.objects.exclude(valid_from=None).filter(program="").first()
    assert staged is not None
    earlier = tariff_line("AU", staged.code, date(2015, 1, 2))
    later = tariff_line("AU", staged.code, TODAY)
    assert earlier is not None
    assert later is not None
    assert (earlier.pk, later.rate_text) != (later.pk, earlier.rate_text)


def test_season_decides_in_a_quote() -> None:
    merchant()
    table = rulebook().tariff_of("NZ")
    assert table is not None
    summer = table.find("07020000", date(2026, 7, 1))
    assert summer is not None
    assert summer.entry.rate.text == "3%"
    winter = table.find("07020000", date(2026, 12, 1))
    assert winter is None or winter.entry.source != "our broker"


def test_unusable_files_are_refused_and_nothing_is_kept() -> None:
    for told in (
        {"text": "a,b\n1,2\n"}, {"text": "code,rate\nx,1%\n"}, {"text": ""}, {"jurisdiction": ""},
        {"jurisdiction": "XX"},
    ):  # fmt: skip
        with pytest.raises(Refused):
            merchant(**told)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        merchant(format_name="pdf")
    assert TariffImport.objects.count() == 0


def test_a_stored_tariff_is_not_in_force_by_itself() -> None:
    before = rulebook().fingerprint
    report = store_tariff(
        format_name="plain-csv", text=OURS, name="ours", source="x", by="x", why="x", jurisdiction="NZ"
    )
    assert report.tariff_import is not None
    assert (TariffImport.objects.get().new, TariffLine.objects.count()) == (3, 3)
    assert rulebook().fingerprint == before


def test_section_301_lists_are_replaced_as_a_whole_and_replay_keeps_the_old() -> None:
    shirt = Consignment(
        dates=Dates(as_of=TODAY), ship_from=Place("CN"), destination=Place("US"), currency="USD",
        lines=(Line("1", "61091000", "CN", Decimal(1), Decimal(100)),),
    )  # fmt: skip
    before = quote_landed_cost(consignment=shirt)
    import_section_301(text="hts8,list,ch99_code\n61091000,1,9903.88.01\n", source="USTR", by="test", why="")
    after = quote_landed_cost(consignment=shirt)

    codes = {charge.code: charge.amount.amount for charge in before.landed_cost.charges}
    assert codes["duty.s301"] == Decimal("7.50")
    codes = {charge.code: charge.amount.amount for charge in after.landed_cost.charges}
    assert codes["duty.s301"] == Decimal("25.00")
    assert replay_quote(before.id).is_identical


def test_the_command_reports_and_imports() -> None:
    out = StringIO()
    file = str(FILES / "us_hts.csv")
    call_command("import_tariff", "usitc-csv", file, "--dry-run", stdout=out)
    assert "119 rows: 17 lines of the general rate" in out.getvalue()
    assert "Nothing was written." in out.getvalue()
    assert not RuleFile.objects.filter(name__startswith="imported/").exists()

    call_command("import_tariff", "usitc-csv", file, "--source", "USITC 2026", stdout=out)
    assert "In force." in out.getvalue()
    call_command("import_tariff", "section301-csv", str(FILES / "section301.csv"), stdout=out)
    assert "us.s301.4A: 3 codes" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("import_tariff", "uk-api", file, stdout=out)
    with pytest.raises(CommandError):
        call_command("import_tariff", "uk-api", "missing.json", stdout=out)
