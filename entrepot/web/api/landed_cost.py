"""Landed cost for partners' programs: the document of ``docs/schemas`` in, the document out.

The command ``entrepot quote`` and ``entrepot.domain.duties.quote_document`` answer the same.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.apps.taxation.queries import rate_on, rulebook
from entrepot.apps.taxation.services.quote_landed_cost import quote_landed_cost
from entrepot.apps.taxation.services.replay_quote import replay_quote
from entrepot.domain.duties import (
    FaultyDocument,
    compare_documents,
    consignment_with_rates,
    cost_to_document,
)
from entrepot.kit.errors import Fault, Refused, not_found
from entrepot.web.api.authentication import Key, caller
from entrepot.web.api.idempotent import answer_once
from entrepot.web.api.landed_cost_schemas import CompareIn, ComparisonOut, ConsignmentIn, QuoteOut, ReplayOut
from entrepot.web.api.problems import Problem

router = Router(tags=["landed cost"], auth=Key("orders", "quotes"))
FAULTS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


@router.post(
    "/landed-cost/quotes", response={201: QuoteOut, **FAULTS}, openapi_extra=ConsignmentIn.as_request_body()
)
def post_quote(request: HttpRequest) -> HttpResponse:
    """Duties, taxes and fees of a consignment, each with its base, rate, rule and source; kept for replay."""

    def act() -> QuoteOut:
        try:
            asked = consignment_with_rates(_content(request), rulebook(), rate_on)
            stored = quote_landed_cost(consignment=asked, asked_by=caller(request).user)
        except FaultyDocument as error:
            raise _refusal(error) from error
        return QuoteOut(id=stored.id, **cost_to_document(stored.landed_cost))

    return answer_once(request, act)


@router.get("/landed-cost/quotes/{quote_id}", response={200: QuoteOut, **FAULTS})
def get_quote(request: HttpRequest, quote_id: UUID) -> QuoteOut:
    """The answer as it was given."""
    return QuoteOut(id=quote_id, **_own_quote(request, quote_id).result)


@router.post("/landed-cost/quotes/{quote_id}/replay", response={200: ReplayOut, **FAULTS})
def post_replay(request: HttpRequest, quote_id: UUID) -> ReplayOut:
    """Calculate the quote again by the rules of then. Changes nothing, so it needs no Idempotency-Key."""
    stored = _own_quote(request, quote_id)
    replay = replay_quote(quote_id)
    return ReplayOut(
        is_identical=replay.is_identical,
        consignment=stored.inputs,
        landed_cost=QuoteOut(id=quote_id, **cost_to_document(replay.landed_cost)),
    )


@router.post(
    "/landed-cost/compare", response={200: ComparisonOut, **FAULTS}, openapi_extra=CompareIn.as_request_body()
)
def post_compare(request: HttpRequest) -> HttpResponse:
    """What the consignment would cost otherwise. Keeps nothing, so it needs no Idempotency-Key."""
    content = _content(request)
    if not isinstance(content, Mapping) or set(content) != {"consignment", "variations"}:
        raise _refusal(FaultyDocument([("document", "must have exactly consignment and variations")]))
    try:
        compared = compare_documents(content["consignment"], content["variations"], rulebook(), rate_on)
    except FaultyDocument as error:
        raise _refusal(error) from error
    return HttpResponse(json.dumps(compared, default=str), content_type="application/json")


def _own_quote(request: HttpRequest, quote_id: UUID) -> LandedCostQuote:
    stored = LandedCostQuote.objects.filter(pk=quote_id, asked_by=caller(request).user_id).first()
    if stored is None:
        raise not_found(_("There is no stored quote with this number."))
    return stored


def _content(request: HttpRequest) -> Any:
    """The request's body, numbers kept exact. Raises ``FaultyDocument`` when it is not JSON."""
    try:
        return json.loads(request.body, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise _refusal(FaultyDocument([("document", f"is not JSON: {error}")])) from error


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _refusal(error: FaultyDocument) -> Refused:
    faults = [Fault(path, message, "invalid") for path, message in error.faults]
    sentence = _("The document is faulty; see faults for each field.")
    return Refused(sentence, code="malformed", faults=faults, status=422)
