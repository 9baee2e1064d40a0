from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "entrepot.apps.orders"
    label = "orders"

    def ready(self) -> None:
        from entrepot.apps.inventory.events import PromisedUnitsExpired
        from entrepot.apps.orders import subscribers
        from entrepot.kit import outbox

        outbox.subscribe(PromisedUnitsExpired, subscribers.doubt_expired)
