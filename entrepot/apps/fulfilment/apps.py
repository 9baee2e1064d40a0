from django.apps import AppConfig


class FulfilmentConfig(AppConfig):
    name = "entrepot.apps.fulfilment"
    label = "fulfilment"

    def ready(self) -> None:
        from entrepot.apps.fulfilment import events, subscribers
        from entrepot.apps.lanes.events import LaneChanged, NumberPoolChanged
        from entrepot.apps.orders.events import OrderCancelled, OrderConfirmed
        from entrepot.apps.payments.events import RefundRequested
        from entrepot.apps.purchasing.events import DropshipPacked, DropshipShipped
        from entrepot.kit import outbox

        outbox.subscribe(OrderConfirmed, subscribers.create_shipments)
        outbox.subscribe(OrderCancelled, subscribers.cancel_with_the_order)
        outbox.subscribe(RefundRequested, subscribers.settle_refunded)
        outbox.subscribe(DropshipPacked, subscribers.pack_for_supplier)
        outbox.subscribe(DropshipShipped, subscribers.take_over_from_supplier)
        outbox.subscribe(events.ShipmentPacked, subscribers.book_parcels)
        outbox.subscribe(events.BookingRequested, subscribers.book_parcel_again)
        outbox.subscribe(events.ShipmentDispatched, subscribers.hand_parcels_over)
        outbox.subscribe(events.ShipmentDispatched, subscribers.put_at_the_counter)
        outbox.subscribe(events.NewsRequested, subscribers.ask_carrier)
        outbox.subscribe(events.ManifestMade, subscribers.close_manifest)
        outbox.subscribe(events.PickupAsked, subscribers.arrange_pickup)
        outbox.subscribe(events.NumberAbandoned, subscribers.void_abandoned_number)
        outbox.subscribe(events.ShipmentCancelled, subscribers.void_numbers)
        outbox.subscribe(events.ShipmentCancelled, subscribers.release)
        outbox.subscribe(NumberPoolChanged, subscribers.look_at_pools)
        outbox.subscribe(LaneChanged, subscribers.look_at_lanes)
        outbox.subscribe(events.ParcelDeconsolidated, subscribers.inject)
