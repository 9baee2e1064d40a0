"""The four people of the demo shop, their addresses, and the key of the partner program."""

from allauth.account.models import EmailAddress

from entrepot.apps.accounts.models import Address, ApiKey, User
from entrepot.apps.suppliers.models import Supplier, SupplierMember
from entrepot.demo import people
from entrepot.demo.load_buyers import CODE as BUYER_CODE

SUPPLIER_CODE = "SYD-BANKSIA"
SCOPES = ["orders", "quotes", "stock"]
ADDRESSES = (
    {"name": "Amara Okafor", "line1": "14 Harbour Street", "city": "Bristol", "postcode": "BS1 5TY",
     "country": "GB", "phone": "+44 117 496 0123", "is_default": True},
    {"name": "Amara Okafor", "line1": "中山东一路 20 号", "city": "上海市", "region": "上海市",
     "postcode": "200002", "country": "CN", "phone": "+86 21 5550 0123"},
    {"name": "Amara Okafor", "company": "Okafor Homewares LLC", "line1": "20 West Kinzie Street",
     "city": "Chicago", "region": "IL", "postcode": "60654", "country": "US", "phone": "+1 312 555 0123"},
)  # fmt: skip


def load_people() -> int:
    """Create who is missing (an existing sign-in keeps its password); returns how many were new."""
    buyer, buyer_is_new = _person(people.BUYER, "Amara Okafor")
    _, operator_is_new = _person(people.OPERATOR, "Otto Brandt", is_staff=True, is_superuser=True)
    supplier, supplier_is_new = _person(people.SUPPLIER, "Sana Haddad")
    if buyer_is_new:
        Address.objects.bulk_create(Address(user=buyer, **address) for address in ADDRESSES)
    abroad, abroad_is_new = _person(people.BUYER_ABROAD, "Colette Martin")
    SupplierMember.objects.get_or_create(
        user=abroad, defaults={"supplier": Supplier.objects.get(code=BUYER_CODE)}
    )
    SupplierMember.objects.get_or_create(
        user=supplier, defaults={"supplier": Supplier.objects.get(code=SUPPLIER_CODE)}
    )
    if not ApiKey.objects.filter(digest=ApiKey.digest_of(people.API_KEY)).exists():
        ApiKey.create_for(buyer, "Demo partner program", SCOPES, key=people.API_KEY)
    return sum((buyer_is_new, operator_is_new, supplier_is_new, abroad_is_new))


def _person(email: str, name: str, **rights: bool) -> tuple[User, bool]:
    known = User.objects.filter(email=email).first()
    if known:
        return known, False
    user = User.objects.create_user(email, people.PASSWORD, name=name, **rights)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user, True
