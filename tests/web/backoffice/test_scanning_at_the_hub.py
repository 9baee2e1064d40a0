"""What the hub's console says of a parcel that it did not expect, and before it calls any missing."""

import pytest
from django.test import Client

from entrepot.apps.fulfilment.models import MasterWaybill
from tests.apps.fulfilment.test_consolidation import _world, a_parcel, arrived, fresh, open_cases
from tests.apps.fulfilment.test_exception_bin import acts
from tests.web.backoffice.test_from_order_to_dispatch import CONSOLE, text_of

pytestmark = pytest.mark.django_db
__all__ = ["_world"]


def test_the_hub_is_warned_of_a_parcel_not_expected_and_undoes_the_scan(console: Client) -> None:
    stray = a_parcel()
    waybill = arrived(a_parcel())
    address = f"{CONSOLE}/waybills/{waybill.number}"
    shown = console.post(f"{address}/deconsolidate/", {"code": stray.tracking_number}, follow=True)
    assert [message.level_tag for message in shown.context["messages"]] == ["warning"]
    assert f"{stray.shipment.number} has not left its warehouse" in text_of(shown)
    assert fresh(stray).shipment.status == "packed"
    found_page = f"{address}/found/{stray.pk}/"
    assert "Scanned by mistake" in text_of(console.get(found_page))
    console.post(found_page, {"do": "undo"})
    assert acts(stray) == ["unexpected", "mistaken"]
    assert console.get(found_page).status_code == 404


def test_that_all_bags_are_empty_is_confirmed_by_the_names_of_what_is_missing(console: Client) -> None:
    parcel = a_parcel()
    waybill = arrived(parcel)
    step = f"{CONSOLE}/waybills/{waybill.number}/steps/finish/"
    asked = text_of(console.post(step))
    assert ("Mark them missing" in asked, parcel.tracking_number in asked) == (True, True)
    assert (open_cases(), MasterWaybill.objects.get(pk=waybill.pk).status) == ([], "arrived")
    console.post(step, {"confirmed": "1"})
    assert open_cases() == ["parcel_missing"]
