"""The papers as read back from their PDFs."""

import io
import re
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from pypdf import PdfReader

from entrepot.apps.customs.documents.paper_set import paper_set
from entrepot.apps.customs.services.provide_document import provide_document
from entrepot.apps.fulfilment.models import Document, Shipment
from entrepot.apps.taxation.models import Registration
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level, a_packed_shipment, the_lane
from tests.factories.inventory import a_warehouse, stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db
SHANGHAI = {
    "name": "李小龙（欧阳喆堃）", "company": "上海跨境贸易有限公司", "city": "上海", "postcode": "200120",
    "line1": "浦东新区世纪大道1234弄56号楼78单元901室陆家嘴金融贸易区国际金融中心",
    "country": "CN", "phone": "+86 138 0013 8000",
}  # fmt: skip


def text_of(document: Document) -> str:
    reader = PdfReader(io.BytesIO(bytes(document.content)))
    return "\n".join(page.extract_text() for page in reader.pages)


def closed_up(text: str) -> str:
    return re.sub(r"\s+", "", text)


def a_booked_shipment(**order: object) -> Shipment:
    warehouse = a_warehouse()
    warehouse.address = {"line1": "1 Example Way", "city": "Coventry", "postcode": "CV3 4LF", "country": "GB"}
    warehouse.save()
    shipment = a_packed_shipment(a_confirmed_order(stocked(9), quantity=2, **order), weight_g=450)  # type: ignore[arg-type]
    settle()
    shipment.refresh_from_db()
    return shipment


def test_the_label_shows_the_chinese_recipient_and_the_spaced_number() -> None:
    shipment = a_booked_shipment(address=SHANGHAI, importer_id="310101199001011234")
    number = shipment.parcels.get().tracking_number
    text = text_of(provide_document(shipment=shipment, kind="label"))

    assert f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:11]} GB" in text
    assert "李小龙（欧阳喆堃）,上海跨境贸易有限公司" in closed_up(text)
    assert closed_up(SHANGHAI["line1"]) in closed_up(text)
    assert "CHINA" in text
    assert "0.450 kg" in text
    assert "1 / 1" in text


ENDLESS = {
    "name": "W" * 120, "company": "W" * 120, "line1": "L" * 200, "line2": "M" * 200, "city": "C" * 100,
    "region": "R" * 100, "postcode": "P" * 20, "phone": "+" + "1" * 39, "country": "CH",
}  # fmt: skip


def places_of(document: Document) -> list[tuple[str, float, float]]:
    """Every piece of text on the first page with its left edge and base line in points."""
    found: list[tuple[str, float, float]] = []

    def note(text: str, user: list[float], matrix: list[float], *_font: object) -> None:
        if text.strip():
            found.append((text.strip(), user[4] + matrix[4], user[5] + matrix[5]))

    page = PdfReader(io.BytesIO(bytes(document.content))).pages[0]
    page.extract_text(visitor_text=note)
    return found


def test_the_longest_address_leaves_the_bars_of_the_label_free() -> None:
    shipment = a_booked_shipment(address=ENDLESS)
    places = places_of(provide_document(shipment=shipment, kind="label"))
    long_words = [base for text, _left, base in places if set(text) & set("WLMC") and len(set(text)) == 1]
    assert len(long_words) >= 8
    assert min(long_words) > 160  # the rule above the bars


@pytest.mark.parametrize("kind", ["packing_slip", "commercial_invoice", "cn23"])
def test_a_word_without_end_is_broken_on_papers(kind: str) -> None:
    shipment = a_booked_shipment(address=ENDLESS)
    text = text_of(provide_document(shipment=shipment, kind=kind))
    assert "W" * 120 not in text
    assert closed_up(text).count("W") >= 120


def test_the_label_has_a_page_for_every_parcel() -> None:
    shipment = a_packed_shipment(parcels=3)
    settle()
    document = provide_document(shipment=shipment, kind="label")
    pages = PdfReader(io.BytesIO(bytes(document.content))).pages
    assert [page.mediabox.width for page in pages] == [288, 288, 288]
    assert [re.findall(r"\d / \d", page.extract_text()) for page in pages] == [
        ["1 / 3"],
        ["2 / 3"],
        ["3 / 3"],
    ]


def test_the_cn23_is_bilingual_and_says_what_was_declared() -> None:
    Registration.objects.create(
        kind="gb_eori", jurisdiction="GB", number="GB123456789000", valid=DateRange(date(2020, 1, 1), None)
    )
    shipment = a_booked_shipment(address=SHANGHAI, importer_id="310101199001011234")
    text = text_of(provide_document(shipment=shipment, kind="cn23"))

    shown = (
        "CN 23|CUSTOMS DECLARATION|报关单|Sale of goods|销售商品|Green tea|090210|0.200|20.00 EUR|0.450|"
        "4.50 EUR|GB EORI No. GB123456789000|310101199001011234|李小龙（欧阳喆堃）|+86 138 0013 8000|China"
    )
    assert [part for part in shown.split("|") if part not in text] == []


def test_the_cn23_speaks_french_between_britain_and_france() -> None:
    text = text_of(provide_document(shipment=a_booked_shipment(), kind="cn23"))
    assert "Déclaration en douane" in text
    assert "李小龙" in text


def test_the_invoice_adds_up_and_never_prints_an_ioss_number() -> None:
    for kind, place, number in (("ioss", "EU", "IM2500000017"), ("eu_eori", "EU", "FR12345678901234")):
        Registration.objects.create(
            kind=kind, jurisdiction=place, number=number, valid=DateRange(date(2020, 1, 1), None)
        )
    shipment = a_booked_shipment()
    text = text_of(provide_document(shipment=shipment, kind="commercial_invoice"))

    assert f"INV-{shipment.number.removeprefix('SH-')}" in text
    for shown in ("DDP Lyon, France", "EUR 20.00", "EUR 4.50", "EUR 24.50", "EUR 2.00", "EUR 5.30", "090210",
                  "EU EORI No. FR12345678901234", "0.200 kg", "0.450 kg"):  # fmt: skip
        assert shown in text, shown
    assert "IM2500000017" not in text


def test_the_packing_slip_of_a_dropship_order_is_blind_and_in_the_buyers_language() -> None:
    from entrepot.apps.purchasing.models import DropshipOrder
    from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
    from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel

    order = a_confirmed_order(a_dropship_level())
    order.language = "zh-hans"
    order.save()
    dropship_order = DropshipOrder.objects.get()
    accept_dropship_order(dropship_order=dropship_order, by="supplier:silk-road")
    book_dropship_parcel(dropship_order=dropship_order, weight_g=None, by="supplier:silk-road")
    settle()
    shipment = Shipment.objects.get()
    text = text_of(provide_document(shipment=shipment, kind="packing_slip"))

    assert "绿茶" in text
    assert "法国" in text
    assert "silk-road" not in text
    assert "10.00" not in text


def test_a_paper_is_made_once_and_kept() -> None:
    shipment = a_booked_shipment()
    first = provide_document(shipment=shipment, kind="label")
    order = shipment.consignment.order
    order.address = {**order.address, "name": "Somebody else"}
    order.save()
    assert bytes(provide_document(shipment=shipment, kind="label").content) == bytes(first.content)


def test_a_label_is_refused_while_a_parcel_has_no_number() -> None:
    shipment = a_packed_shipment()
    with pytest.raises(Refused) as refused:
        provide_document(shipment=shipment, kind="label")
    assert refused.value.code == "not_yet"
    assert not Document.objects.filter(kind="label").exists()


def test_customs_papers_are_refused_for_goods_that_cross_no_border() -> None:
    order = a_confirmed_order(consignment={"crosses_border": False})
    shipment = a_packed_shipment(order)
    settle()
    with pytest.raises(Refused) as refused:
        provide_document(shipment=shipment, kind="cn23")
    assert refused.value.code == "not_needed"


def test_each_parcel_has_its_own_cn23_and_their_values_add_up() -> None:
    shipment = a_packed_shipment(parcels=3)
    settle()
    document = provide_document(shipment=shipment, kind="cn23")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(bytes(document.content))).pages]
    numbers = list(shipment.parcels.order_by("position").values_list("tracking_number", flat=True))
    assert len(pages) == 3
    for page, number in zip(pages, numbers, strict=True):
        assert closed_up(number) in closed_up(page)
        assert page.count("10.00 EUR") == 2  # one unit of 10.00: the line and the total
        assert "1.50 EUR" in page  # a third of the freight of 4.50


def test_a_light_airmail_parcel_has_the_small_form() -> None:
    the_lane(channel="post")
    shipment = a_booked_shipment()
    assert paper_set(shipment).kinds == ("packing_slip", "label", "cn22", "commercial_invoice")
    text = text_of(provide_document(shipment=shipment, kind="cn22"))
    assert "CN 22" in text
    assert "2 × Green tea" in text
    assert "20.00 EUR" in text


def test_two_parcels_have_a_packing_list_and_batteries_their_note() -> None:
    the_lane(legs=[{"kind": "line_haul", "transport": "sea", "days": {
        "min": "1", "mode": "2", "max": "3", "source": "assumption"}}])  # fmt: skip
    level = stocked(9)
    level.variant.attributes = {"dangerous_goods": "UN3480", "watt_hours": 37}
    level.variant.save()
    shipment = a_packed_shipment(a_confirmed_order(level, quantity=2), parcels=2)
    settle()
    assert paper_set(shipment).kinds[-2:] == ("packing_list", "dangerous_goods_note")
    listed = text_of(provide_document(shipment=shipment, kind="packing_list"))
    assert "Parcel 2" in listed
    note = text_of(provide_document(shipment=shipment, kind="dangerous_goods_note"))
    assert "UN3480" in note
    assert "lithium battery mark" in note
    assert "special provision 188" in note


def test_no_label_leaves_without_what_customs_papers_need() -> None:
    order = a_confirmed_order(line={"hs_code": ""})
    shipment = a_packed_shipment(order)
    settle()
    with pytest.raises(Refused) as refused:
        provide_document(shipment=shipment, kind="label")
    assert refused.value.code == "papers_missing"
    assert "Classify" in refused.value.message
    assert [one.who for one in paper_set(shipment).missing] == ["operator"]
    line = order.lines.get()
    line.hs_code = "090210"
    line.save()
    assert provide_document(shipment=shipment, kind="label").kind == "label"
