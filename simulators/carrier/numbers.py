"""Item numbers after UPU S10, allocated once each from a range set apart for tests.

The serials start with 99. The first of a fresh file is drawn at random, so that a carrier that has
lost its memory does not hand out the numbers of yesterday again.
"""

import secrets

from simulators.server import Refused
from simulators.world import World

WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
FIRST, LAST = 99_000_000, 99_999_999
# S10 service letters: L tracked letter post, H e-commerce parcel, E express mail.
SERVICES = {"economy": "LE", "standard": "LE", "parcel": "HE", "express": "EE"}
OTHER_SERVICE = "LE"


def indicator(service: str) -> str:
    """The two service letters for one of our services; an unknown name travels as tracked letter."""
    known = (letters for name, letters in SERVICES.items() if name in service.lower())
    return next(known, OTHER_SERVICE)


def check_digit(serial: str) -> int:
    rest = 11 - sum(w * int(d) for w, d in zip(WEIGHTS, serial, strict=True)) % 11
    return 0 if rest == 10 else 5 if rest == 11 else rest


def allocate(world: World, service: str, country: str) -> str:
    """A number never given before; ``country`` is where it is posted (UPU S10). Needs a transaction."""
    letters = indicator(service)
    start = FIRST + secrets.randbelow(900) * 1000
    serial = world.store.next_number(f"serial {letters} {country}", start)
    if serial > LAST:
        raise Refused(503, "range_exhausted", f"no numbers are left for {letters} from {country}")
    return f"{letters}{serial}{check_digit(str(serial))}{country}"
