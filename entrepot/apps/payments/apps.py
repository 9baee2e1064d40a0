from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "entrepot.apps.payments"
    label = "payments"

    def ready(self) -> None:
        from entrepot.apps.inventory.events import StockWrittenDown, StorageCharged
        from entrepot.apps.orders.events import OrderCancelled
        from entrepot.apps.payments import subscribers
        from entrepot.apps.payments.events import RefundRequested
        from entrepot.kit import outbox

        outbox.subscribe(OrderCancelled, subscribers.return_the_money)
        outbox.subscribe(RefundRequested, subscribers.have_refund_sent)
        outbox.subscribe(StorageCharged, subscribers.book_what_storage_costs)
        outbox.subscribe(StockWrittenDown, subscribers.book_what_stock_lost)
