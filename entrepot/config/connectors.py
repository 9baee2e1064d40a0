"""The adapters in use. Adding a partner is a folder under ``connectors`` and a line here."""

from typing import Any

from django.conf import settings

from entrepot.connectors.carriers.counter import ShopCounter
from entrepot.connectors.carriers.karrio import KarrioCarrier, KarrioDesk, KarrioSettings
from entrepot.connectors.carriers.memory import MemoryCarrier
from entrepot.connectors.carriers.memory_desk import MemoryCarrierDesk
from entrepot.connectors.carriers.simcarrier.adapter import Simcarrier
from entrepot.connectors.carriers.simcarrier.desk import SimcarrierDesk
from entrepot.connectors.carriers.simcarrier.settings import SimcarrierSettings
from entrepot.connectors.channels.memory import MemoryChannel
from entrepot.connectors.channels.sandmarket.adapter import Sandmarket
from entrepot.connectors.channels.sandmarket.settings import SandmarketSettings
from entrepot.connectors.customs.memory import MemoryCustoms
from entrepot.connectors.customs.simport.adapter import SimportCustoms
from entrepot.connectors.customs.simport.settings import SimportSettings
from entrepot.connectors.notices.folder import FolderNotices, FolderSettings
from entrepot.connectors.notices.memory import MemoryNotices
from entrepot.connectors.notices.smtp import SmtpNotices, SmtpSettings
from entrepot.connectors.payments.memory import MemoryPayments
from entrepot.connectors.payments.sandbox.adapter import SandboxPayments
from entrepot.connectors.payments.sandbox.settings import SandboxSettings
from entrepot.demo.simulation.scenario import SalesHistory
from entrepot.demo.simulation.shop_history import ShopHistory
from entrepot.kit.adapters import (
    carrier_desks,
    carriers,
    channel_gateways,
    customs_gateways,
    notice_senders,
    payment_gateways,
    scenarios,
)


def register_adapters() -> None:
    """Fill the registries of ``kit.adapters`` anew; refuses two adapters of one code."""
    for registry in (
        carriers, carrier_desks, channel_gateways, customs_gateways, notice_senders, payment_gateways,
        scenarios,
    ):  # fmt: skip
        registry.clear()
    scenarios.register(SalesHistory())
    scenarios.register(ShopHistory())
    carriers.register(ShopCounter(settings.SECRET_KEY))
    if settings.PARTNERS == "memory":
        carrier = MemoryCarrier("simcarrier")
        carriers.register(carrier)
        carrier_desks.register(MemoryCarrierDesk(carrier))
        channel_gateways.register(MemoryChannel("sandmarket"))
        customs_gateways.register(MemoryCustoms("simport"))
        payment_gateways.register(MemoryPayments("sandbox"))
        notice_senders.register(MemoryNotices("folder"))
        return
    reached = SimcarrierSettings(**_reached(settings.CARRIER_SIMCARRIER))
    carriers.register(Simcarrier(reached))
    carrier_desks.register(SimcarrierDesk(reached))
    for code, chosen in settings.CARRIERS_BY_KARRIO.items():
        if all(chosen["credentials"].values()):
            carriers.register(KarrioCarrier(KarrioSettings(**chosen), code=code))
            carrier_desks.register(KarrioDesk(KarrioSettings(**chosen), code=code))
    channel_gateways.register(Sandmarket(SandmarketSettings(settings.CHANNEL_SANDMARKET["url"])))
    customs_gateways.register(SimportCustoms(SimportSettings(**_reached(settings.CUSTOMS_SIMPORT))))
    payment_gateways.register(SandboxPayments(SandboxSettings(**_reached(settings.PAYMENT_SANDBOX))))
    notice_senders.register(FolderNotices(FolderSettings(settings.NOTICE_FOLDER)))
    if settings.SMTP["host"]:
        notice_senders.register(SmtpNotices(SmtpSettings(**settings.SMTP)))


def _reached(partner: dict[str, str]) -> dict[str, Any]:
    return {"base_url": partner["url"], "webhook_secrets": (partner["secret"],)}
