"""Files in the rooms of cases: as they are sent to us and as they are shown."""

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse

from entrepot.apps.orders.models import CaseMessage
from entrepot.apps.orders.services.write_case_message import LARGEST, Attachment


def attachment_of(sent: "UploadedFile[bytes] | None") -> Attachment | None:
    """What the form brought; no more of it is read than tells that it is too large."""
    return Attachment(str(sent.name), sent.read(LARGEST + 1)) if sent else None


def file_response(message: CaseMessage | None) -> HttpResponse:
    """The file, never run as a page of ours. Raises ``Http404`` without one."""
    if message is None or message.content is None:
        raise Http404
    response = HttpResponse(bytes(message.content), content_type=message.media_type)
    response["Content-Disposition"] = "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
