"""Lists: what they find, in how many statements, and the file that no spreadsheet can run."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.orders.models import Case, Order
from entrepot.web.backoffice.queries.counts import work_counts
from entrepot.web.backoffice.queries.orders import OrderSearch, find_orders
from entrepot.web.csv_lines import harmless
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level, a_packed_shipment
from tests.factories.inventory import stocked
from tests.factories.orders import a_placed_order

CONSOLE = "/en/console"
# Two of them read lanes and modes, which a running process keeps.
MOST_STATEMENTS = 11


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_the_list_of_orders_takes_few_statements_however_many_there_are(
    console: Client, django_assert_max_num_queries: Any
) -> None:
    level = stocked(50)
    for _number in range(12):
        a_placed_order(level)
    a_confirmed_order()
    with django_assert_max_num_queries(MOST_STATEMENTS):
        shown = text_of(console.get(f"{CONSOLE}/orders/"))
    assert shown.count("Buyer: The buyer pays") == 12
    assert shown.count("Ours: Pick the goods") == 1


def test_orders_are_found_by_number_mail_name_and_tracking_number(console: Client) -> None:
    order = a_packed_shipment().consignment.order
    other = a_placed_order()
    Order.objects.filter(pk=other.pk).update(
        email="zoe@buyer.example", address={**other.address, "name": "Zoe"}
    )
    Parcel.objects.update(tracking_number="LE990000016GB")
    for text, wanted, unwanted in [
        (order.number.lower(), order, other), ("LE 990 000 016 GB", order, other),
        ("zoe@buyer", other, order), ("zoe", other, order), ("李小", order, other),
    ]:  # fmt: skip
        shown = text_of(console.get(f"{CONSOLE}/orders/", {"q": text}))
        assert f"/orders/{wanted.number}/" in shown, text
        assert f"/orders/{unwanted.number}/" not in shown, text
    assert "No order fits" in text_of(console.get(f"{CONSOLE}/orders/", {"q": "nobody"}))


def test_our_move_lists_exactly_what_waits_for_us(console: Client) -> None:
    ours, unpaid = a_confirmed_order(), a_placed_order()
    Case.objects.create(kind="lane_ends", reference="gb-eu", due_at=ours.placed_at)  # no order's
    shown = text_of(console.get(f"{CONSOLE}/orders/", {"status": "ours"}))
    assert f"/orders/{ours.number}/" in shown
    assert f"/orders/{unpaid.number}/" not in shown


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_the_file_holds_the_listed_orders_with_exact_amounts(console: Client) -> None:
    order = a_placed_order()
    Order.objects.update(address={**order.address, "name": '=HYPERLINK("http://x")'})
    answer = console.get(f"{CONSOLE}/orders/export.csv", {"status": "awaiting_payment"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["number"] == order.number
    assert row["name"] == '\'=HYPERLINK("http://x")'
    assert (row["goods"], row["shipping"], row["total"]) == ("10.00", "4.50", "21.80")
    nothing = console.get(f"{CONSOLE}/orders/export.csv", {"status": "completed"})
    assert len(b"".join(nothing.streaming_content).splitlines()) == 1


def test_a_tile_counts_what_its_link_lists(console: Client) -> None:
    confirmed, prepared, done = a_placed_order(), a_placed_order(), a_placed_order()
    for order, status in ((confirmed, "confirmed"), (prepared, "in_fulfilment"), (done, "completed")):
        Order.objects.filter(pk=order.pk).update(status=status)
    a_confirmed_order(a_dropship_level())
    assert (work_counts().in_work, find_orders(OrderSearch("in_work")).count()) == (3, 3)
    assert (work_counts().with_suppliers, find_orders(OrderSearch("with_suppliers")).count()) == (1, 1)
    today = text_of(console.get(f"{CONSOLE}/"))
    assert "?status=in_work" in today
    assert "?status=with_suppliers" in today
