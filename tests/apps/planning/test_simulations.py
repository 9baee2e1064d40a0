"""A simulation is played way after way; stopped, it goes on where it was and comes to the same end."""

from collections.abc import Iterator
from datetime import date

import pytest

from entrepot.apps.planning.models import Simulation
from entrepot.apps.planning.services.play_next_way import _opened, play_next_way
from entrepot.apps.planning.services.resume_simulation import resume_simulation
from entrepot.apps.planning.services.start_simulation import start_simulation
from entrepot.apps.planning.services.stop_simulation import stop_simulation
from entrepot.apps.planning.tasks import play_soon
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.simulation.play import Season
from entrepot.domain.simulation.report import play_way, report, ways_of
from entrepot.kit.adapters import scenarios
from entrepot.kit.errors import Refused
from entrepot.kit.models import StatusChange
from tests.domain.simulation.markets import LAW, START, a_small_market
from tests.factories.planning import SmallScenarios, a_simulation
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(scenarios._by_code, "history", SmallScenarios())
    _opened.cache_clear()
    yield
    _opened.cache_clear()


def again(row: Simulation) -> Simulation:
    return Simulation.objects.get(pk=row.pk)


def test_the_worker_plays_all_ways_and_the_report_is_that_of_the_command() -> None:
    row = a_simulation()
    play_soon(row.pk)
    settle()
    found, market = again(row), a_small_market(20)
    season = Season(START, 40, 7)
    played = [play_way(each, way, LAW, season) for each, way in ways_of([market])]
    assert found.status == "finished"
    assert found.report == report(season, LAW.rulebook.fingerprint, [market], played)
    assert (found.ways, found.ways_played, found.played) == (2, 2, [])


def test_stopped_it_keeps_what_was_played_and_goes_on_to_the_same_end() -> None:
    whole, row = a_simulation(), a_simulation()
    play_soon(whole.pk)
    settle()
    assert play_next_way(simulation_id=row.pk)
    stop_simulation(simulation=row, by="operator:1")
    assert not play_next_way(simulation_id=row.pk)
    stopped = again(row)
    assert (stopped.status, stopped.ways_played, len(stopped.played)) == ("stopped", 1, 1)
    assert len(stopped.report["markets"][0]["ways"]) == 1
    resume_simulation(simulation=row, by="operator:1")
    play_soon(row.pk)
    settle()
    assert again(row).report == again(whole).report


def test_a_way_that_was_being_played_when_it_was_stopped_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    row = a_simulation()

    def stopped_meanwhile(*given: object) -> object:
        stop_simulation(simulation=again(row), by="operator:1")
        return play_way(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("entrepot.apps.planning.services.play_next_way.play_way", stopped_meanwhile)
    assert not play_next_way(simulation_id=row.pk)
    assert (again(row).status, again(row).ways_played) == ("stopped", 1)


def test_one_that_cannot_be_played_fails_with_the_reason_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = a_simulation()

    def nothing(self: SmallScenarios, **asked: object) -> object:
        raise ValueError("the sales history has 0 days")

    with monkeypatch.context() as broken:
        broken.setattr(SmallScenarios, "open", nothing)
        with pytest.raises(ValueError, match="has 0 days"):
            play_next_way(simulation_id=row.pk)
    assert again(row).status == "failed"
    assert StatusChange.objects.get(new="failed").why == "ValueError: the sales history has 0 days"
    resume_simulation(simulation=row, by="operator:1")
    assert play_next_way(simulation_id=row.pk)


def test_what_has_ended_is_not_stopped() -> None:
    row = a_simulation()
    play_soon(row.pk)
    settle()
    with pytest.raises(IllegalTransition):
        stop_simulation(simulation=row, by="operator:1")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"days": 0}, "days"), ({"days": 201}, "days"), ({"orders": 0}, "orders"), ({"markets": []}, "markets"),
     ({"markets": ["fr"]}, "markets"), ({"start": date.min}, "start"), ({"start": date.max}, "start"),
     ({"start": None}, "start"), ({"scenario": "guesses"}, "scenario")],
)  # fmt: skip
def test_what_cannot_be_played_is_refused_by_its_field(wrong: dict[str, object], field: str) -> None:
    asked = {"start": START, "days": 40, "seed": 7, "orders": 20, "markets": ["de"], "by": "operator:1"}
    with pytest.raises(Refused) as refused:
        start_simulation(**{**asked, **wrong})  # type: ignore[arg-type]
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not Simulation.objects.exists()
