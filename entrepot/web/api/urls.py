"""The API's one definition: OpenAPI 3.1 at ``openapi.json``, a readable page at ``docs``."""

from django.urls import path
from ninja import NinjaAPI

from entrepot.web.api import carts, catalogue, landed_cost, orders, problems

api = NinjaAPI(
    title="Entrepot API",
    version="1",
    description=(
        "Catalogue, landed-cost quotes, carts, orders, payments and tracking. Every POST needs an "
        "`Idempotency-Key`: the same request twice has one effect and one answer. Errors are RFC 9457 "
        "problem documents with a stable `code`, a `detail` in the language of `Accept-Language`, and "
        "`faults` per field."
    ),
    urls_namespace="api",
)
problems.register(api)
api.add_router("", catalogue.router)
api.add_router("", carts.router)
api.add_router("", orders.router)
api.add_router("", landed_cost.router)

urlpatterns = [path("", api.urls)]
