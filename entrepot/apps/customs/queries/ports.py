"""Which of our ports of declaration can do a procedure for a country, and which of them does it."""

from collections.abc import Iterable, Sequence

from entrepot.apps.customs.models import CustomsPort, PreferredPort
from entrepot.domain.customs.procedures import UNION
from entrepot.domain.geography import EU_COUNTRIES


def ports_doing(procedure: str, country: str) -> list[CustomsPort]:
    """Ports in ``country`` that do ``procedure``, those that name it before those that do any.

    The European Union is one customs territory: any port in it serves a member that has none of its own.
    """
    able = [port for port in CustomsPort.objects.filter(is_active=True) if port.does(procedure)]
    able.sort(key=lambda port: (not port.procedures, port.code))
    own = [port for port in able if port.country == country]
    return own or [port for port in able if {port.country, country} <= EU_COUNTRIES]


def settled_port(
    able: Sequence[CustomsPort], named: Iterable[int | None], *, procedure: str, country: str
) -> CustomsPort | None:
    """The one of the ``able`` ports that declares: the first of ``named`` (ids, the most particular first),
    else the one preferred today for ``procedure`` in ``country`` (or in the Union), else the only one.

    ``None`` when nothing says which of several: where they stand in the alphabet does not.
    """
    by_id = {port.pk: port for port in able}
    places = (country, UNION) if country in EU_COUNTRIES else (country,)
    wanted = (*named, *(PreferredPort.today(place, procedure) for place in places))
    port = next((by_id[pk] for pk in wanted if pk in by_id), None)
    return able[0] if port is None and len(able) == 1 else port
