"""The four people of the demo shop. They exist only where ``ENTREPOT_DEMO`` is on."""

from typing import Final

PASSWORD: Final = "harbour-2026"
BUYER: Final = "amara@entrepot.example"
OPERATOR: Final = "otto@entrepot.example"
SUPPLIER: Final = "sana@entrepot.example"
BUYER_ABROAD: Final = "colette@entrepot.example"
SIGN_INS: Final = (
    ("buyer", BUYER, PASSWORD),
    ("operator", OPERATOR, PASSWORD),
    ("supplier", SUPPLIER, PASSWORD),
    ("buyer abroad", BUYER_ABROAD, PASSWORD),
)
API_KEY: Final = "ek_demo_partner_key_for_the_sandbox"
