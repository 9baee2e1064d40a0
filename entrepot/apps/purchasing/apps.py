from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "entrepot.apps.purchasing"
    label = "purchasing"

    def ready(self) -> None:
        from entrepot.apps.orders.events import OrderCancelled, OrderConfirmed
        from entrepot.apps.payments.events import BalanceNotPaid, BalancePaid
        from entrepot.apps.purchasing import subscribers
        from entrepot.kit import outbox

        outbox.subscribe(OrderConfirmed, subscribers.send_to_suppliers)
        outbox.subscribe(BalancePaid, subscribers.have_it_sent)
        outbox.subscribe(BalanceNotPaid, subscribers.drop_what_is_unpaid)
        outbox.subscribe(OrderCancelled, subscribers.cancel_with_the_order)
