"""Claims on carriers: within their terms and the value of the goods, in the books, and in the profit."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import Claim, Parcel, Shipment
from entrepot.apps.fulfilment.queries.claims import claimable
from entrepot.apps.fulfilment.queries.profit import order_profit
from entrepot.apps.fulfilment.services.file_claim import file_claim
from entrepot.apps.fulfilment.services.settle_claim import settle_claim
from entrepot.apps.lanes.models import CarrierLiability
from entrepot.apps.lanes.services.set_liability import set_liability
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.payments.queries import ledger_differences
from entrepot.domain.liability import Liability
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.apps.fulfilment.test_carrier_invoices import balances, on_its_way
from tests.factories.fulfilment import a_packed_shipment
from tests.factories.markets import a_rate

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BOOKS = ("claims_receivable", "claims_deferred", "claims_recovered", "bank")


@pytest.fixture(autouse=True)
def _rates() -> None:
    a_rate("GBP", "0.80")


def euro(amount: str) -> Money:
    return Money.of(amount, "EUR")


def liable(
    per_parcel: str = "0", per_kg: str = "0", currency: str = "EUR", days_ago: int = 0
) -> CarrierLiability:
    return set_liability(
        carrier="simcarrier", service="standard", source="terms, section 8", is_assumed=False,
        terms=Liability(Money.of(per_parcel, currency), Money.of(per_kg, currency), claim_days=30),
        valid_from=NOW.date() - timedelta(days=days_ago),
    )  # fmt: skip


def case_of(parcel: Parcel) -> Case:
    return open_case(
        order=parcel.shipment.consignment.order, kind="parcel_exception", reference=f"parcel:{parcel.pk}",
        due_at=NOW, facts={"reason": "lost"},
    )  # fmt: skip


@pytest.fixture
def parcel() -> Parcel:
    """Of 400 g, on its way, with goods for EUR 10.00."""
    return on_its_way().parcels.get()


def asked(parcel: Parcel, amount: str) -> Claim:
    return file_claim(parcel=parcel, case=case_of(parcel), asked=euro(amount), by="operator:1", at=NOW)


def answered(claim: Claim, paid: str, note: str = "CN-7") -> Claim:
    return settle_claim(claim=claim, paid=euro(paid), note=note, by="operator:1", at=NOW)


def received(order: Order) -> Decimal:
    found = order_profit(order)
    assert found is not None
    return found.received.amount


def test_the_terms_of_the_day_of_handing_over_limit_a_claim(parcel: Parcel) -> None:
    Shipment.objects.update(dispatched_at=NOW)
    liable(per_kg="5", days_ago=9)
    liable(per_parcel="2", per_kg="10", currency="GBP", days_ago=1)
    CarrierLiability.objects.create(
        carrier="simcarrier",
        service="express",
        valid_from=NOW.date(),
        currency="EUR",
        per_kg_amount=1,
        claim_days=1,
    )
    # GBP 2.00 + 0.4 kg x 10.00 = 6.00, at 0.80 for a euro.
    may = claimable(Parcel.objects.get())
    assert may is not None
    assert (may.worth, may.limit, may.most) == (euro("10.00"), euro("7.50"), euro("7.50"))
    assert may.until == NOW.date() + timedelta(days=30)
    Shipment.objects.update(dispatched_at=NOW - timedelta(days=3))
    before = claimable(Parcel.objects.get())
    assert before is not None
    assert (before.limit, before.until) == (euro("2.00"), NOW.date() + timedelta(days=27))


def test_no_more_is_claimed_than_the_goods_in_the_parcel_are_worth() -> None:
    liable(per_parcel="500")
    first, second = on_its_way(parcels=2).parcels.order_by("pk")
    for each in (first, second):
        may = claimable(each)
        assert may is not None
        assert (may.worth, may.most) == (euro("10.00"), euro("10.00"))
    with pytest.raises(Refused) as refused:
        asked(first, "10.01")
    assert [fault.field for fault in refused.value.faults] == ["amount"]


def test_without_known_terms_a_claim_has_the_value_as_its_limit_and_no_last_day(parcel: Parcel) -> None:
    may = claimable(parcel)
    assert may is not None
    assert (may.limit, may.until, may.most) == (None, None, euro("10.00"))


def test_what_is_claimed_is_outstanding_and_not_earned_until_it_is_paid(parcel: Parcel) -> None:
    order = parcel.shipment.consignment.order
    before = received(order)
    claim = asked(parcel, "10.00")
    assert balances(*BOOKS) == {"claims_receivable": "10.00", "claims_deferred": "-10.00"}
    assert received(order) == before
    answered(claim, "8.00")
    assert balances(*BOOKS) == {"bank": "8.00", "claims_recovered": "-8.00"}
    assert received(order) - before == Decimal("8.00")
    assert ledger_differences() == []
    kinds = ["claim_asked", "claim_paid"]
    assert list(order.timeline.filter(kind__in=kinds).order_by("pk").values_list("kind", "for_buyer")) == [
        ("claim_asked", False), ("claim_paid", False),
    ]  # fmt: skip


def test_a_refused_claim_leaves_nothing_in_the_books(parcel: Parcel) -> None:
    claim = answered(asked(parcel, "10.00"), "0", note="too late")
    assert (claim.status, claim.note) == ("refused", "too late")
    assert balances(*BOOKS) == {}
    with pytest.raises(IllegalTransition):
        answered(claim, "10.00")


@pytest.mark.parametrize("paid", ["10.01", "-1", "0.001"])
def test_what_was_paid_is_in_whole_coins_and_no_more_than_was_asked(parcel: Parcel, paid: str) -> None:
    claim = asked(parcel, "10.00")
    with pytest.raises(Refused):
        answered(claim, paid)
    assert balances(*BOOKS) == {"claims_receivable": "10.00", "claims_deferred": "-10.00"}


@pytest.mark.parametrize("amount", ["0", "-1", "1.001"])
def test_a_claim_is_for_whole_coins_above_nothing(parcel: Parcel, amount: str) -> None:
    with pytest.raises(Refused):
        asked(parcel, amount)
    assert Claim.objects.count() == 0


def test_a_claim_and_what_is_paid_for_it_are_in_the_currency_of_the_order(parcel: Parcel) -> None:
    pounds = Money.of("5.00", "GBP")
    with pytest.raises(Refused):
        file_claim(parcel=parcel, case=case_of(parcel), asked=pounds, by="operator:1", at=NOW)
    claim = asked(parcel, "10.00")
    with pytest.raises(Refused):
        settle_claim(claim=claim, paid=pounds, note="CN-7", by="operator:1", at=NOW)
    assert balances(*BOOKS) == {"claims_receivable": "10.00", "claims_deferred": "-10.00"}


def test_terms_in_another_currency_count_at_the_rate_of_the_day_of_handing_over(parcel: Parcel) -> None:
    Shipment.objects.update(dispatched_at=NOW - timedelta(days=3))
    liable(per_parcel="4", currency="GBP", days_ago=9)
    a_rate("GBP", "0.50", as_of=NOW.date() - timedelta(days=1))
    may = claimable(Parcel.objects.get())
    assert may is not None
    assert may.limit == euro("5.00")


def test_a_parcel_is_claimed_once_and_only_in_a_case_of_its_order(parcel: Parcel) -> None:
    asked(parcel, "4.00")
    with pytest.raises(Refused) as again:
        asked(parcel, "4.00")
    assert again.value.code == "claimed_already"
    other = on_its_way().parcels.get()
    with pytest.raises(Refused) as strange:
        file_claim(parcel=other, case=case_of(parcel), asked=euro("1"), by="operator:1", at=NOW)
    assert strange.value.code == "nothing_to_claim"


def test_what_no_carrier_has_taken_over_cannot_be_claimed() -> None:
    parcel = a_packed_shipment().parcels.get()
    assert claimable(parcel) is None
    with pytest.raises(Refused) as refused:
        asked(parcel, "1.00")
    assert refused.value.code == "nothing_to_claim"


def test_terms_that_grant_nothing_or_cannot_be_converted_are_refused() -> None:
    for terms in (("0", "0", "EUR"), ("-1", "5", "EUR"), ("1", "0", "XDR")):
        with pytest.raises(Refused):
            liable(*terms)
    assert CarrierLiability.objects.count() == 0


def test_terms_of_the_same_day_are_replaced() -> None:
    liable(per_parcel="5")
    liable(per_kg="7")
    row = CarrierLiability.objects.get()
    assert (row.per_parcel, row.per_kg) == (euro("0"), euro("7"))
