"""Arrival intervals: they keep their word on lanes whose truth is known and on real later shipments."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from entrepot.domain.tracking.durations import Taken
from entrepot.domain.tracking.eta import Basis, Passage, Remaining, Span, remaining, window

START = datetime(2026, 1, 5, tzinfo=UTC)
SETTING = Span(5 * 24, 9 * 24)
# Public health shipments of USAID, which may be read but not shipped with the code: put beside it to be used.
SHIPMENTS = Path(__file__).parents[4] / "shared" / "data" / "scms_shipments.csv"


def passage(number: int, stayed: int, to_door: int) -> Passage:
    return Passage(START + timedelta(hours=number), Taken(stayed), Taken(to_door))


def ask(lane: list[Passage], mode: list[Passage] | None = None, *, age: int = 0, since: int = 0) -> Remaining:
    return remaining(lane=lane, mode=mode or [], age=age, configured=SETTING, since_dispatch=since)


def test_a_lane_with_history_speaks_for_itself() -> None:
    left = ask([passage(n, stayed=10, to_door=100 + n) for n in range(99)])
    assert (left.least, left.median, left.most, left.basis) == (109, 149, 189, Basis.LANE)
    found = window(START, left)
    assert (found.earliest, found.latest) == (START + timedelta(hours=109), START + timedelta(hours=189))
    assert found.samples == 99


def test_only_parcels_that_were_as_long_in_the_leg_are_alike() -> None:
    quick = [passage(n, stayed=10, to_door=40) for n in range(50)]
    slow = [passage(n, stayed=60, to_door=100 + n) for n in range(30)]
    left = ask(quick + slow, age=50)
    assert (left.least, left.most, left.like and left.like.count) == (52, 77, 30)


def test_a_young_lane_borrows_from_its_mode_and_a_young_mode_from_the_setting() -> None:
    young = [passage(n, 10, 40) for n in range(19)]
    grown = [passage(n, 10, 70) for n in range(20)]
    assert ask(young, grown).basis == Basis.MODE
    left = ask(young, young, since=48)
    assert (left.basis, left.least, left.most, left.like) == (Basis.CONFIGURED, 72, 168, None)


def test_a_parcel_beyond_its_lanes_days_gets_as_long_again_as_they_are_wide() -> None:
    left = ask([], since=30 * 24)
    assert (left.least, left.most) == (0, 96)


def test_the_latest_parcels_count_when_a_lane_gets_slower() -> None:
    fast = [passage(n, 10, 50) for n in range(400)]
    slow = [passage(400 + n, 10, 90) for n in range(400)]
    assert ask(fast + slow).least == 90


def lognormal(chance: Random) -> tuple[int, int]:
    stay = chance.lognormvariate(3.5, 0.6)
    return int(stay), int(stay + chance.lognormvariate(4.5, 0.4))


def two_flights_a_week(chance: Random) -> tuple[int, int]:
    stay = chance.choice([12, 84]) + chance.randrange(24)
    return stay, stay + 60 + chance.randrange(48)


def held_at_customs(chance: Random) -> tuple[int, int]:
    stay = chance.expovariate(1 / 200) if chance.random() < 0.1 else chance.uniform(4, 30)
    return int(stay), int(stay + chance.gammavariate(4, 12))


@pytest.mark.parametrize("age", [0, 30])
@pytest.mark.parametrize("lane", [lognormal, two_flights_a_week, held_at_customs])
def test_eight_of_ten_parcels_arrive_within_the_interval(
    lane: Callable[[Random], tuple[int, int]], age: int
) -> None:
    chance = Random(7)
    within = asked = 0
    while asked < 5000:
        left = ask([passage(n, *lane(chance)) for n in range(400)], age=age)
        for stay, to_door in (lane(chance) for _ in range(100)):
            if stay >= age:
                asked += 1
                within += left.least <= to_door - age <= left.most
    assert left.basis == Basis.LANE
    assert Decimal("0.77") <= Decimal(within) / asked <= Decimal("0.83")


def shipments() -> Iterator[tuple[datetime, datetime, str, str]]:
    """Order to door of each direct shipment: started, delivered, country, mode; by their start."""
    seen = {}
    with SHIPMENTS.open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            try:
                started = datetime.strptime(row["po sent to vendor date"], "%m/%d/%Y").replace(tzinfo=UTC)
            except ValueError:
                continue
            arrived = datetime.strptime(row["delivered to client date"], "%d-%b-%y").replace(tzinfo=UTC)
            if arrived > started:
                seen[row["asn/dn #"]] = (started, arrived, row["country"], row["shipment mode"])
    yield from sorted(seen.values())


def as_known(at: datetime, earlier: list[tuple[datetime, datetime]]) -> list[Passage]:
    """What was known at ``at``: a shipment under way then is one of which only the age is known."""
    known = []
    for started, arrived in earlier[-400:]:
        taken = Taken((min(arrived, at) - started) // timedelta(hours=1), over=arrived < at)
        known.append(Passage(started, taken, taken))
    return known


@pytest.mark.skipif(not SHIPMENTS.exists(), reason="scms_shipments.csv is not beside the code")
def test_eight_of_ten_real_shipments_of_later_years_arrive_within_the_interval() -> None:
    every = list(shipments())
    by_lane, by_mode = defaultdict(list), defaultdict(list)
    within, bases = 0, defaultdict(int)
    held_back = every[len(every) * 3 // 10 :]
    for started, arrived, country, mode in every:
        lane = by_lane[country, mode]
        if started >= held_back[0][0]:
            left = remaining(
                lane=as_known(started, lane), mode=as_known(started, by_mode[mode]), age=0,
                configured=Span(30 * 24, 200 * 24), since_dispatch=0,
            )  # fmt: skip
            within += left.least <= (arrived - started) // timedelta(hours=1) <= left.most
            bases[left.basis] += 1
        lane.append((started, arrived))
        by_mode[mode].append((started, arrived))
    assert Decimal("0.77") <= Decimal(within) / sum(bases.values()) <= Decimal("0.83")
    assert bases[Basis.LANE] > 1800
