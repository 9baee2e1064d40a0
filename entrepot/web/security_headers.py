"""The content security policy: our own scripts, styles and images, nothing inline, nothing framed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'{payment}"
)
# The stock admin writes inline styles; it is for reference data and behind staff sign-in.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'"
)


class ContentSecurityPolicy:
    """Adds the policy to every answer that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path.startswith("/admin/")
        policy = ADMIN_POLICY if is_admin else POLICY.format(payment=_payment_pages())
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


def _payment_pages() -> str:
    """The redirect to the payment page follows a form post, which ``form-action`` also governs."""
    from django.conf import settings

    return f" {settings.PAYMENT_SANDBOX['url']}"
