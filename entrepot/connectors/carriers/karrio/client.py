"""One carrier through karrio: its requests, its HTTP, its answers.

karrio is an extra and slow to load (seconds): it is imported at the first call, never at start-up.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from entrepot.connectors.carriers.karrio.mapping import Document, meaning_of
from entrepot.connectors.carriers.karrio.settings import KarrioSettings
from entrepot.domain.ports import PartnerError, Permanent, Temporary

# Answers of carriers and gateways that another try may better.
TRY_AGAIN: Final = frozenset({"408", "425", "429", "500", "502", "503", "504", "timeout", "10429"})


class KarrioClient:
    """Raises ``Temporary`` and ``Permanent`` only."""

    def __init__(self, settings: KarrioSettings) -> None:
        self._settings = settings

    @cached_property
    def _gateway(self) -> Any:
        try:
            from karrio.core.utils.logger import configure_logger

            configure_logger(level="WARNING")
            import karrio.sdk as karrio
        except ImportError as error:
            said = "karrio is not installed: install the extra “karrio” to reach this carrier"
            raise Permanent(said, code="not_installed") from error
        chosen = self._settings
        return karrio.gateway[chosen.carrier].create(
            {
                **chosen.credentials,
                "account_number": chosen.account_number,
                "account_country_code": chosen.account_country,
                "test_mode": chosen.test_mode,
            }
        )

    def book(self, body: Document) -> Any:
        return self._ask("ShipmentRequest", body, "shipment", "create_shipment")

    def cancel(self, reference: str) -> Any:
        body = {"shipment_identifier": reference}
        return self._ask("ShipmentCancelRequest", body, "cancel_shipment", "cancel_shipment")

    def track(self, number: str) -> Any:
        """karrio's details of the parcel; ``None`` before the carrier has any."""
        found = self._ask("TrackingRequest", {"tracking_numbers": [number]}, "tracking", "get_tracking")
        return found[0] if found else None

    def rates(self, body: Document) -> Any:
        return self._ask("RateRequest", body, "rate", "get_rates")

    def request_pickup(self, body: Document) -> Any:
        return self._ask("PickupRequest", body, "pickup", "schedule_pickup")

    def cancel_pickup(self, reference: str) -> Any:
        body = {"confirmation_number": reference}
        return self._ask("PickupCancelRequest", body, "cancel_pickup", "cancel_pickup")

    def _ask(self, kind: str, body: Document, what: str, send: str) -> Any:
        """Map, send, parse: what karrio calls ``create_<what>_request`` and ``parse_<what>_response``."""
        gateway = self._gateway
        import karrio.core.errors as errors
        import karrio.core.models as models
        import karrio.lib as lib

        payload = lib.to_object(getattr(models, kind), body)
        mapper: Any = gateway.mapper
        try:
            request = getattr(mapper, f"create_{what}_request")(payload)
            answer = getattr(gateway.proxy, send)(request)
            details, messages = _read(lambda: getattr(mapper, f"parse_{what}_response")(answer))
        except OSError as error:
            raise Temporary(f"no answer from {self._settings.carrier}: {error}", code="connection") from error
        except errors.ParsedMessagesError as error:
            raise _failure(error.messages) from error
        except errors.ShippingSDKError as error:
            raise Permanent(str(error), code=str(getattr(error, "code", ""))) from error
        if not details and messages:
            raise _failure(messages)
        return details


def _read(parse: Callable[[], Any]) -> Any:
    try:
        return parse()
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        said = f"the answer cannot be understood: {type(error).__name__} {error}"
        raise Temporary(said, code="unreadable") from error


def _failure(messages: list[Any]) -> PartnerError:
    code, said = meaning_of(messages)
    return Temporary(said, code=code) if code in TRY_AGAIN else Permanent(said, code=code)
