"""What is declared where, and what is asked for when something is missing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.customs.models import CustomsMessage, CustomsPort, Declaration, DeclarationItem
from entrepot.apps.customs.services.amend_and_resend import amend_and_resend
from entrepot.apps.customs.services.create_declaration import create_declaration
from entrepot.apps.customs.services.poll_replies import poll_replies
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.lanes.models import FulfilmentMode, Lane
from entrepot.apps.orders.models import Case
from entrepot.domain.customs.corrections import ItemCorrection
from tests.factories.fulfilment import ADDRESS, a_confirmed_order, a_packed_shipment
from tests.settling import settle

pytestmark = pytest.mark.django_db
SHENZHEN = {**ADDRESS, "city": "深圳", "country": "CN", "postcode": "518000"}


def test_a_line_without_code_or_origin_is_named_in_a_case_and_nothing_is_sent() -> None:
    order = a_confirmed_order(line={"hs_code": "", "origin_country": ""})
    shipment = a_packed_shipment(order)
    settle()
    case = Case.objects.get()
    sku = order.lines.get().sku
    assert (case.kind, case.reference) == ("customs_data_missing", shipment.number)
    assert [(gap["field"], gap["sku"]) for gap in case.facts["missing"]] == [
        ("items[0].hs_code", sku), ("items[0].origin_country", sku),
    ]  # fmt: skip
    assert case.facts["missing"][0]["message"] == (
        f"Classify {sku}: customs needs a commodity code of at least six digits."
    )
    assert (Declaration.objects.count(), Shipment.objects.get().clearance) == (0, "pending")


def test_what_was_missing_is_supplied_and_the_declaration_goes_out() -> None:
    shipment = a_packed_shipment(a_confirmed_order(line={"hs_code": "", "origin_country": ""}))
    settle()
    corrections = {1: ItemCorrection(hs_code="0902.10", origin_country="cn")}
    create_declaration(shipment=shipment, direction="import", corrections=corrections, by="operator:1")
    settle()
    declaration = Declaration.objects.get()
    item = declaration.items.get()
    assert (declaration.status, item.hs_code, item.origin_country) == ("sent", "090210", "CN")
    assert Case.objects.get().status == "resolved"


def test_china_asks_for_the_importers_identity() -> None:
    Lane.objects.update(customs_port="")
    a_packed_shipment(a_confirmed_order(address=SHENZHEN))
    CustomsPort.objects.create(code="shenzhen", name={"en": "Shenzhen"}, country="CN", gateway="simport")
    Lane.objects.update(customs_port="shenzhen")
    settle()
    assert [gap["field"] for gap in Case.objects.get().facts["missing"]] == ["importer_id"]


def test_the_identity_given_with_the_order_is_declared() -> None:
    CustomsPort.objects.create(code="shenzhen", name={"en": "Shenzhen"}, country="CN", gateway="simport")
    a_packed_shipment(a_confirmed_order(address=SHENZHEN, importer_id="310101199001011234"))
    settle()
    declaration = Declaration.objects.get()
    assert (declaration.port.code, declaration.importer_id) == ("shenzhen", "310101199001011234")


def test_chinese_customs_reads_chinese_names_and_customs_of_export_is_not_told_who_imports() -> None:
    order = a_confirmed_order(address=SHENZHEN)
    CustomsPort.objects.create(code="dover", name={"en": "Dover"}, country="GB", gateway="simport")
    CustomsPort.objects.create(code="shenzhen", name={"en": "Shenzhen"}, country="CN", gateway="simport")
    mode = FulfilmentMode.objects.get()
    mode.config = {**mode.config, "declarations": {"export": "low_value_export", "import": "9610"}}
    mode.save()
    shipment = a_packed_shipment(order)
    settle()
    assert Declaration.objects.get().direction == "export"
    assert [gap["field"] for gap in Case.objects.get().facts["missing"]] == ["importer_id"]
    create_declaration(shipment=shipment, direction="import", importer_id="310101199001011234")
    settle()
    assert dict(Declaration.objects.values_list("direction", "importer_id")) == {
        "export": "", "import": "310101199001011234",
    }  # fmt: skip
    assert dict(DeclarationItem.objects.values_list("declaration__direction", "description")) == {
        "export": "Green tea", "import": "绿茶 Green tea",
    }  # fmt: skip
    export = Declaration.objects.get(direction="export")
    Declaration.objects.filter(pk=export.pk).update(status="rejected")
    again = amend_and_resend(declaration=export, by="operator:1")
    settle()
    assert (again.version, again.importer_id) == (2, "")
    sent = CustomsMessage.objects.filter(declaration=export, direction="out")
    assert {message.body["importer_id"] for message in sent} == {""}


def test_a_missing_port_is_a_case() -> None:
    order = a_confirmed_order()
    Lane.objects.update(customs_port="")
    CustomsPort.objects.update(is_active=False)
    a_packed_shipment(order)
    settle()
    assert Case.objects.get().kind == "customs_port_missing"


def test_a_mode_may_declare_export_and_import() -> None:
    order = a_confirmed_order()
    CustomsPort.objects.create(code="dover", name={"en": "Dover"}, country="GB", gateway="simport")
    mode = FulfilmentMode.objects.get()
    mode.config = {**mode.config, "declarations": {"export": "EX", "import": {"FR": "H7"}}}
    mode.save()
    a_packed_shipment(order)
    settle()
    rows = Declaration.objects.order_by("direction").values_list(
        "direction", "procedure", "port__code", "status"
    )
    assert list(rows) == [("export", "EX", "dover", "sent"), ("import", "H7", "lehavre", "sent")]


def test_duty_and_tax_are_declared_where_the_goods_come_in_only() -> None:
    order = a_confirmed_order()
    CustomsPort.objects.create(code="dover", name={"en": "Dover"}, country="GB", gateway="simport")
    _declared_both_ways("lehavre")
    a_packed_shipment(order)
    settle()
    assert dict(Declaration.objects.values_list("direction", "tax_amount")) == {
        "export": Decimal(0), "import": Decimal("5.30"),
    }  # fmt: skip


def test_a_mode_without_declarations_leaves_clearing_to_the_post() -> None:
    order = a_confirmed_order()
    mode = FulfilmentMode.objects.get()
    mode.config = {**mode.config, "declarations": {"export": None, "import": None}}
    mode.save()
    a_packed_shipment(order)
    settle()
    assert (Declaration.objects.count(), Shipment.objects.get().clearance) == (0, "not_needed")


DUBLIN = {**ADDRESS, "city": "Dublin", "country": "IE", "postcode": "D01 F5P2"}


def _declared_both_ways(port: str) -> None:
    """Export is declared at home, import at ``port``'s side of the border."""
    mode = FulfilmentMode.objects.get(lanes__customs_port=port)
    mode.config = {**mode.config, "declarations": {"export": "low_value_export", "import": {"EU": "H7"}}}
    mode.save()


def test_a_port_anywhere_in_the_union_serves_its_members() -> None:
    a_packed_shipment(a_confirmed_order(address=DUBLIN))
    Lane.objects.update(customs_port="")
    settle()
    declaration = Declaration.objects.get()
    assert (declaration.port.code, declaration.port.country, declaration.direction) == (
        "lehavre", "FR", "import",
    )  # fmt: skip


def test_a_released_export_does_not_release_goods_whose_import_is_not_declared() -> None:
    order = a_confirmed_order(line={"hs_code": ""})
    _declared_both_ways("lehavre")
    CustomsPort.objects.create(code="dover", name={"en": "Dover"}, country="GB", gateway="simport")
    shipment = a_packed_shipment(order)
    settle()
    create_declaration(
        shipment=shipment, direction="export", corrections={1: ItemCorrection(hs_code="090210")}
    )
    settle()
    poll_replies(now=timezone.now() + timedelta(hours=2))
    export = Declaration.objects.get()
    assert (export.direction, export.status) == ("export", "released")
    assert Shipment.objects.get().clearance == "pending"


def test_under_dap_the_import_is_not_ours_to_declare() -> None:
    order = a_confirmed_order(consignment={"incoterm": "DAP"})
    _declared_both_ways("lehavre")
    CustomsPort.objects.create(code="dover", name={"en": "Dover"}, country="GB", gateway="simport")
    a_packed_shipment(order)
    settle()
    assert [row.direction for row in Declaration.objects.all()] == ["export"]
