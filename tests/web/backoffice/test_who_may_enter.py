"""Every address of the console and of the portal, asked by everybody who must not have it.

A new address fails here until it is classified.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from entrepot.apps.accounts.models import ApiKey, User
from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import Manifest, Pickup, Shipment
from entrepot.apps.inventory.models import InboundShipment, Lot, StockCount, Warehouse
from entrepot.apps.inventory.services.open_count import open_count
from entrepot.apps.lanes.models import Lane
from entrepot.apps.notices.models import Notice
from entrepot.apps.orders.models import Case, CaseMessage, Order
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.suppliers.models import Supplier, SupplierMember
from entrepot.apps.taxation.models import TariffImport
from entrepot.kit.models import StatusChange
from entrepot.web.backoffice import urls as console_urls
from entrepot.web.portal import urls as portal_urls
from tests.factories.bonded import ningbo
from tests.factories.buyers import buyer_things
from tests.factories.carrier_invoices import invoice_things
from tests.factories.claims import a_claim
from tests.factories.consolidation import consolidation_things
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level, a_packed_shipment
from tests.factories.inbound import an_inbound, lot_of
from tests.factories.inventory import stocked
from tests.factories.lanes import a_lane
from tests.factories.markets import a_rate
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_wrong_payment
from tests.factories.planning import a_simulation
from tests.factories.taxation import a_rule_proposal

# name -> (address, "page" for reading or "act" for posting)
CONSOLE = {
    "home": ("", "page"),
    "orders": ("orders/", "page"),
    "export": ("orders/export.csv", "page"),
    "order": ("orders/{order}/", "page"),
    "refund": ("orders/{order}/refund/", "page act"),
    "cancel_order": ("orders/{order}/cancel/", "page act"),
    "cancel_consignment": ("orders/{order}/consignments/1/cancel/", "page act"),
    "exceptions": ("exceptions/", "page"),
    "resolve_case": ("exceptions/{case}/settle/", "page act"),
    "declarations": ("declarations/", "page"),
    "declaration": ("declarations/{declaration}/", "page"),
    "answer_declaration": ("declarations/{declaration}/answer/", "act"),
    "amend_declaration": ("declarations/{declaration}/amend/", "act"),
    "withdraw_declaration": ("declarations/{declaration}/withdraw/", "act"),
    "products": ("products/", "page"),
    "product": ("products/{product}/", "page act"),
    "classify": ("variants/{sku}/classify/", "act"),
    "price": ("variants/{sku}/price/GBP/", "act"),
    "stock": ("stock/", "page"),
    "level": ("stock/{warehouse}/{sku}/", "page act"),
    "minimum_life": ("stock/{warehouse}/{sku}/minimum-life/", "act"),
    "article_profit": ("article-profit/", "page"),
    "facilitations": ("rules/facilitations/", "page"),
    "lots": ("lots/", "page"),
    "pick_ups": ("store-pick-ups/", "page act"),
    "bonded_books": ("bonded/", "page"),
    "bonded_book": ("bonded/{book}/", "page"),
    "reconcile_bonded": ("bonded/{book}/reconcile/", "act"),
    "adjust_bonded": ("bonded/{book}/adjust/", "act"),
    "return_to_bond": ("bonded/{book}/return/", "act"),
    "act_on_lot": ("lots/{lot}/block/", "act"),
    "warehouses": ("warehouses/", "page"),
    "warehouse": ("warehouses/{warehouse}/", "page"),
    "storage_tariff": ("warehouses/{warehouse}/tariff/", "act"),
    "inbound": ("inbound/", "page"),
    "new_inbound": ("inbound/new/", "page act"),
    "inbound_shipment": ("inbound/{inbound}/", "page"),
    "add_inbound_leg": ("inbound/{inbound}/legs/", "act"),
    "add_inbound_cost": ("inbound/{inbound}/costs/", "act"),
    "inbound_step": ("inbound/{inbound}/steps/arrive/", "act"),
    "choose_inbound_port": ("inbound/{inbound}/ports/export/", "act"),
    "receive_inbound": ("inbound/{inbound}/receive/", "page act"),
    "close_inbound": ("inbound/{inbound}/close/", "page act"),
    "counts": ("counts/", "page act"),
    "count_sheet": ("counts/{count}/", "page act"),
    "approve_count": ("counts/{count}/approve/", "act"),
    "cancel_count": ("counts/{count}/cancel/", "act"),
    "lanes": ("lanes/", "page"),
    "new_lane": ("lanes/new/", "page act"),
    "lane": ("lanes/gb-guarded/", "page"),
    "edit_lane": ("lanes/gb-guarded/edit/times/", "page act"),
    "switch_lane": ("lanes/gb-guarded/switch/", "page act"),
    "copy_lane": ("lanes/gb-guarded/copy/", "act"),
    "lane_liability": ("lanes/gb-guarded/liability/", "page act"),
    "lane_prices": ("lanes/gb-guarded/prices/", "page act"),
    "confirm_lane_prices": ("lanes/gb-guarded/prices/confirm/", "act"),
    "lane_price_file": ("lanes/gb-guarded/prices/xlsx/", "page"),
    "modes": ("modes/", "page"),
    "new_mode": ("modes/new/", "page act"),
    "mode": ("modes/guarded/", "page act"),
    "switch_mode": ("modes/guarded/switch/", "page act"),
    "capital": ("capital/", "page"),
    "capital_file": ("capital/capital.csv", "page"),
    "article_table": ("articles/", "page act"),
    "confirm_article_table": ("articles/confirm/", "act"),
    "article_file": ("articles/articles.csv", "page"),
    "routing_rules": ("routing-rules/", "page act"),
    "end_routing_rule": ("routing-rules/1/end/", "act"),
    "waybills": ("waybills/", "page"),
    "new_waybill": ("waybills/new/", "page act"),
    "waybill": ("waybills/{waybill}/", "page"),
    "waybill_step": ("waybills/{waybill}/steps/cancel/", "act"),
    "load_bag": ("waybills/{waybill}/bags/", "act"),
    "new_bag": ("waybills/{waybill}/bags/new/", "act"),
    "new_pallet": ("waybills/{waybill}/pallets/new/", "act"),
    "waybill_manifest": ("waybills/{waybill}/manifest.csv", "page"),
    "deconsolidate": ("waybills/{waybill}/deconsolidate/", "page act"),
    "found_parcel": ("waybills/{waybill}/found/{parcel}/", "page act"),
    "bag": ("bags/{bag}/", "page act"),
    "pull_off": ("bags/{bag}/pull-off/{parcel}/", "page act"),
    "local_label": ("parcels/{parcel}/local-label.pdf", "page"),
    "number_pools": ("number-pools/", "page"),
    "new_pool": ("number-pools/new/", "page act"),
    "number_pool": ("number-pools/{pool}/", "page act"),
    "change_pool": ("number-pools/{pool}/change/", "page act"),
    "channels": ("channels/", "page"),
    "channel": ("channels/{channel}/", "page"),
    "channel_feed": ("channels/{channel}/feed.json", "page"),
    "new_channel": ("channels/new/", "page act"),
    "change_channel": ("channels/{channel}/change/", "page act"),
    "channel_rules": ("channels/{channel}/rules/", "page act"),
    "end_channel_rule": ("channels/{channel}/rules/1/end/", "act"),
    "list_article": ("channels/{channel}/listings/", "act"),
    "listing_step": ("channels/{channel}/listings/{listing}/publish/", "act"),
    "list_category": ("channels/{channel}/category/", "page act"),
    "tell_number": ("channels/{channel}/numbers/", "act"),
    "mode_advice": ("mode-advice/", "page"),
    "simulations": ("simulations/", "page act"),
    "simulation": ("simulations/{simulation}/", "page"),
    "stop_simulation": ("simulations/{simulation}/stop/", "act"),
    "resume_simulation": ("simulations/{simulation}/resume/", "act"),
    "buyers": ("buyers/", "page"),
    "verification": ("buyers/identity/{verification}/", "page act"),
    "verification_photo": ("buyers/identity/{verification}/photo.jpg", "page"),
    "receipt": ("buyers/purchases/{purchase}/receipt.jpg", "page"),
    "reroute": ("orders/{order}/consignments/1/way/", "page act"),
    "waves": ("waves/", "page"),
    "write_downs": ("write-downs/", "page act"),
    "write_down_policy": ("write-downs/rules/", "act"),
    "box_types": ("warehouses/{warehouse}/boxes/", "page act"),
    "handover": ("handover/", "page"),
    "make_manifest": ("handover/manifests/", "act"),
    "manifest_paper": ("handover/manifests/{manifest}.pdf", "page"),
    "order_pickup": ("handover/pickups/", "act"),
    "call_off_pickup": ("handover/pickups/{pickup}/cancel/", "act"),
    "tower": ("tower/", "page"),
    "tower_parcels": ("tower/parcels/", "page"),
    "proof_of_delivery": ("tower/parcels/{parcel}/proof/", "page"),
    "proof_of_delivery_pdf": ("tower/parcels/{parcel}/proof.pdf", "page"),
    "ask_carrier": ("tower/parcels/{parcel}/ask/", "act"),
    "case": ("exceptions/{case}/", "page act"),
    "settle_payment": ("exceptions/{wrong_payment}/payment/", "page act"),
    "take_case": ("exceptions/{case}/take/", "act"),
    "case_file": ("exceptions/{case}/files/{message}/", "page"),
    "claim_pack": ("exceptions/{case}/claim.zip", "page"),
    "carrier_invoices": ("carrier-invoices/", "page"),
    "new_carrier_invoice": ("carrier-invoices/new/", "page act"),
    "book_carrier_invoice": ("carrier-invoices/book/", "act"),
    "carrier_invoice": ("carrier-invoices/{carrier_invoice}/", "page"),
    "settle_invoice_line": ("carrier-invoices/lines/{invoice_line}/settle/", "act"),
    "expected_bill": ("carrier-invoices/expected/simcarrier.csv", "page"),
    "file_claim": ("exceptions/{case}/claims/{parcel}/", "act"),
    "claims": ("claims/", "page"),
    "settle_claim": ("claims/{claim}/settle/", "act"),
    "scorecards": ("scorecards/", "page"),
    "notices": ("notices/", "page"),
    "notice_templates": ("notices/templates/", "page"),
    "notice_template": ("notices/templates/order_cancelled/", "page"),
    "send_notice_again": ("notices/{notice}/send/", "act"),
    "suppliers": ("suppliers/", "page"),
    "supplier": ("suppliers/silk-road/", "page"),
    "ledger": ("ledger/", "page"),
    "rules": ("rules/", "page"),
    "rule_file": ("rules/files/eu.toml/", "page"),
    "propose_rule": ("rules/propose/eu.toml/", "page act"),
    "new_rule": ("rules/new/", "page act"),
    "withdraw_rule": ("rules/withdraw/eu.toml/", "page act"),
    "review_packaged": ("rules/packaged/eu.toml/", "act"),
    "tariffs": ("rules/tariffs/", "page"),
    "read_tariff": ("rules/tariffs/read/", "page act"),
    "tariff_template": ("rules/tariffs/template.csv", "page"),
    "tariff_import": ("rules/tariffs/imports/{tariff_import}/", "page"),
    "coverage": ("rules/coverage/", "page"),
    "destination": ("rules/coverage/DE/", "page"),
    "registrations": ("rules/registrations/", "page"),
    "landed_prices": ("rules/landed-prices/", "page act"),
    "rule_impact": ("rules/proposals/{proposal}/impact/", "page"),
    "rule_proposal": ("rules/proposals/{proposal}/", "page"),
    "approve_rule": ("rules/proposals/{proposal}/approve/", "act"),
    "reject_rule": ("rules/proposals/{proposal}/reject/", "act"),
    "api_keys": ("api-keys/", "page act"),
    "revoke_api_key": ("api-keys/{key}/revoke/", "act"),
    "health": ("health/", "page"),
    "retry_event": ("health/events/1/retry/", "act"),
    "retry_job": ("health/jobs/1/retry/", "act"),
    "shipments": ("shipments/", "page"),
    "shipment": ("shipments/{shipment}/", "page"),
    "shipment_step": ("shipments/{shipment}/steps/dispatch_shipment/", "act"),
    "pack": ("shipments/{shipment}/pack/", "act"),
    "paper": ("shipments/{shipment}/papers/packing_slip/", "page"),
}
# "own" addresses name a thing that belongs to one supplier: another supplier gets 404.
PORTAL = {
    "home": ("", "page"),
    "orders": ("orders/", "page"),
    "order": ("orders/{dropship}/", "page own"),
    "accept": ("orders/{dropship}/accept/", "act own"),
    "refuse": ("orders/{dropship}/refuse/", "act own"),
    "ship": ("orders/{dropship}/ship/", "act own"),
    "book": ("orders/{dropship}/book/", "act own"),
    "hand_over": ("orders/{dropship}/hand-over/", "act own"),
    "paper": ("orders/{dropship}/papers/packing_slip/", "page own"),
    "answer_case": ("orders/{dropship}/cases/{their_case}/", "act own"),
    "case_file": ("orders/{dropship}/files/{their_message}/", "page own"),
    "offers": ("offers/", "page"),
    "quantities": ("offers/quantities/", "act"),
    "stock_file": ("offers/file/", "page act"),
    "offer": ("offers/article/{offered}/", "page act own"),
    "settlements": ("settlements/", "page"),
    "profile": ("company/", "page"),
}
# Pages of buyers abroad: suppliers of another kind, and other buyers, get 404.
BUYERS = {
    "purchases": ("purchases/", "page own"),
    "purchase": ("purchases/{purchase}/", "page own"),
    "accept_purchase": ("purchases/{purchase}/accept/", "act own"),
    "bought": ("purchases/{purchase}/bought/", "act own"),
    "dearer": ("purchases/{purchase}/dearer/", "act own"),
    "not_found": ("purchases/{purchase}/not-found/", "act own"),
    "receipt": ("purchases/{purchase}/receipt.jpg", "page own"),
    "listings": ("listings/", "page own"),
    "new_listing": ("listings/new/", "page act own"),
    "listing": ("listings/{listed}/", "page act own"),
    "identity": ("identity/", "page act own"),
}
ANSWERED = {
    "email": "partner@example.com", "name": "Mine", "scopes": "orders",
    "reason": "no", "carrier": "x", "tracking_number": "AB12345678", "weight_g": "100",
}  # fmt: skip


def names_of(patterns: list[URLPattern]) -> set[str]:
    return {str(pattern.name) for pattern in patterns}


def test_every_address_is_classified() -> None:
    assert names_of(console_urls.urlpatterns) == set(CONSOLE)
    assert names_of(portal_urls.urlpatterns) == set(PORTAL) | set(BUYERS)


def signed_in(email: str, supplier: Supplier | None = None, **rights: bool) -> Client:
    user = User.objects.create_user(email, "harbour-2026", **rights)
    if supplier:
        SupplierMember.objects.create(supplier=supplier, user=user)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def things(db: None) -> dict[str, str]:
    """One of everything that an address can name: an order of ours and one of silk-road's."""
    from tests.settling import settle

    a_rate("GBP", "0.85")
    own = a_confirmed_order()
    shipment = a_packed_shipment(own)
    settle()
    theirs = a_confirmed_order(a_dropship_level(), consignment={"crosses_border": False})
    wrong_payment = a_wrong_payment(a_placed_order())
    case = Case.objects.create(order=own, kind="parcel_exception", due_at=own.placed_at)
    declaration = shipment.declarations.get()
    variant = Variant.objects.get(pk=own.lines.get().variant_id)
    variant.prices.create(amount=1, currency="GBP", valid=("2020-01-01", None))
    lane = a_lane("gb-guarded", "GB", ("DE",), mode="guarded")
    lot = lot_of(stocked(0), 5)
    count = open_count(warehouse=lot.level.warehouse, skus=[], is_blind=True, by="operator:1")
    their_case = Case.objects.create(order=theirs, kind="supplier_late", due_at=theirs.placed_at)
    key, _plain = ApiKey.create_for(User.objects.create_user("partner@example.com"), "Their ERP", ["orders"])
    return {
        **consolidation_things(shipment, lane),
        **invoice_things(),
        **desk_things(shipment.warehouse),
        "parcel": a_delivered_parcel(shipment), "message": a_file_in(case), "claim": str(a_claim(case).pk),
        "their_case": str(their_case.pk), "their_message": a_file_in(their_case, "supplier:silk-road"),
        "notice": str(Notice.objects.order_by("pk").values_list("pk", flat=True)[0]),
        "tariff_import": str(a_tariff_import().pk),
        **buyer_things(own),
        **bonded_things(variant), "lot": str(lot.pk), "count": count.number,
        "inbound": an_inbound(to="in_transit").number,
        "key": str(key.pk), "order": own.number, "shipment": shipment.number, "case": str(case.pk),
        "wrong_payment": str(wrong_payment.pk),
        "declaration": declaration.reference, "product": variant.product.code, "sku": variant.sku,
        "warehouse": "lhr", "dropship": DropshipOrder.objects.get(consignment__order=theirs).number,
        "simulation": str(a_simulation().pk),
        "offered": theirs.lines.get().sku, "proposal": str(a_rule_proposal().pk),
    }  # fmt: skip


def a_delivered_parcel(shipment: Shipment) -> str:
    parcel, at = shipment.parcels.get(), timezone.now()
    number = parcel.numbers.get().number
    parcel.events.create(
        tracking_number=number, event_id="door", status="delivered", description="delivered", at=at
    )
    return str(parcel.pk)


def desk_things(warehouse: Warehouse) -> dict[str, str]:
    """A manifest and a pick-up of a carrier's desk."""
    now = timezone.now()
    manifest = Manifest.objects.create(
        number="MF-1", carrier="simcarrier", warehouse=warehouse, made_by="operator:1", made_at=now
    )
    pickup = Pickup.objects.create(
        carrier="simcarrier", warehouse=warehouse, ready_at=now, closes_at=now + timedelta(hours=2),
        parcels=1, weight_g=500, asked_by="operator:1", asked_at=now,
    )  # fmt: skip
    return {"manifest": manifest.number, "pickup": str(pickup.pk)}


def bonded_things(variant: Variant) -> dict[str, str]:
    """A book that its shelf does not agree with."""
    book = ningbo().bonded_book
    book.items.create(position=1, variant=variant, hs_code="420221", origin_country="FR")
    return {"book": book.number}


def a_file_in(case: Case, *readers: str) -> str:
    message = CaseMessage.objects.create(
        case=case, by="operator:1", readers=list(readers), file_name="a.pdf", media_type="application/pdf",
        content=b"%PDF-1.4",
    )  # fmt: skip
    return str(message.pk)


def a_tariff_import() -> TariffImport:
    return TariffImport.objects.create(
        jurisdiction="US", name="guarded", format="plain", source="test", checksum="0" * 64, rows=1,
        headings=1, loaded_by="operator:1",
    )  # fmt: skip


def everything(
    table: dict[str, tuple[str, str]], prefix: str, things: dict[str, str]
) -> list[tuple[str, str, str]]:
    """(method, address, kind) of every entry."""
    asked = []
    for route, kind in table.values():
        address = f"/en/{prefix}/{route.format(**things)}"
        asked += [("get", address, kind)] if "page" in kind else []
        asked += [("post", address, kind)] if "act" in kind else []
    return asked


def state() -> tuple[object, ...]:
    return (
        StatusChange.objects.count(),
        list(Order.objects.values_list("status", flat=True).order_by("pk")),
        list(DropshipOrder.objects.values_list("status", "tracking_number")),
        list(Variant.objects.values_list("hs6", flat=True).order_by("pk")),
        Case.objects.filter(status="resolved").count(),
        list(ApiKey.objects.values_list("pk", "revoked_at")),
        list(Lane.objects.values_list("code", "is_active").order_by("pk")),
        list(InboundShipment.objects.values_list("status", flat=True)),
        list(Lot.objects.values_list("quantity", "blocked").order_by("pk")),
        list(StockCount.objects.values_list("status", flat=True)),
    )


@pytest.mark.parametrize("surface", ["console", "supplier"])
def test_anonymous_visitors_are_sent_to_sign_in(things: dict[str, str], surface: str) -> None:
    before = state()
    for method, address, _kind in everything(
        CONSOLE if surface == "console" else PORTAL | BUYERS, surface, things
    ):
        answer = getattr(Client(), method)(address, ANSWERED)
        assert answer.status_code == 302, address
        assert answer.url.startswith("/en/account/login/?next="), address
    assert state() == before


@pytest.mark.parametrize("who", ["buyer", "supplier"])
def test_the_console_does_not_exist_for_buyers_and_suppliers(things: dict[str, str], who: str) -> None:
    supplier = Supplier.objects.get(code="silk-road") if who == "supplier" else None
    client = signed_in("someone@example.com", supplier)
    before = state()
    for method, address, _kind in everything(CONSOLE, "console", things):
        assert getattr(client, method)(address, ANSWERED).status_code == 404, address
    assert state() == before


@pytest.mark.parametrize("who", ["buyer", "operator"])
def test_the_portal_does_not_exist_for_those_who_supply_nothing(things: dict[str, str], who: str) -> None:
    client = signed_in("someone@example.com", is_staff=who == "operator")
    before = state()
    for method, address, _kind in everything(PORTAL | BUYERS, "supplier", things):
        assert getattr(client, method)(address, ANSWERED).status_code == 404, address
    assert state() == before


def test_another_supplier_never_meets_what_is_not_its_own(things: dict[str, str]) -> None:
    rival = Supplier.objects.create(
        code="rival", name={"en": "Rival"}, country="CN", email="r@supplier.example"
    )
    client = signed_in("rival@example.com", rival)
    before = state()
    for method, address, kind in everything(PORTAL | BUYERS, "supplier", things):
        answer = getattr(client, method)(address, ANSWERED)
        if "own" in kind:
            assert answer.status_code == 404, address
        else:
            shown = answer.content.decode()
            assert answer.status_code in (200, 302, 422), address
            assert things["dropship"] not in shown, address
            assert things["offered"] not in shown, address
    assert state() == before


def test_a_member_of_a_closed_supplier_has_no_portal(things: dict[str, str]) -> None:
    silk_road = Supplier.objects.get(code="silk-road")
    client = signed_in("sana@example.com", silk_road)
    assert client.get("/en/supplier/").status_code == 200
    Supplier.objects.update(is_active=False)
    assert client.get("/en/supplier/").status_code == 404


def test_an_operator_sees_every_page_of_the_console(things: dict[str, str]) -> None:
    client = signed_in("otto@example.com", is_staff=True)
    for method, address, kind in everything(CONSOLE, "console", things):
        if method == "get" and "page" in kind:
            assert client.get(address).status_code == 200, address


def test_a_supplier_sees_every_page_of_its_portal(things: dict[str, str]) -> None:
    client = signed_in("sana@example.com", Supplier.objects.get(code="silk-road"))
    client.post(f"/en/supplier/orders/{things['dropship']}/accept/")
    client.post(f"/en/supplier/orders/{things['dropship']}/book/", {"weight_g": "300"})
    from tests.settling import settle

    settle()
    for method, address, kind in everything(PORTAL, "supplier", things):
        if method == "get" and "page" in kind:
            assert client.get(address).status_code == 200, address
