"""Invented past parcels give every lane a score, the same each time."""

import pytest

from entrepot.apps.fulfilment.models import LegTime
from entrepot.apps.lanes.models import Scorecard
from entrepot.demo.load_past_parcels import A_LANE, load_past_parcels
from tests.factories.fulfilment import the_lane

pytestmark = pytest.mark.django_db


def test_every_lane_has_a_score_that_says_it_is_imported() -> None:
    the_lane()
    assert load_past_parcels() == A_LANE * 4
    card = Scorecard.objects.get(subject="lane")
    assert (card.parcels, card.imported) == (A_LANE, A_LANE)
    assert card.on_time is not None
    assert card.median_hours


def test_loading_again_makes_no_more_of_them() -> None:
    the_lane()
    load_past_parcels()
    before = Scorecard.objects.get(subject="lane").median_hours
    load_past_parcels()
    assert LegTime.objects.count() == A_LANE * 4
    assert Scorecard.objects.get(subject="lane").median_hours == before
