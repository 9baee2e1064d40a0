"""The packaged code tables: readable, sourced, and silent about what nobody knows."""

import pytest

from entrepot.domain.tracking.codes import UNKNOWN, FaultyCodes, Meaning, parse_code_table
from entrepot.domain.tracking.statuses import TrackingLeg as Leg
from entrepot.domain.tracking.statuses import TrackingReason as Reason
from entrepot.domain.tracking.statuses import TrackingStatus as Status
from entrepot.rules.tracking_codes import packaged_code_tables

TABLES = packaged_code_tables()


def test_every_table_says_where_it_is_from_and_how_sure_that_is() -> None:
    assert set(TABLES) == {
        "simcarrier", "s10", "china-post", "ems", "hongkong-post", "royal-mail", "dhl", "dhl-express", "ups",
        "fedex", "usps", "yunexpress",
    }  # fmt: skip
    assert all(table.source and table.confidence in ("high", "medium", "low") for table in TABLES.values())


@pytest.mark.parametrize("carrier", sorted(TABLES))
def test_every_table_knows_the_beginning_and_the_end_of_the_way(carrier: str) -> None:
    told = {meaning.status for meaning in TABLES[carrier].meanings.values()}
    assert {Status.IN_TRANSIT, Status.DELIVERED} <= told


@pytest.mark.parametrize(
    ("carrier", "code", "meaning"),
    [
        ("china-post", "EME", Meaning(Status.EXCEPTION, Leg.CUSTOMS, Reason.CUSTOMS_HOLD)),
        ("s10", "emi", Meaning(Status.DELIVERED, Leg.LAST_MILE)),
        ("dhl-express", "HP", Meaning(Status.EXCEPTION, Leg.CUSTOMS, Reason.DUTY_UNPAID)),
        # Told of, or waited for, is not picked up.
        ("ups", "MP", Meaning(Status.INFO_RECEIVED, Leg.FIRST_MILE)),
        ("fedex", "AP", Meaning(Status.INFO_RECEIVED, Leg.FIRST_MILE)),
        ("usps", "03", Meaning(Status.IN_TRANSIT, Leg.FIRST_MILE)),
        ("ups", "I", Meaning(Status.IN_TRANSIT)),
        ("yunexpress", "9", UNKNOWN),
    ],
)
def test_a_code_is_told_in_our_words(carrier: str, code: str, meaning: Meaning) -> None:
    assert TABLES[carrier].meaning(code) == meaning


@pytest.mark.parametrize(
    "said", ["moving last_mile", "in_transit air", "exception - sad", "delivered - lost x"]
)
def test_a_faulty_line_is_named(said: str) -> None:
    text = f'carriers = ["dhl"]\nsource = "x"\nconfidence = "low"\n[codes]\nOK = "{said}"\n'
    with pytest.raises(FaultyCodes, match="dhl, code OK"):
        parse_code_table(text)
