"""A buyer abroad shows who he is."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.suppliers.models import Supplier, Verification
from entrepot.kit.errors import Refused, invalid


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """``photo`` is a picture as ``kit.photos`` wrote it."""

    document: str
    number: str
    holder: str
    expires_on: date
    photo: bytes


def submit_verification(*, supplier: Supplier, identity: IdentityDocument) -> Verification:
    """Hand the document to the operators for review.

    Raises ``Refused``: 422 for a document that has expired, ``under_review`` while another waits.
    """
    if identity.expires_on <= timezone.now().date():
        raise invalid("expires_on", _("This document has expired. Show one that is still valid."))
    try:
        with transaction.atomic():
            return Verification.objects.create(
                supplier=supplier, document=identity.document, number=identity.number.strip(),
                holder=identity.holder.strip(), expires_on=identity.expires_on, photo=identity.photo,
            )  # fmt: skip
    except IntegrityError as problem:
        raise Refused(_("Your document is being looked at already."), code="under_review") from problem
