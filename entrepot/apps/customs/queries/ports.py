"""Which of our ports of declaration can do a procedure for a country."""

from entrepot.apps.customs.models import CustomsPort
from entrepot.domain.geography import EU_COUNTRIES


def ports_doing(procedure: str, country: str) -> list[CustomsPort]:
    """Ports in ``country`` that do ``procedure``, those that name it before those that do any.

    The European Union is one customs territory: any port in it serves a member that has none of its own.
    """
    able = [port for port in CustomsPort.objects.filter(is_active=True) if port.does(procedure)]
    able.sort(key=lambda port: (not port.procedures, port.code))
    own = [port for port in able if port.country == country]
    return own or [port for port in able if {port.country, country} <= EU_COUNTRIES]
