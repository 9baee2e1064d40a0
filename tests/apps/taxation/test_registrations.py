"""Our own registrations: a number of a known scheme must be well formed and is stored tidy."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from entrepot.apps.taxation.models import Registration


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "number", "stored"),
    [("ioss", "im 2760000742", "IM2760000742"), ("ioss", "IM276", None), ("cn_cbec", "any 1", "any 1")],
)
def test_a_registration_of_a_known_scheme_is_checked(kind: str, number: str, stored: str | None) -> None:
    form_class = admin.site.get_model_admin(Registration).get_form(RequestFactory().get("/"))
    told = {"kind": kind, "jurisdiction": "EU", "number": number, "valid_0": "2021-07-01", "valid_1": ""}
    form = form_class(told)
    assert form.is_valid() is (stored is not None), form.errors
    if stored is None:
        assert form.errors["number"] == ["This is not a valid IOSS number. An example: IM2760000742."]
    else:
        assert form.save().number == stored
