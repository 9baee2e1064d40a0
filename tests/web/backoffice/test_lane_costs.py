"""The lanes of a kept plan side by side: what is frozen in it, to the cent."""

from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.lanes.models import Scorecard
from entrepot.domain.money import Money
from entrepot.web.backoffice.queries.lane_costs import lanes_of

pytestmark = pytest.mark.django_db
# EUR 40.00 of goods by post for 5.00 with 3.20 of duty and 9.00 of tax; by courier all is 9.37 dearer.
PLAN: dict[str, Any] = {
    "on": "2026-03-02",
    "consignments": [
        {
            "lane": "post", "lane_mode": "direct_mail", "lane_name": {"en": "Post"}, "goods": "40.00",
            "freight": "5.00", "promised_from": "2026-03-06", "promised_to": "2026-03-09",
            "charges": [
                {"kind": "shipping", "amount": "5.00"}, {"kind": "duty", "amount": "3.20"},
                {"kind": "tax", "amount": "9.00"},
            ],
            "alternatives": [
                {
                    "lane": "courier", "lane_mode": "direct_mail", "lane_name": {"en": "Courier"},
                    "freight": "12.00", "difference": "9.37", "promised_from": "2026-03-04",
                    "promised_to": "2026-03-05",
                }
            ],
        }
    ],
    "weighed": [
        {
            "post": {"handling": "3.30", "waiting": "1.20", "risk": "0.40"},
            "courier": {"handling": "3.30", "waiting": "0.60", "risk": "0.00"},
        }
    ],
}  # fmt: skip


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def test_each_lane_says_what_it_costs_the_buyer_and_us_and_how_long_it_takes() -> None:
    ((post, courier),) = lanes_of(PLAN, "EUR")
    assert [(each.lane, each.is_chosen, each.days) for each in (post, courier)] == [
        ("Post", True, (4, 7)),
        ("Courier", False, (2, 3)),
    ]
    assert (post.freight, post.levies, post.paid, post.weighed) == (
        eur("5.00"), eur("12.20"), eur("57.20"), eur("62.10"),
    )  # fmt: skip
    assert (courier.freight, courier.levies, courier.paid, courier.weighed) == (
        eur("12.00"), eur("14.57"), eur("66.57"), eur("70.47"),
    )  # fmt: skip


def test_a_plan_older_than_what_was_weighed_still_shows_what_the_buyer_paid() -> None:
    old = {name: value for name, value in PLAN.items() if name != "weighed"}
    ((post, courier),) = lanes_of(old, "EUR")
    assert (post.handling, post.waiting, post.risk, post.weighed) == (None, None, None, eur("57.20"))
    assert courier.weighed == eur("66.57")


def test_how_punctual_a_lane_is_comes_with_its_parcels() -> None:
    Scorecard.objects.create(
        subject="lane", lane="courier", parcels=60, on_time="0.950", scored_at=timezone.now()
    )
    ((post, courier),) = lanes_of(PLAN, "EUR")
    assert post.record is None
    assert courier.record is not None
    assert courier.record.parcels == 60
