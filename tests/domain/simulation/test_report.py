"""The report of ways that were played, also when some of them were played on another day."""

import json
from decimal import Decimal

from entrepot.domain.simulation.play import Season
from entrepot.domain.simulation.report import Played, kept, play_way, played_of, report, ways_of
from entrepot.domain.simulation.world import Market
from tests.domain.simulation.markets import LAW, START, a_small_market

SEASON = Season(START, 40, 7)


def all_of(asked: Market) -> list[Played]:
    return [play_way(each, way, LAW, SEASON) for each, way in ways_of([asked])]


def test_what_was_kept_makes_the_same_report() -> None:
    asked = a_small_market()
    played = all_of(asked)
    again = [played_of(json.loads(json.dumps(kept(one)))) for one in played]
    assert again == played
    assert report(SEASON, "law", [asked], again) == report(SEASON, "law", [asked], played)


def test_the_order_of_playing_does_not_matter_and_what_is_missing_is_counted() -> None:
    asked = a_small_market()
    post, stock = all_of(asked)
    whole = report(SEASON, "law", [asked], [stock, post])
    assert whole == report(SEASON, "law", [asked], [post, stock])
    assert (whole["ways"], whole["ways_played"], whole["events"]) == (2, 2, post.events + stock.events)
    part = report(SEASON, "law", [asked], [stock])
    assert (part["ways"], part["ways_played"]) == (2, 1)
    assert part["trace"] != whole["trace"]
    assert part["markets"][0]["ways"] == whole["markets"][0]["ways"][1:]
    assert report(SEASON, "law", [asked], [])["markets"] == []


def test_the_document_has_the_worth_of_a_day_and_the_best_batch() -> None:
    asked = a_small_market()
    (found,) = report(SEASON, "law", [asked], all_of(asked))["markets"]
    (quick,) = found["sooner"]
    assert (quick["mode"], quick["than"], found["day_is_worth"]) == (
        "overseas_warehouse",
        "direct_mail",
        "0.006",
    )
    best = min(found["batches"], key=lambda one: Decimal(one["with_waiting"]))
    assert (best["size"], best["freight"]) == (40, "6.50")
