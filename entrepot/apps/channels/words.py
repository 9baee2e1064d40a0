"""What would breach a channel's rule, and what to do about it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.apps.lanes.queries import mode_name
from entrepot.domain.channels.policy import Breach

BREACHES: Final = {
    "true_origin": gettext_noop(
        "The listing says that the goods ship from elsewhere than they do. Name the true country."
    ),
    "not_domestic": gettext_noop(
        "Goods that cross a border cannot be offered as domestic. Take the claim away, or use stock that "
        "lies in the country."
    ),
    "modes_refused": gettext_noop(
        "This channel does not take goods brought in this mode. Choose a lane of another mode."
    ),
    "origin_disclosed": gettext_noop(
        "This channel asks to say where the goods ship from. Fill in the country."
    ),
    "handling_days": gettext_noop(
        "This channel takes goods that leave within %(most)s working days. Choose a faster lane."
    ),
    "transit_days": gettext_noop(
        "This channel takes goods that arrive within %(most)s days. Choose a faster lane."
    ),
    "local_number": gettext_noop(
        "This channel may not be told a local number yet. Tell the provisional one, and the local one once "
        "the parcel is in the country."
    ),
    "borne_number": gettext_noop(
        "This number is void, or not this parcel's any more. Tell the number that the parcel bears."
    ),
}
RULES: Final = {
    "true_origin": gettext_noop("True origin"),
    "not_domestic": gettext_noop("Imports are not domestic"),
    "modes_refused": gettext_noop("Modes refused: %(modes)s"),
    "origin_disclosed": gettext_noop("The origin is said"),
    "handling_days": gettext_noop("Leaves within %(most)s working days"),
    "transit_days": gettext_noop("Arrives within %(most)s days"),
    "local_number": gettext_noop("Local number: %(when)s"),
}


WHEN: Final = {
    "in_destination": gettext_noop("once the parcel is in the country"),
    "announced": gettext_noop("as soon as it is announced"),
    "never": gettext_noop("never"),
}


def told(breach: Breach) -> dict[str, Any]:
    """``breach`` as it is written down and put in words."""
    return {"kind": str(breach.kind), "source": breach.source, "parameters": dict(breach.parameters)}


def breach_sentence(breach: Mapping[str, Any]) -> str:
    """The remedy, with the rule's source."""
    said = _(BREACHES[breach["kind"]]) % breach["parameters"]
    return f"{said} ({breach['source']})"


def rule_sentence(kind: str, parameters: Mapping[str, Any]) -> str:
    """What a rule asks, in a line."""
    shown = {name: _shown(value) for name, value in parameters.items()}
    return _(RULES[kind]) % shown


def _shown(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(mode_name, value))
    return _(WHEN[value]) if value in WHEN else value
