"""What payments does when an order is cancelled, a refund decided, storage charged, stock written down."""

from datetime import date

from entrepot.apps.inventory.events import StockWrittenDown, StorageCharged
from entrepot.apps.orders.events import OrderCancelled
from entrepot.apps.payments.events import RefundRequested
from entrepot.apps.payments.services.book_storage import book_storage
from entrepot.apps.payments.services.book_write_downs import book_write_downs
from entrepot.apps.payments.services.settle_cancelled_order import settle_cancelled_order
from entrepot.apps.payments.tasks import send_refund


def return_the_money(event: OrderCancelled) -> None:
    settle_cancelled_order(order_id=event.order_id)


def have_refund_sent(event: RefundRequested) -> None:
    send_refund.defer(refund_id=event.refund_id)


def book_what_storage_costs(event: StorageCharged) -> None:
    book_storage(warehouse_id=event.warehouse_id, until=date.fromisoformat(event.until))


def book_what_stock_lost(event: StockWrittenDown) -> None:
    book_write_downs(warehouse_id=event.warehouse_id)
