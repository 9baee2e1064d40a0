"""Whatever people do in whatever order, no unit appears or vanishes: a random walk with every invariant."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from entrepot.apps.inventory.models import InboundLine, InboundShipment, Lot, StockMovement
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.inventory.services.arrive_inbound import arrive_inbound
from entrepot.apps.inventory.services.block_expired import block_expired
from entrepot.apps.inventory.services.block_stock import block_stock
from entrepot.apps.inventory.services.close_inbound import close_inbound
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.count_stock import count_stock
from entrepot.apps.inventory.services.depart_inbound import depart_inbound
from entrepot.apps.inventory.services.plan_inbound import PlannedLine, Sender
from entrepot.apps.inventory.services.receive_inbound import Unloaded, receive_inbound
from entrepot.apps.inventory.services.release_reservations import release_reservations
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.inventory.services.scrap_stock import scrap_stock
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.kit.errors import Refused
from tests.factories.inbound import BY, an_inbound, lot_of
from tests.factories.inventory import a_warehouse, stocked

UNITS = st.integers(1, 12)
OPEN = ("in_transit", "arrived", "receiving")


class Warehouses(RuleBasedStateMachine):
    """London and Hamburg with one article; ``outside`` is the balance of units that came from or left for
    elsewhere, so what lies anywhere must always equal it.
    """

    def __init__(self) -> None:
        super().__init__()
        transaction.set_autocommit(True)
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.level = stocked(0)
        self.there = a_warehouse("ham", "DE", "overseas")
        self.outside, self.orders = 0, 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(units=UNITS, life=st.none() | st.integers(-3, 9))
    def receive(self, units: int, life: int | None) -> None:
        lot_of(self.level, units, life=life, number=f"L{life}")
        self.outside += units

    @rule(units=UNITS)
    def order(self, units: int) -> None:
        self.orders += 1
        reference = f"order:{self.orders}"
        try:
            wants = [Want("lhr", self.level.variant_id, units)]
            reserve(reference=reference, wants=wants, expires_at=timezone.now() + timedelta(hours=1))
            commit_reservations(reference=reference)
        except Refused:
            return

    @precondition(lambda self: self.orders)
    @rule(units=UNITS)
    def ship(self, units: int) -> None:
        reference = f"order:{self.orders}"
        before = set(StockMovement.objects.filter(kind="ship").values_list("pk", flat=True))
        try:
            items = [(self.level.variant_id, units)]
            ship_reserved(reference=reference, warehouse_code="lhr", items=items, by=BY)
        except Refused:
            return
        self.outside -= units
        gone = StockMovement.objects.filter(kind="ship").exclude(pk__in=before)
        assert not gone.filter(lot__expires_on__lt=timezone.now().date()).exists()

    @precondition(lambda self: self.orders)
    @rule()
    def release(self) -> None:
        release_reservations(reference=f"order:{self.orders}")

    @rule()
    def expire(self) -> None:
        block_expired(today=timezone.now().date())

    @rule(units=UNITS)
    def count(self, units: int) -> None:
        try:
            self.outside += count_stock(
                warehouse_code="lhr", variant_id=self.level.variant_id, counted=units, by=BY,
                reference=f"count:{uuid4()}",
            )  # fmt: skip
        except Refused:
            return

    @rule(units=UNITS, scrap=st.booleans())
    def block(self, units: int, scrap: bool) -> None:
        lot = Lot.objects.filter(level=self.level).order_by("-quantity").first()
        try:
            if lot is not None:
                block_stock(lot=lot, quantity=units, reason="Wet", by=BY)
                if scrap:
                    scrap_stock(lot=lot, quantity=units, reason="Wet", by=BY)
                    self.outside -= units
        except Refused:
            return

    @rule(units=UNITS)
    def transfer(self, units: int) -> None:
        line = PlannedLine(self.level.variant.sku, units)
        sender = Sender(self.level.warehouse)
        shipment = an_inbound(line, sender=sender, destination=self.there, to="announced")
        try:
            with transaction.atomic():
                depart_inbound(shipment=shipment, by=BY)
        except Refused:
            return
        arrive_inbound(shipment=shipment, on=timezone.now().date(), by=BY)

    @rule(units=UNITS, damaged=st.integers(0, 3), twice=st.booleans())
    def unload(self, units: int, damaged: int, twice: bool) -> None:
        shipment = InboundShipment.objects.filter(status__in=OPEN).first()
        if shipment is None:
            return
        line = shipment.lines.order_by("?").first()
        assert line is not None
        found = min(units, line.outstanding)
        broken = min(damaged, line.outstanding - found)
        if found + broken:
            key = str(uuid4())
            for _ in range(1 + twice):
                receive_inbound(
                    shipment=shipment, unloaded=[Unloaded(line.position, found, broken)], key=key, by=BY
                )

    @rule()
    def close(self) -> None:
        shipment = InboundShipment.objects.filter(status__in=OPEN).first()
        if shipment is not None:
            self.outside -= sum(line.outstanding for line in shipment.lines.all())
            reasons = dict.fromkeys(shipment.lines.values_list("position", flat=True), "Lost")
            close_inbound(shipment=shipment, reasons=reasons, by=BY)

    @invariant()
    def nothing_appears_or_vanishes(self) -> None:
        lying = Lot.objects.aggregate(units=Sum(F("quantity") + F("blocked")))["units"] or 0
        moving = InboundLine.objects.filter(shipment__status__in=OPEN)
        under_way = sum(line.outstanding for line in moving)
        assert lying + under_way == self.outside

    @invariant()
    def the_books_agree(self) -> None:
        assert stock_differences() == []
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate; set constraints all deferred")


@pytest.mark.django_db(transaction=True)
def test_no_unit_appears_or_vanishes_whatever_happens_in_whatever_order() -> None:
    run_state_machine_as_test(
        Warehouses,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
