"""Put a proposed change of the rules in force: the second pair of eyes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.accounts.models import User
from entrepot.apps.taxation.models import RuleFile, RuleProposal
from entrepot.apps.taxation.services.add_rule_versions import add_rule_versions, hold_rule_files
from entrepot.apps.taxation.services.propose_rule_change import changed_book
from entrepot.domain.lifecycles import RULE_PROPOSAL
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def approve_rule_change(*, proposal: RuleProposal, by: User) -> RuleFile:
    """Load the proposed file as a new version, in force at once; quotes made before replay by the old one.

    Raises ``Refused`` 403 (``four_eyes``) for the proposer, 409 (``file_changed``) when the file has another
    version since, 422 when it no longer goes with the other files; ``IllegalTransition`` once decided.
    """
    hold_rule_files()
    RULE_PROPOSAL.check(RuleProposal.objects.values_list("status", flat=True).get(pk=proposal.pk), "approved")
    if by.pk == proposal.proposed_by_id:
        raise Refused(
            _("You proposed this change, so somebody else must approve it. Ask a colleague."),
            code="four_eyes", status=403,
        )  # fmt: skip
    newest = RuleFile.objects.filter(name=proposal.name).order_by("-pk").first()
    if (newest and newest.pk) != proposal.base_id:
        raise Refused(
            _("The file has a newer version than this change was written against. Propose it again."),
            code="file_changed",
        )
    changed_book(proposal.name, proposal.content)
    texts = {proposal.name: proposal.content}
    (version,) = add_rule_versions(texts=texts, by=f"operator:{by.pk}", why=proposal.why)
    transition(
        proposal, RULE_PROPOSAL, to="approved", by=f"operator:{by.pk}", why=proposal.why,
        decided_by=by, decided_at=timezone.now(), version=version,
    )  # fmt: skip
    return version
