"""Categories with all that lies beneath them."""

from collections.abc import Collection

from entrepot.apps.catalog.models import Category


def branches(slugs: Collection[str]) -> frozenset[str]:
    """``slugs`` and the slugs of every category beneath them; one statement, none for no slugs."""
    found = frozenset(slugs)
    if not found:
        return found
    parents = dict(Category.objects.values_list("slug", "parent__slug"))
    while more := {slug for slug, parent in parents.items() if parent in found} - found:
        found |= more
    return found
