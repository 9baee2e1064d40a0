"""DHL Express and UPS through karrio, offline: what would leave, and what recorded answers say.

Everything below karrio's last call to the network is real: its mappers, its serialisation, its parsers.
"""

import base64
import json
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from entrepot.connectors.carriers.karrio import KarrioCarrier, KarrioDesk, KarrioSettings
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.carrier_desks import RatedParcel, RateRequest
from entrepot.domain.ports.carriers import Booking, ContentLine
from entrepot.domain.quantity import Dimensions
from tests.connectors import examples

pytest.importorskip("karrio.sdk", reason="the extra “karrio” is not installed")

ACCOUNT = "123456789"
PDF = b"%PDF-1.4 label"
DHL = KarrioSettings("dhl_express", {"site_id": "site", "password": "secret"}, ACCOUNT, "CN")
UPS = KarrioSettings("ups", {"client_id": "client", "client_secret": "secret"}, ACCOUNT, "CN")
CONTENTS = (
    ContentLine("Sunscreen lotion", 2, Money.of("12.00", "GBP"), 80, "330499", "CN"),
    ContentLine("Silk scarf", 1, Money.of("30.50", "GBP"), 100, "621410", "FR"),
)


class Wire:
    """Stands where karrio would open a connection; answers what is laid ready, by a part of the address."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.ready: dict[str, str] = {}
        self.fails: Exception | None = None

    def __call__(self, **request: Any) -> Any:
        if self.fails:
            raise self.fails
        body = request.get("data") or ""
        self.sent.append((request["url"], body.decode() if isinstance(body, bytes) else body))
        found = next(answer for part, answer in self.ready.items() if part in request["url"])
        decoder = request.get("decoder")
        return decoder(found) if decoder else found


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    import karrio.lib as lib

    stand_in = Wire()
    monkeypatch.setattr(lib, "request", stand_in)
    token = {"access_token": "t", "issued_at": "1795000000000", "expires_in": "14399", "token_type": "Bearer"}
    stand_in.ready = {"oauth/token": json.dumps(token)}
    return stand_in


def a_booking(service: str, **changes: Any) -> Booking:
    booking = examples.booking(
        key="parcel-77",
        service=service,
        contents=CONTENTS,
        weight_g=450,
        dimensions=Dimensions(300, 200, 105),
    )
    return replace(booking, **changes)


def dhl_request(wire: Wire, settings: KarrioSettings = DHL, **changes: Any) -> ET.Element:
    wire.ready |= {"XMLShippingServlet": DHL_BOOKED}
    KarrioCarrier(settings, code="dhl").book(a_booking("dhl_express_worldwide_nondoc", **changes))
    return ET.fromstring(wire.sent[-1][1])


def ups_request(wire: Wire, settings: KarrioSettings = UPS, **changes: Any) -> dict[str, Any]:
    wire.ready |= {"v2409/ship": UPS_BOOKED}
    KarrioCarrier(settings, code="ups").book(a_booking("ups_worldwide_express", **changes))
    return dict(json.loads(wire.sent[-1][1])["ShipmentRequest"]["Shipment"])


DHL_BOOKED = f"""<res:ShipmentResponse xmlns:res="http://www.dhl.com">
 <AirwayBillNumber>1234567890</AirwayBillNumber><CurrencyCode>GBP</CurrencyCode>
 <ShippingCharge>41.300</ShippingCharge>
 <LabelImage><OutputFormat>PDF</OutputFormat><OutputImage>{base64.b64encode(PDF).decode()}</OutputImage></LabelImage>
</res:ShipmentResponse>"""
DHL_REFUSED = """<res:ErrorResponse xmlns:res="http://www.dhl.com"><Response><Status><ActionStatus>Error</ActionStatus>
 <Condition><ConditionCode>PLT003</ConditionCode><ConditionData>Postcode unknown</ConditionData></Condition>
</Status></Response></res:ErrorResponse>"""
DHL_TRACKED = """<req:TrackingResponse xmlns:req="http://www.dhl.com"><AWBInfo><AWBNumber>1234567890</AWBNumber>
 <Status><ActionStatus>success</ActionStatus></Status><ShipmentInfo>
 {}
 </ShipmentInfo></AWBInfo></req:TrackingResponse>"""
DHL_EVENT = """<ShipmentEvent><Date>{}</Date><Time>{}</Time><ServiceEvent><EventCode>{}</EventCode>
 <Description>{}</Description></ServiceEvent><Signatory/><ServiceArea><ServiceAreaCode>LHR</ServiceAreaCode>
 <Description>LONDON-HEATHROW - UK</Description></ServiceArea></ShipmentEvent>"""
UPS_BOOKED = json.dumps(
    {
        "ShipmentResponse": {
            "ShipmentResults": {
                "ShipmentIdentificationNumber": "1Z12345E0291980793",
                "PackageResults": [
                    {
                        "TrackingNumber": "1Z12345E0291980793",
                        "ShippingLabel": {
                            "ImageFormat": {"Code": "ZPL"},
                            "GraphicImage": base64.b64encode(PDF).decode(),
                        },
                    }
                ],
            }
        }
    }
)
UPS_TRACKED = json.dumps(
    {
        "trackResponse": {
            "shipment": [
                {
                    "package": [
                        {
                            "trackingNumber": "1Z12345E0291980793",
                            "deliveryDate": [],
                            "activity": [
                                {
                                    "date": "20261124", "time": "101500",
                                    "status": {"type": "D", "code": "FS", "description": "Delivered"},
                                    "location": {"address": {"city": "London", "country": "GB"}},
                                },
                                {
                                    "date": "20261122", "time": "180000",
                                    "status": {"type": "P", "code": "PU", "description": "Pickup Scan"},
                                    "location": {"address": {"city": "Shenzhen", "country": "CN"}},
                                },
                            ],
                        }
                    ]
                }
            ]
        }
    }
)  # fmt: skip


@pytest.mark.parametrize("incoterm", ["DDP", "DAP"])
def test_dhl_is_told_terms_values_codes_origins_and_currency(wire: Wire, incoterm: str) -> None:
    sent = dhl_request(wire, incoterm=incoterm)
    assert {
        name: sent.findtext(name)
        for name in (
            "Billing/ShippingPaymentType", "Dutiable/TermsOfTrade", "Dutiable/DeclaredValue",
            "Dutiable/DeclaredCurrency", "Consignee/CountryCode", "Consignee/PostalCode",
            "Shipper/CountryCode", "ShipmentDetails/GlobalProductCode", "Reference/ReferenceID",
            "ExportDeclaration/InvoiceNumber", "ExportDeclaration/ShipmentPurpose",
        )
    } == {
        "Billing/ShippingPaymentType": "S", "Dutiable/TermsOfTrade": incoterm,
        "Dutiable/DeclaredValue": "54.5", "Dutiable/DeclaredCurrency": "GBP",
        "Consignee/CountryCode": "GB", "Consignee/PostalCode": "E8 4RP", "Shipper/CountryCode": "CN",
        "ShipmentDetails/GlobalProductCode": "P", "Reference/ReferenceID": "parcel-77",
        "ExportDeclaration/InvoiceNumber": "parcel-77", "ExportDeclaration/ShipmentPurpose": "COMMERCIAL",
    }  # fmt: skip
    assert sent.findtext("Billing/DutyAccountNumber") == (ACCOUNT if incoterm == "DDP" else None)
    lines = [
        [
            line.findtext(name)
            for name in ("Quantity", "Value", "CommodityCode", "ManufactureCountryCode", "Weight/Weight")
        ]
        for line in sent.findall("ExportDeclaration/ExportLineItem")
    ]
    assert lines == [["2", "12", "330499", "CN", "0.04"], ["1", "30.5", "621410", "FR", "0.1"]]
    piece = sent.find("ShipmentDetails/Pieces/Piece")
    assert piece is not None
    assert [piece.findtext(name) for name in ("Weight", "Depth", "Width", "Height")] == [
        "0.45", "30", "20", "10.5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("incoterm", "terms", "payer"), [("DDP", "DDP", "BillShipper"), ("DAP", "DDU", "BillReceiver")]
)
def test_ups_bills_duties_by_the_terms_and_freight_always_to_us(
    wire: Wire, incoterm: str, terms: str, payer: str
) -> None:
    sent = ups_request(wire, incoterm=incoterm)
    freight, duties = sent["PaymentInformation"]["ShipmentCharge"]
    assert freight == {"Type": "01", "BillShipper": {"AccountNumber": ACCOUNT}}
    assert (duties["Type"], payer in duties) == ("02", True)
    forms = sent["ShipmentServiceOptions"]["InternationalForms"]
    assert (forms["TermsOfShipment"], forms["CurrencyCode"], forms["FormType"]) == (terms, "GBP", "01")
    assert sent["InvoiceLineTotal"] == {"CurrencyCode": "GBP", "MonetaryValue": "54.5"}
    assert [
        (one["CommodityCode"], one["OriginCountryCode"], one["Unit"]["Number"], one["Unit"]["Value"])
        for one in forms["Product"]
    ] == [("330499", "CN", "2", "12.0"), ("621410", "FR", "1", "30.5")]
    assert sent["Service"]["Code"] == "07"


def test_paperless_trade_is_asked_for_only_where_it_is_chosen(wire: Wire) -> None:
    def dhl_services(settings: KarrioSettings) -> list[str | None]:
        sent = dhl_request(wire, settings)
        return [each.findtext("SpecialServiceType") for each in sent.findall("SpecialService")]

    def ups_form(settings: KarrioSettings) -> str:
        sent = ups_request(wire, settings)
        return str(sent["ShipmentServiceOptions"]["InternationalForms"]["FormType"])

    assert "WY" not in dhl_services(DHL)
    assert "WY" in dhl_services(replace(DHL, paperless=True))
    assert (ups_form(UPS), ups_form(replace(UPS, paperless=True))) == ("01", "03")


def test_a_commercial_invoice_is_announced_only_where_it_is_chosen(wire: Wire) -> None:
    def announced(settings: KarrioSettings) -> tuple[str | None, str | None]:
        sent = dhl_request(wire, settings)
        # karrio leaves DHL's default out, which is CMI.
        return sent.findtext("DHLInvoiceType", "CMI"), sent.findtext("ExportDeclaration/ShipmentPurpose")

    assert announced(DHL) == ("CMI", "COMMERCIAL")
    assert announced(replace(DHL, commercial_invoice=False)) == ("PFI", "PERSONAL")


def test_within_one_customs_territory_nothing_is_declared(wire: Wire) -> None:
    home = replace(examples.LONDON, country="CN", city="Beijing", postcode="100000")
    assert dhl_request(wire, recipient=home).find("Dutiable") is None
    assert "InternationalForms" not in ups_request(wire, recipient=home).get("ShipmentServiceOptions", {})


def test_the_carrier_writes_no_mails_to_the_buyer(wire: Wire) -> None:
    assert dhl_request(wire).find("Notification") is None
    assert "Notification" not in ups_request(wire)["ShipmentServiceOptions"]


def test_bookings_give_number_charge_and_label(wire: Wire) -> None:
    wire.ready |= {"XMLShippingServlet": DHL_BOOKED, "v2409/ship": UPS_BOOKED}
    by_dhl = KarrioCarrier(DHL, code="dhl").book(a_booking("dhl_express_worldwide_nondoc"))
    assert (by_dhl.tracking_number, by_dhl.charge) == ("1234567890", Money.of("41.30", "GBP"))
    by_ups = KarrioCarrier(UPS, code="ups").book(a_booking("ups_worldwide_express"))
    assert (by_ups.tracking_number, by_ups.carrier_reference) == ("1Z12345E0291980793",) * 2
    assert (by_dhl.label, by_ups.label) == (PDF, PDF)


def test_tracking_is_read_through_our_own_tables_oldest_first(wire: Wire) -> None:
    events = [("2026-11-24", "10:15:00", "OK", "Delivered"), ("2026-11-22", "18:00:00", "PU", "Picked up")]
    wire.ready |= {
        "XMLShippingServlet": DHL_TRACKED.format("".join(DHL_EVENT.format(*event) for event in events)),
        "track/v1": UPS_TRACKED,
    }
    for carrier in (KarrioCarrier(DHL, code="dhl"), KarrioCarrier(UPS, code="ups")):
        number = "1234567890" if carrier.code == "dhl" else "1Z12345E0291980793"
        found = carrier.track(number)
        assert [(event.status, event.leg, event.at) for event in found] == [
            ("in_transit", "first_mile", datetime(2026, 11, 22, 18, tzinfo=UTC)),
            ("delivered", "last_mile", datetime(2026, 11, 24, 10, 15, tzinfo=UTC)),
        ]
        assert found == carrier.track(number)


def test_a_refusal_is_permanent_and_a_lost_connection_temporary(wire: Wire) -> None:
    wire.ready |= {"XMLShippingServlet": DHL_REFUSED}
    carrier = KarrioCarrier(DHL, code="dhl")
    with pytest.raises(Permanent, match="Postcode unknown") as refused:
        carrier.book(a_booking("dhl_express_worldwide_nondoc"))
    assert refused.value.code == "PLT003"
    wire.fails = TimeoutError("timed out")
    with pytest.raises(Temporary) as lost:
        carrier.book(a_booking("dhl_express_worldwide_nondoc"))
    assert lost.value.code == "connection"


def test_an_answer_that_is_none_is_temporary(wire: Wire) -> None:
    wire.ready |= {"v2409/ship": "{}"}
    with pytest.raises(Temporary):
        KarrioCarrier(UPS, code="ups").book(a_booking("ups_worldwide_express"))


def test_ups_rates_come_cheapest_first(wire: Wire) -> None:
    def rated(code: str, amount: str) -> dict[str, Any]:
        charge = {"CurrencyCode": "GBP", "MonetaryValue": amount}
        none = {"CurrencyCode": "GBP", "MonetaryValue": "0.00"}
        return {
            "Service": {"Code": code}, "TotalCharges": charge, "BaseServiceCharge": charge,
            "TransportationCharges": charge, "ServiceOptionsCharges": none, "RatedPackage": [],
            "ItemizedCharges": [],
        }  # fmt: skip

    answer = {"RateResponse": {"RatedShipment": [rated("07", "55.10"), rated("65", "38.20")]}}
    wire.ready |= {"rating": json.dumps(answer)}
    request = RateRequest(
        examples.SHENZHEN, examples.LONDON, (RatedParcel(450),), Money.of("54.50", "GBP"), "DAP"
    )
    rates = KarrioDesk(UPS, code="ups").rates(request)
    assert [(rate.service, rate.price) for rate in rates] == [
        ("ups_worldwide_saver", Money.of("38.20", "GBP")),
        ("ups_express", Money.of("55.10", "GBP")),
    ]


def test_a_shop_without_the_extra_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "karrio.core.utils.logger", None)
    with pytest.raises(Permanent, match="not installed") as refused:
        KarrioCarrier(DHL, code="dhl").track("1234567890")
    assert refused.value.code == "not_installed"
