"""Which flight a parcel takes."""

from datetime import UTC, date, datetime, timedelta

from entrepot.domain.consolidation.flights import Flight, Load, Placement, chargeable_g, place

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_flight(code: str, hours: int, room_g: int = 10_000) -> Flight:
    return Flight(code, NOON + timedelta(hours=hours), NOON + timedelta(hours=hours + 4), room_g)


def a_load(code: str, weight_g: int = 500, promised: int = 1, ready: int = 0) -> Load:
    return Load(code, weight_g, date(2026, 12, promised), NOON + timedelta(hours=ready))


def test_a_parcel_takes_the_first_flight_whose_cut_off_it_makes() -> None:
    flights = [a_flight("later", 30), a_flight("soon", 6)]
    assert place([a_load("a"), a_load("b", ready=7)], flights) == {
        "a": Placement("soon", 6), "b": Placement("later", 23),
    }  # fmt: skip


def test_a_parcel_that_is_ready_at_the_cut_off_makes_it() -> None:
    assert place([a_load("a", ready=6)], [a_flight("soon", 6)]) == {"a": Placement("soon", 0)}


def test_a_full_flight_takes_what_was_promised_first() -> None:
    flights = [a_flight("soon", 6, 800), a_flight("later", 30, 800)]
    found = place(
        [a_load("late", promised=9), a_load("early", promised=2), a_load("last", promised=10)], flights
    )
    assert {code: placed.flight for code, placed in found.items()} == {
        "early": "soon", "late": "later", "last": "",
    }  # fmt: skip
    assert found["last"].why == "full"


def test_a_small_parcel_still_fits_where_a_big_one_does_not() -> None:
    found = place([a_load("big", 900, 1), a_load("small", 300, 2)], [a_flight("soon", 6, 400)])
    assert (found["big"].why, found["small"].flight) == ("full", "soon")


def test_without_a_flight_in_time_the_answer_says_so() -> None:
    assert place([a_load("a", ready=7)], [a_flight("soon", 6)])["a"].why == "no_flight"


def test_bulky_goods_count_by_their_volume() -> None:
    assert chargeable_g(500, 400 * 300 * 200, 6000) == 4_000
    assert chargeable_g(5_000, 400 * 300 * 200, 6000) == 5_000
    assert chargeable_g(500, 400 * 300 * 200, None) == 500
