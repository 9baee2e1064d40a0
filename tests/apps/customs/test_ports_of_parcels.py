"""At which of several ports a parcel is declared: where somebody said so, never at the first by code."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from entrepot.apps.customs.models import CustomsPort, Declaration, PreferredPort, WarehousePort
from entrepot.apps.customs.services.declare_shipment import declare_shipment
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.lanes.models import FulfilmentMode, Lane
from entrepot.apps.orders.models import Case
from tests.factories.fulfilment import ADDRESS, a_confirmed_order, a_packed_shipment
from tests.settling import settle

pytestmark = pytest.mark.django_db
SHENZHEN = {**ADDRESS, "city": "深圳", "country": "CN", "postcode": "518000"}
ALWAYS = DateRange(date(2020, 1, 1), None)


@pytest.fixture
def parcel() -> Shipment:
    """From Britain to China under 9610, which Hangzhou and Shenzhen do; Dover and Heathrow do the export."""
    order = a_confirmed_order(address=SHENZHEN, importer_id="310101199001011234")
    for code, *procedures in (
        ("cn-hangzhou", "9610"), ("cn-shanghai", "0110"), ("cn-shenzhen", "9610"),
        ("gb-dover",), ("gb-heathrow",),
    ):  # fmt: skip
        CustomsPort.objects.create(
            code=code, name={"en": code}, country=code[:2].upper(), gateway="simport", procedures=procedures
        )
    Lane.objects.update(customs_port="gb-heathrow")
    mode = FulfilmentMode.objects.get()
    mode.config["declarations"] = {"export": "low_value_export", "import": "9610"}
    mode.save()
    return a_packed_shipment(order)


def ports() -> dict[str, str]:
    return dict(Declaration.objects.values_list("direction", "port__code"))


def test_the_lanes_own_port_declares_on_its_side_and_the_preferred_one_on_the_other(parcel: Shipment) -> None:
    PreferredPort.objects.create(
        country="CN", procedure="9610", port=CustomsPort.objects.get(code="cn-shenzhen"), valid=ALWAYS
    )
    settle()
    assert ports() == {"export": "gb-heathrow", "import": "cn-shenzhen"}


def test_where_nothing_says_which_of_several_it_is_asked_and_declared_once_it_is_said(
    parcel: Shipment,
) -> None:
    shenzhen = CustomsPort.objects.get(code="cn-shenzhen")
    over = DateRange(date(2020, 1, 1), timezone.now().date())
    PreferredPort.objects.create(country="CN", procedure="9610", port=shenzhen, valid=over)
    settle()
    assert ports() == {"export": "gb-heathrow"}
    case = Case.objects.get()
    assert (case.kind, case.status, case.reference) == ("customs_port_missing", "open", parcel.number)
    Lane.objects.update(customs_port="cn-shenzhen")
    declare_shipment(shipment=parcel)
    assert ports() == {"export": "gb-heathrow", "import": "cn-shenzhen"}
    assert Case.objects.get().status == "resolved"


def test_the_port_that_serves_the_warehouse_exports_where_the_lane_names_none(parcel: Shipment) -> None:
    Lane.objects.update(customs_port="")
    dover, heathrow = CustomsPort.objects.filter(country="GB").order_by("code")
    PreferredPort.objects.create(country="GB", procedure="low_value_export", port=dover, valid=ALWAYS)
    WarehousePort.objects.create(warehouse=parcel.warehouse, port=heathrow, valid=ALWAYS)
    settle()
    assert ports() == {"export": "gb-heathrow"}


def test_a_port_preferred_in_the_union_declares_for_its_members() -> None:
    a_packed_shipment(a_confirmed_order())
    roissy = CustomsPort.objects.create(code="fr-roissy", name={}, country="FR", gateway="simport")
    PreferredPort.objects.create(country="EU", procedure="H7", port=roissy, valid=ALWAYS)
    Lane.objects.update(customs_port="")
    settle()
    assert ports() == {"import": "fr-roissy"}
