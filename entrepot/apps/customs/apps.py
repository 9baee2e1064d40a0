from django.apps import AppConfig


class CustomsConfig(AppConfig):
    name = "entrepot.apps.customs"
    label = "customs"

    def ready(self) -> None:
        from entrepot.apps.customs import subscribers
        from entrepot.apps.customs.events import DeclarationDue, InboundReleased
        from entrepot.apps.fulfilment.events import ParcelBooked, ShipmentCancelled, ShipmentPacked
        from entrepot.apps.inventory.events import (
            InboundAnnounced,
            InboundCancelled,
            InboundDeparted,
            InboundReceived,
        )
        from entrepot.kit import outbox

        outbox.subscribe(ShipmentPacked, subscribers.declare)
        outbox.subscribe(ParcelBooked, subscribers.send_when_booked)
        outbox.subscribe(DeclarationDue, subscribers.send)
        outbox.subscribe(ShipmentCancelled, subscribers.cancel)
        outbox.subscribe(InboundAnnounced, subscribers.declare_announced)
        outbox.subscribe(InboundDeparted, subscribers.declare_departed)
        outbox.subscribe(InboundCancelled, subscribers.cancel_inbound)
        outbox.subscribe(InboundReceived, subscribers.enter_book)
        outbox.subscribe(InboundReleased, subscribers.enter_when_released)
