"""The API's one definition: OpenAPI 3.1 at ``openapi.json``, a readable page at ``docs``."""

from typing import Any

from django.urls import path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from entrepot.web.api import carts, catalogue, landed_cost, orders, problems, stock

IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "Yours, new for each request, repeated when you repeat it; remembered for two days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
}


class EntrepotAPI(NinjaAPI):
    """Describes what is sent beside bodies: the Idempotency-Key, and the media type of errors."""

    def get_openapi_schema(self, **how: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**how)
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                if method == "post":
                    operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        response["content"][problems.MEDIA_TYPE] = response["content"].pop("application/json")
        return schema


api = EntrepotAPI(
    title="Entrepot API",
    version="1",
    description=(
        "Catalogue, landed-cost quotes, carts, orders, payments, tracking and stock. Every POST needs an "
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
api.add_router("", stock.router)

urlpatterns = [path("", api.urls)]
