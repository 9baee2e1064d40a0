"""Price grids through spreadsheets, from a day on; a change is seen at once, also by other processes."""

import threading
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.db import connection
from pytest_django import Settings

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.documents.price_files import csv_text, price_sheets, workbook
from entrepot.apps.lanes.models import FulfilmentMode, Lane, LaneRevision
from entrepot.apps.lanes.queries import grid_on, lane_book, lane_on, price_table
from entrepot.apps.lanes.services.set_price_grid import set_price_grid
from entrepot.demo.load_lanes import load_lanes
from entrepot.domain.sourcing.freight import freight
from entrepot.domain.sourcing.lanes import Band
from entrepot.domain.sourcing.price_tables import PriceTable, read_table
from entrepot.domain.sourcing.weights import Load
from entrepot.kit.errors import Refused
from tests.factories.lanes import a_lane

TODAY, TOMORROW = date(2026, 11, 21), date(2026, 11, 22)


def price(on: date) -> Decimal:
    (lane,) = lane_book(on).lanes
    return freight(lane, "DE", Load(500)).price.amount


def flat(amount: str) -> PriceTable:
    return PriceTable({"": (Band(30_000, Decimal(amount)),)})


@pytest.mark.django_db
def test_a_new_grid_counts_from_its_day_and_leaves_the_days_before_alone() -> None:
    lane = a_lane("gb-de", "GB", ("DE",))
    set_price_grid(lane=lane, table=flat("6.00"), valid_from=TOMORROW)
    assert (price(TODAY), price(TOMORROW)) == (Decimal("5.00"), Decimal("6.00"))
    set_price_grid(lane=lane, table=flat("7.00"), valid_from=TOMORROW)
    assert (price(TODAY), price(TOMORROW), lane.grids.count()) == (Decimal("5.00"), Decimal("7.00"), 2)


@pytest.mark.django_db
def test_a_lane_is_not_offered_before_its_first_grid() -> None:
    lane = a_lane("gb-de", "GB", ("DE",))
    lane.grids.update(valid_from=TOMORROW)
    assert (lane_book(TODAY).lanes, len(lane_book(TOMORROW).lanes)) == ((), 1)


@pytest.mark.django_db
def test_surcharges_count_only_on_their_days() -> None:
    peak = {"code": "peak", "basis": "parcel", "rate": "1.50", "valid_from": "2026-11-22"}
    a_lane("gb-de", "GB", ("DE",), surcharges=[peak])
    assert (price(TODAY), price(TOMORROW)) == (Decimal("5.00"), Decimal("6.50"))


@pytest.mark.django_db
def test_every_grid_of_the_demo_survives_a_workbook() -> None:
    load_lanes()
    for lane in Lane.objects.all():
        table = price_table(grid_on(lane, TODAY))
        sheets = price_sheets("grid.xlsx", workbook(table))
        assert read_table(sheets, destinations=lane.destinations) == (table, []), lane.code
        sheets = price_sheets("grid.csv", csv_text(table).encode("utf-8-sig"))
        read = read_table(sheets, destinations=lane.destinations, zones=table.zones)
        assert read == (table, []), lane.code


def test_no_cell_of_a_file_is_a_formula() -> None:
    table = PriceTable({'=HYPERLINK("x")': (Band(1, Decimal(1)),)})
    with ZipFile(BytesIO(workbook(table))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert csv_text(table).splitlines()[1].startswith("\"'=HYPERLINK")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_may_be_separated_as_spreadsheets_do_it(delimiter: str) -> None:
    text = f"zone{delimiter}up_to_g{delimiter}amount\nDE{delimiter}500{delimiter}4.10\n"
    table, faults = read_table(price_sheets("a.csv", text.encode()), destinations=["DE"])
    assert (faults, table.bands) == ([], {"DE": (Band(500, Decimal("4.10")),)})


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"no workbook"), ("a.csv", b"\xff\xfe\x00"), ("a.csv", b"x" * 1_000_001)],
)
def test_a_file_that_is_none_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        price_sheets(name, content)
    assert (refused.value.status, refused.value.faults[0].field) == (422, "file")


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1000000000"/>',
        b'<row><c r="XFD2"/></row>',
        b'<row><c r="A1048576"/></row>',
        b'<row spans="1>2"><c t=">" r="XFD1048576"/></row>',
        b"<row/>" * 20_000,
        b"<row>" + b"<c/>" * 703 + b"</row>",
        b'<row r="1"><c r="A1"/></row><row r="20000"><c r="ZZ20000"/></row>',
        b'<row r="1"><c r="ZZ1"/></row><row r="20000"><c r="A20000"/></row>',
        b" " * 30_000_001,
    ],
    ids=[
        "a far row",
        "a far column",
        "a far cell",
        "a far cell behind a bracket",
        "rows without places",
        "cells without places",
        "two cells far from one another",
        "a long row and a long column",
        "unpacks to 30 MB",
    ],
)
def test_a_workbook_that_would_fill_the_memory_is_not_read(cells: bytes) -> None:
    far = with_first_sheet(b"</sheetData>", cells + b"</sheetData>")
    with pytest.raises(Refused, match="too large") as refused:
        price_sheets("a.xlsx", far)
    assert refused.value.faults[0].field == "file"


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"<worksheet", b"<!DOCTYPE a><worksheet"), (b"</sheetData>", b""), (b'r="A1"', b'r="\xc3\x841"')],
    ids=["a document type", "an element left open", "a column of other letters"],
)
def test_a_sheet_that_readers_could_understand_differently_is_not_read(old: bytes, new: bytes) -> None:
    with pytest.raises(Refused, match="no XLSX workbook") as refused:
        price_sheets("a.xlsx", with_first_sheet(old, new))
    assert refused.value.faults[0].field == "file"


def test_nul_characters_of_a_file_read_as_in_addresses() -> None:
    table = csv_text(PriceTable({"X\x00Y": (Band(500, Decimal("4.10")),)}))
    assert price_sheets("a.csv", table.encode())["prices"][1][0] == "X\ufffdY"
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>X_x0000_Y</t></is></c></row></sheetData>'
    book = with_first_sheet(b"</sheetData>", cell)
    assert price_sheets("a.xlsx", book)["prices"][8][0] == "X\ufffdY"


def with_first_sheet(old: bytes, new: bytes) -> bytes:
    """A workbook of prices with ``old`` in its first sheet replaced."""
    changed = BytesIO()
    good = workbook(PriceTable({"DE": (Band(500, Decimal("4.10")),)}))
    with ZipFile(BytesIO(good)) as parts, ZipFile(changed, "w", ZIP_DEFLATED) as written:
        for name in parts.namelist():
            part = parts.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert old in part
                part = part.replace(old, new)
            written.writestr(name, part)
    return changed.getvalue()


@pytest.fixture
def _kept(settings: Settings) -> Iterator[None]:
    settings.REFERENCE_CACHE_SECONDS = 600
    queries.forget()
    yield
    queries.forget()


@pytest.mark.django_db
@pytest.mark.usefixtures("_kept")
def test_what_is_kept_is_never_older_than_the_last_change(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("entrepot.kit.recent.time.monotonic", lambda: clock[0])
    lane = a_lane("gb-de", "GB", ("DE",))
    queries.forget()
    first = lane_book(TODAY)
    assert lane_book(TODAY) is first
    Lane.objects.filter(pk=lane.pk).update(max_days=9)  # by another way than the services
    clock[0] += 1.01
    assert lane_book(TODAY).lanes[0].max_days == 9
    FulfilmentMode.objects.update(config={"stock": ["own"], "in_use": False})
    clock[0] += 1.01
    assert lane_book(TODAY).lanes == ()


@pytest.mark.django_db
def test_a_lane_can_be_read_before_it_is_offered() -> None:
    lane = a_lane("gb-de", "GB", ("DE",), is_active=False)
    assert freight(lane_on(lane, TODAY), "DE", Load(500)).price.amount == Decimal("5.00")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_kept")
def test_another_process_sees_a_change_and_a_change_undone_leaves_nothing_stale() -> None:
    lane = a_lane("gb-de", "GB", ("DE",))
    queries.forget()
    assert price(TODAY) == Decimal("5.00")
    number = LaneRevision.objects.get().number

    def elsewhere() -> None:
        set_price_grid(lane=lane, table=flat("8.00"), valid_from=TODAY)
        connection.close()

    worker = threading.Thread(target=elsewhere)
    worker.start()
    worker.join()
    queries._revision.forget()  # as after a second
    assert (price(TODAY), LaneRevision.objects.get().number > number) == (Decimal("8.00"), True)
