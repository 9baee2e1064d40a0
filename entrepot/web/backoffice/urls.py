"""Addresses of the console. Every one of them passes ``operator_only``."""

from django.urls import URLPattern, path

from entrepot.web.backoffice.access import View, operator_only
from entrepot.web.backoffice.views import declarations, home, ledger, order_acts, orders, shipments

app_name = "backoffice"


def _page(route: str, view: View, name: str) -> URLPattern:
    return path(route, operator_only(view), name=name)


urlpatterns = [
    _page("", home.home, "home"),
    _page("orders/", orders.orders, "orders"),
    _page("orders/<str:number>/", orders.order, "order"),
    _page("orders/<str:number>/refund/", order_acts.refund, "refund"),
    _page("orders/<str:number>/cancel/", order_acts.cancel_order, "cancel_order"),
    _page(
        "orders/<str:number>/consignments/<int:position>/cancel/",
        order_acts.cancel_consignment,
        "cancel_consignment",
    ),
    _page("exceptions/", order_acts.exceptions, "exceptions"),
    _page("exceptions/<int:pk>/settle/", order_acts.resolve_case, "resolve_case"),
    _page("declarations/", declarations.declarations, "declarations"),
    _page("declarations/<str:reference>/", declarations.declaration, "declaration"),
    _page("declarations/<str:reference>/answer/", declarations.answer, "answer_declaration"),
    _page("declarations/<str:reference>/amend/", declarations.amend, "amend_declaration"),
    _page("ledger/", ledger.ledger, "ledger"),
    _page("shipments/", shipments.shipments, "shipments"),
    _page("shipments/<str:number>/", shipments.shipment, "shipment"),
    _page("shipments/<str:number>/steps/<slug:code>/", shipments.step, "shipment_step"),
    _page("shipments/<str:number>/pack/", shipments.pack, "pack"),
    _page("shipments/<str:number>/papers/<slug:kind>/", shipments.paper, "paper"),
]
