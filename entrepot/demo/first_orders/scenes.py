"""Who buys what, how it shall travel, and how far the order has come when a newcomer arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from entrepot.demo.load_buyers import SEEN
from entrepot.demo.people import BUYER

DOMAIN: Final = "buyers.example"


class Reached(IntEnum):
    """Where the scene leaves its order: paid for, in boxes, or with the carrier."""

    PAID = 1
    PACKED = 2
    SENT = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """One order. ``goods`` maps article numbers to pieces; ``choices`` is the buyer's, as at checkout.

    ``meets`` is what the carrier lets happen on the way, or customs to the declaration; empty for nothing.
    ``arrives_at`` is a warehouse where the same goods arrive after the order, so that a wave may save by it.
    """

    buyer: str
    address: Mapping[str, str]
    goods: Mapping[str, int]
    reached: Reached
    choices: Mapping[str, str] = field(default_factory=dict)
    importer_id: str = ""
    language: str = "en"
    meets: str = ""
    arrives_at: str = ""

    @property
    def email(self) -> str:
        return self.buyer if "@" in self.buyer else f"{self.buyer}@{DOMAIN}"


def _at(
    name: str, line1: str, city: str, postcode: str, country: str, phone: str, region: str = ""
) -> dict[str, str]:
    return {
        "name": name, "line1": line1, "city": city, "postcode": postcode, "country": country, "phone": phone,
        "region": region,
    }  # fmt: skip


AMARA: Final = _at("Amara Okafor", "14 Harbour Street", "Bristol", "BS1 5TY", "GB", "+44 117 496 0123")
LEA: Final = _at("Léa Fontaine", "8 rue de l'Exemple", "Lyon", "69002", "FR", "+33 1 99 00 12 34")
HUGO: Final = _at("Hugo Marchand", "21 quai de l'Exemple", "Nantes", "44000", "FR", "+33 1 99 00 56 78")
JONAS: Final = _at("Jonas Weber", "Beispielweg 3", "Leipzig", "04109", "DE", "+49 30 23125 012")
RUBY: Final = _at("Ruby Collins", "77 Sample Street", "Portland", "97205", "US", "+1 503 555 0142", "OR")
OLIVIA: Final = _at(
    "Olivia Tremblay", "12 Example Avenue", "Toronto", "M5V 2T6", "CA", "+1 416 555 0123", "ON"
)
NOAH: Final = _at("Noah Clarke", "5 Example Parade", "Melbourne", "3000", "AU", "+61 3 5550 1234", "VIC")
MEI: Final = _at("Tan Mei Ling", "30 Example Road #04-12", "Singapore", "238823", "SG", "+65 6555 0123")
LIN: Final = _at("林晓", "示例路 66 号 3 栋 501", "杭州市", "310000", "CN", "+86 571 5550 0101", "浙江省")
ZHOU: Final = _at("周雨桐", "样例街 12 号", "成都市", "610000", "CN", "+86 28 5550 0102", "四川省")
HE: Final = _at("何嘉怡", "范例大道 9 号", "广州市", "510000", "CN", "+86 20 5550 0103", "广东省")
SUN: Final = _at("孙浩然", "举例巷 3 号", "北京市", "100000", "CN", "+86 10 5550 0104", "北京市")
# Well formed, and nobody's: their district has long had no such births on these days.
LIN_ID, ZHOU_ID = "11010519491231002X", "11010519880214003X"
HE_ID, SUN_ID = "110105199207050042", "110105197909231017"
# Bought abroad on order: its number is drawn anew in every shop.
SCARF: Final = SEEN[0].en

SCENES: Final = (
    Scene(BUYER, AMARA, {"CN-APP-30-S-CELADO": 1}, Reached.SENT, {"CN-SZX": "cn-express"},
          meets="stall_abroad"),
    Scene(BUYER, AMARA, {"85123A": 2, "22423": 1}, Reached.SENT, meets="stall_at_hub"),
    Scene(BUYER, AMARA, {"85123A": 1}, Reached.PAID, {"pick-up": "GB-LDN"}),
    Scene("lea", LEA, {"CN-CASE-20-SAGE": 1}, Reached.PACKED, {"CN-SZX": "cn-world-consolidated"}),
    Scene("jonas", JONAS, {"CN-FAN-03": 1}, Reached.SENT, {"CN-SZX": "cn-express"}, meets="stall_abroad"),
    Scene("jonas", JONAS, {"CN-SILK-30-IVORY": 1}, Reached.PACKED, {"CN-SZX": "cn-world-consolidated"}),
    Scene("hugo", HUGO, {"CN-TOY-02": 2}, Reached.PACKED, {"CN-SZX": "cn-fr-vow"}),
    Scene("ruby", RUBY, {"CN-ACC-06": 2}, Reached.SENT),
    Scene("olivia", OLIVIA, {"CN-PORC-04": 1}, Reached.SENT, meets="stall_at_hub"),
    Scene("ruby", RUBY, {"CN-PORC-04": 1}, Reached.PACKED, meets="query"),
    Scene("noah", NOAH, {"AU-SUN-02": 2}, Reached.SENT),
    Scene("noah", NOAH, {"FR-FOOD-02": 1}, Reached.SENT, meets="damage"),
    Scene("lea", LEA, {"CN-FAN-03": 2}, Reached.PAID, arrives_at="FR-LIL"),
    Scene("hugo", HUGO, {"CN-SILK-30-IVORY": 1}, Reached.PAID, {"CN-SZX": "cn-express"}, arrives_at="FR-LIL"),
    Scene("mei-ling", MEI, {"AU-NUT-02": 1}, Reached.PAID),
    Scene("linxiao", LIN, {"FR-MASK-04": 2}, Reached.SENT, importer_id=LIN_ID, language="zh-hans"),
    Scene("zhouyutong", ZHOU, {"AU-SUN-02": 1}, Reached.PACKED, {"AU-SYD": "au-cn-consolidated"},
          importer_id=ZHOU_ID, language="zh-hans"),
    Scene("hejiayi", HE, {"AU-WOOL-40-OATMEA": 1}, Reached.SENT, {"AU-SYD": "au-cn-post"}, importer_id=HE_ID,
          language="zh-hans", meets="stall_abroad"),
    Scene("sunhaoran", SUN, {SCARF: 1, "AU-SUN-05": 1}, Reached.PAID, importer_id=SUN_ID, language="zh-hans"),
    Scene("sunhaoran", SUN, {"AU-HONEY-02": 1}, Reached.PAID, importer_id=SUN_ID, language="zh-hans"),
)  # fmt: skip
