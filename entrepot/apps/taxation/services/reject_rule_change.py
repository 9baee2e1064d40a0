"""Turn a proposed change of the rules down, or take one's own back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import RuleProposal
from entrepot.domain.lifecycles import RULE_PROPOSAL
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition


def reject_rule_change(*, proposal: RuleProposal, by: User, why: str) -> RuleProposal:
    """Close ``proposal`` with the reason ``why``: rejected, or withdrawn when it is the proposer's own.

    The rules stay as they are. Raises ``Refused`` 422 without a reason, ``IllegalTransition`` once decided.
    """
    if not why.strip():
        raise invalid("reason", _("Give a reason."))
    to = "withdrawn" if by.pk == proposal.proposed_by_id else "rejected"
    return transition(
        proposal, RULE_PROPOSAL, to=to, by=f"operator:{by.pk}", why=why.strip(),
        decided_by=by, decided_at=timezone.now(), decision=why.strip(),
    )  # fmt: skip
