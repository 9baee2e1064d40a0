from django.apps import AppConfig


class CheckoutConfig(AppConfig):
    name = "entrepot.apps.checkout"
    label = "checkout"

    def ready(self) -> None:
        from entrepot.apps.checkout import subscribers
        from entrepot.apps.orders.events import OrderConfirmed
        from entrepot.kit import outbox

        outbox.subscribe(OrderConfirmed, subscribers.look_for_linked_orders)
