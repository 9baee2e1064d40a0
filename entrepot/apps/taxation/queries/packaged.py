"""Rule files as the product brings them, beside those that operators changed."""

from entrepot.apps.taxation.models import PackagedRuleFile, RuleProposal
from entrepot.apps.taxation.queries.law import texts_in_force


def packaged_files() -> list[PackagedRuleFile]:
    """Every rule file as this version of the product brings it, or no longer brings it, by name."""
    return list(PackagedRuleFile.objects.order_by("name", "-pk").distinct("name"))


def packaged_changes() -> list[PackagedRuleFile]:
    """Packaged files that are not in force because operators changed theirs, and that no approved change
    has answered yet."""
    in_force = texts_in_force()
    answered = set(RuleProposal.objects.filter(status="approved").values_list("packaged", flat=True))
    return [
        row
        for row in packaged_files()
        if in_force.get(row.name, "") != row.content and row.pk not in answered
    ]


def packaged_before(row: PackagedRuleFile) -> str:
    """The packaged text of the file before ``row`` came: what the operators' change started from."""
    earlier = PackagedRuleFile.objects.filter(name=row.name, pk__lt=row.pk).order_by("-pk")
    return earlier.values_list("content", flat=True).first() or ""
