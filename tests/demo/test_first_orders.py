"""The scenes of the demo shop's first orders name goods and people that the packaged data knows."""

import json
from collections import Counter
from importlib.resources import files

import pytest

from entrepot.demo.catalogue import cross_border_articles, retail_articles
from entrepot.demo.first_orders.scenes import SCARF, SCENES, Scene
from entrepot.domain.addresses import POSTCODES
from entrepot.domain.identifiers import is_identifier

LANES = {
    lane["code"] for lane in json.loads(files("entrepot.demo").joinpath("lanes.json").read_text())["lanes"]
}
BY_NAME = [f"{scene.buyer}-{number}" for number, scene in enumerate(SCENES, start=1)]


@pytest.fixture(scope="module")
def stock() -> dict[str, Counter[str]]:
    return {article.sku: Counter(article.stock) for article in cross_border_articles()}


@pytest.mark.parametrize("scene", SCENES, ids=BY_NAME)
def test_goods_of_a_scene_are_where_its_buyer_chooses_a_lane(
    scene: Scene, stock: dict[str, Counter[str]]
) -> None:
    retail = {article.sku for article in retail_articles()}
    for article, pieces in scene.goods.items():
        assert article == SCARF or article in retail or article in stock
        for warehouse, lane in scene.choices.items():
            if warehouse != "pick-up":
                assert lane in LANES
                assert stock[article][warehouse] >= pieces


@pytest.mark.parametrize("scene", SCENES, ids=BY_NAME)
def test_a_buyer_in_china_has_an_identity_number_of_their_own(scene: Scene) -> None:
    if scene.address["country"] == "CN":
        assert is_identifier("cn_resident", scene.importer_id)
        assert {other.email for other in SCENES if other.importer_id == scene.importer_id} == {scene.email}
    else:
        assert scene.importer_id == ""


def test_a_buyer_lives_in_one_place() -> None:
    assert len({scene.email for scene in SCENES}) == len({str(scene.address) for scene in SCENES})
    assert {scene.address["country"] for scene in SCENES} - {"SG"} <= set(POSTCODES)
