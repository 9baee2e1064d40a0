"""Every case leads to the page where it is settled; there wrong payments and found parcels are settled."""

import pytest
from django.test import Client

from entrepot.apps.accounts.models import User
from entrepot.apps.fulfilment.models import CustodyScan, Parcel
from entrepot.apps.orders.models import SHOP_KINDS, Case, Order
from entrepot.apps.orders.words.cases import CASES
from entrepot.apps.payments.models import Payment, Refund
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.web.backoffice.queries.case_acts import ACTS
from entrepot.web.backoffice.queries.cases import case_shown
from tests.factories.consolidation import a_bagged_parcel
from tests.factories.fulfilment import a_confirmed_order, a_packed_shipment
from tests.factories.lanes import a_lane
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_notice, a_wrong_payment, an_open_payment
from tests.factories.pools import a_pool

pytestmark = pytest.mark.django_db
CONSOLE = "/en/console"


def shop_matter() -> str:
    """The code of a number pool, a lane and more that a case of the shop may name."""
    a_lane("local-fr", "GB", ("FR",))
    return a_pool().code


def test_no_kind_of_case_is_without_an_act() -> None:
    assert set(CASES) - set(ACTS) == set()


@pytest.mark.parametrize("kind", sorted(CASES))
def test_the_act_of_a_case_without_its_matter_still_leads_somewhere(kind: str, console: Client) -> None:
    order = a_placed_order()
    User.objects.update(is_superuser=True)  # a port is set up under Administration
    about = {"order": None, "reference": shop_matter()} if kind in SHOP_KINDS else {"order": order}
    case = Case.objects.create(**about, kind=kind, due_at=order.placed_at)
    shown = case_shown(case)
    assert shown.act_label
    assert console.get(shown.act_url).status_code in (200, 302)


def test_a_wrong_payment_is_settled_from_its_case(console: Client) -> None:
    case = a_wrong_payment(a_placed_order())
    address = f"{CONSOLE}/exceptions/{case.pk}/payment/"
    assert f'href="{address}"' in console.get(f"{CONSOLE}/exceptions/{case.pk}/").content.decode()
    assert f'href="{address}"' in console.get(f"{CONSOLE}/orders/{case.order.number}/").content.decode()
    shown = console.get(address).content.decode()
    assert "€22.80" in shown
    assert "Take it; what is too much goes back to the buyer" in shown
    assert "forgive" not in shown.split("<form class")[1].split('name="reason"')[0]

    refused = console.post(address, {"answer": "keep", "amount": "22.80", "reason": ""})
    assert (refused.status_code, "Say why; it stays with the payment." in refused.content.decode()) == (
        422,
        True,
    )
    changed = console.post(address, {"answer": "return_rest", "amount": "23.80"})
    assert "now says EUR 22.80" in changed.content.decode()
    assert not Payment.objects.filter(status="captured").exists()

    for _ in range(2):
        done = console.post(address, {"answer": "return_rest", "amount": "22.80"})
        assert done.status_code == 302
    assert Order.objects.get(pk=case.order_id).status == "confirmed"
    assert Refund.objects.get().amount == 1
    assert console.get(f"{CONSOLE}/orders/{case.order.number}/").status_code == 200


def test_a_damaged_parcel_is_set_aside_from_its_case(console: Client) -> None:
    parcel = a_bagged_parcel(a_packed_shipment(a_confirmed_order()))
    waybill = parcel.bag.waybill  # type: ignore[union-attr]
    order = parcel.shipment.consignment.order
    CustodyScan.objects.create(
        parcel=parcel, act="damaged", code="LX", bag=parcel.bag, waybill=waybill, by="x", at=order.placed_at
    )
    case = Case.objects.create(
        order=order, kind="parcel_damaged", reference=f"parcel:{parcel.pk}", due_at=order.placed_at
    )
    address = f"{CONSOLE}/waybills/{waybill.number}/found/{parcel.pk}/"
    assert case_shown(case).act_url == address
    assert "Move it here" not in console.get(address).content.decode()
    assert console.post(address, {"do": "aside", "fate": "destroyed"}).status_code == 422
    done = console.post(address, {"do": "aside", "fate": "held", "reason": "waits for the insurer"})
    assert done.status_code == 302
    assert Parcel.objects.get(pk=parcel.pk).scans.last().act == "held"  # type: ignore[union-attr]
    assert "waits for the insurer" in console.get(address).content.decode()


def test_money_that_no_payment_of_ours_explains_is_seen_in_the_ledger(console: Client) -> None:
    payment = an_open_payment()
    notice = a_notice(payment, key="", provider_reference="mem_elsewhere")
    assert record_notice(gateway="sandbox", notice=notice).outcome == "unknown_reference"
    shown = console.get(f"{CONSOLE}/ledger/").content.decode()
    assert "mem_elsewhere" in shown
    assert "21.8" in shown
