"""Addresses of the console about warehouses: stock, lots, inbound shipments, transfers, counts, storage."""

from typing import Final

from entrepot.web.backoffice.access import View
from entrepot.web.backoffice.views import (
    bonded,
    box_types,
    counts,
    handover,
    inbound,
    lots,
    pick_ups,
    receiving,
    stock,
    warehouses,
    waves,
)

PAGES: Final[tuple[tuple[str, View, str], ...]] = (
    ("stock/", stock.stock, "stock"),
    ("stock/<slug:warehouse>/<str:sku>/", stock.level, "level"),
    ("stock/<slug:warehouse>/<str:sku>/minimum-life/", stock.minimum_life, "minimum_life"),
    ("lots/", lots.recall, "lots"),
    ("lots/<int:pk>/<slug:act>/", lots.act_on_lot, "act_on_lot"),
    ("warehouses/", warehouses.warehouses, "warehouses"),
    ("warehouses/<slug:code>/", warehouses.warehouse, "warehouse"),
    ("warehouses/<slug:code>/tariff/", warehouses.storage_tariff, "storage_tariff"),
    ("warehouses/<slug:code>/boxes/", box_types.box_types, "box_types"),
    ("waves/", waves.waves, "waves"),
    ("handover/", handover.handover, "handover"),
    ("handover/manifests/", handover.close, "make_manifest"),
    ("handover/manifests/<str:number>.pdf", handover.manifest_paper, "manifest_paper"),
    ("handover/pickups/", handover.order, "order_pickup"),
    ("handover/pickups/<int:pk>/cancel/", handover.call_off, "call_off_pickup"),
    ("inbound/", inbound.inbound_shipments, "inbound"),
    ("inbound/new/", inbound.new_inbound, "new_inbound"),
    ("inbound/<str:number>/", inbound.inbound_shipment, "inbound_shipment"),
    ("inbound/<str:number>/legs/", inbound.add_leg, "add_inbound_leg"),
    ("inbound/<str:number>/costs/", inbound.add_cost, "add_inbound_cost"),
    ("inbound/<str:number>/steps/<slug:code>/", inbound.step, "inbound_step"),
    ("inbound/<str:number>/receive/", receiving.receive, "receive_inbound"),
    ("inbound/<str:number>/close/", receiving.close, "close_inbound"),
    ("bonded/", bonded.bonded_books, "bonded_books"),
    ("bonded/<str:number>/", bonded.bonded_book, "bonded_book"),
    ("bonded/<str:number>/reconcile/", bonded.reconcile, "reconcile_bonded"),
    ("bonded/<str:number>/adjust/", bonded.adjust, "adjust_bonded"),
    ("bonded/<str:number>/return/", bonded.take_back, "return_to_bond"),
    ("store-pick-ups/", pick_ups.pick_ups, "pick_ups"),
    ("counts/", counts.counts, "counts"),
    ("counts/<str:number>/", counts.count_sheet, "count_sheet"),
    ("counts/<str:number>/approve/", counts.approve, "approve_count"),
    ("counts/<str:number>/cancel/", counts.cancel, "cancel_count"),
)
