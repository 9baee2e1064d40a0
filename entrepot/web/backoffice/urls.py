"""Addresses of the console. Every one of them passes ``operator_only``."""

from django.urls import URLPattern, path

from entrepot.web.backoffice import consolidation_urls, lane_urls, warehousing_urls, watch_urls
from entrepot.web.backoffice.access import View, operator_only
from entrepot.web.backoffice.views import (
    api_keys,
    buyers,
    coverage,
    declarations,
    export,
    health,
    home,
    landed_prices,
    ledger,
    order_acts,
    orders,
    products,
    rerouting,
    rule_changes,
    rule_drafts,
    rules,
    shipments,
    suppliers,
    tariffs,
)

app_name = "backoffice"


def _page(route: str, view: View, name: str) -> URLPattern:
    return path(route, operator_only(view), name=name)


urlpatterns = [
    _page("", home.home, "home"),
    _page("orders/", orders.orders, "orders"),
    _page("orders/export.csv", export.export, "export"),
    _page("orders/<str:number>/", orders.order, "order"),
    _page("orders/<str:number>/refund/", order_acts.refund, "refund"),
    _page("orders/<str:number>/cancel/", order_acts.cancel_order, "cancel_order"),
    _page(
        "orders/<str:number>/consignments/<int:position>/cancel/",
        order_acts.cancel_consignment,
        "cancel_consignment",
    ),
    _page("orders/<str:number>/consignments/<int:position>/way/", rerouting.reroute, "reroute"),
    _page("exceptions/", order_acts.exceptions, "exceptions"),
    _page("exceptions/<int:pk>/settle/", order_acts.resolve_case, "resolve_case"),
    _page("declarations/", declarations.declarations, "declarations"),
    _page("declarations/<str:reference>/", declarations.declaration, "declaration"),
    _page("declarations/<str:reference>/answer/", declarations.answer, "answer_declaration"),
    _page("declarations/<str:reference>/amend/", declarations.amend, "amend_declaration"),
    _page("products/", products.products, "products"),
    _page("products/<str:code>/", products.product, "product"),
    _page("variants/<str:sku>/classify/", products.classify, "classify"),
    _page("variants/<str:sku>/price/<str:currency>/", products.price, "price"),
    *(_page(*each) for each in warehousing_urls.PAGES),
    *(_page(*each) for each in lane_urls.PAGES),
    *(_page(*each) for each in watch_urls.PAGES),
    *(_page(*each) for each in consolidation_urls.PAGES),
    _page("buyers/", buyers.buyers, "buyers"),
    _page("buyers/identity/<int:pk>/", buyers.verification, "verification"),
    _page("buyers/identity/<int:pk>/photo.jpg", buyers.verification_photo, "verification_photo"),
    _page("buyers/purchases/<str:number>/receipt.jpg", buyers.receipt, "receipt"),
    _page("suppliers/", suppliers.suppliers, "suppliers"),
    _page("suppliers/<slug:code>/", suppliers.supplier, "supplier"),
    _page("rules/", rules.rules, "rules"),
    _page("api-keys/", api_keys.api_keys, "api_keys"),
    _page("api-keys/<int:pk>/revoke/", api_keys.revoke_api_key, "revoke_api_key"),
    _page("rules/files/<path:name>/", rule_changes.rule_file, "rule_file"),
    _page("rules/tariffs/", tariffs.tariffs, "tariffs"),
    _page("rules/tariffs/read/", tariffs.read_tariff, "read_tariff"),
    _page("rules/tariffs/template.csv", tariffs.tariff_template, "tariff_template"),
    _page("rules/tariffs/imports/<int:pk>/", tariffs.tariff_import, "tariff_import"),
    _page("rules/coverage/", coverage.coverage, "coverage"),
    _page("rules/coverage/<str:country>/", coverage.destination, "destination"),
    _page("rules/registrations/", coverage.registrations, "registrations"),
    _page("rules/landed-prices/", landed_prices.landed_prices, "landed_prices"),
    _page("rules/new/", rule_drafts.new_rule, "new_rule"),
    _page("rules/propose/<path:name>/", rule_drafts.propose_rule, "propose_rule"),
    _page("rules/withdraw/<path:name>/", rule_drafts.withdraw_rule, "withdraw_rule"),
    _page("rules/packaged/<path:name>/", rule_drafts.review_packaged, "review_packaged"),
    _page("rules/proposals/<int:pk>/", rule_changes.rule_proposal, "rule_proposal"),
    _page("rules/proposals/<int:pk>/impact/", rule_changes.rule_impact, "rule_impact"),
    _page("rules/proposals/<int:pk>/approve/", rule_changes.approve_rule, "approve_rule"),
    _page("rules/proposals/<int:pk>/reject/", rule_changes.reject_rule, "reject_rule"),
    _page("health/", health.health, "health"),
    _page("health/events/<int:pk>/retry/", health.retry_event, "retry_event"),
    _page("health/jobs/<int:pk>/retry/", health.retry_job, "retry_job"),
    _page("ledger/", ledger.ledger, "ledger"),
    _page("shipments/", shipments.shipments, "shipments"),
    _page("shipments/<str:number>/", shipments.shipment, "shipment"),
    _page("shipments/<str:number>/steps/<slug:code>/", shipments.step, "shipment_step"),
    _page("shipments/<str:number>/pack/", shipments.pack, "pack"),
    _page("shipments/<str:number>/papers/<slug:kind>/", shipments.paper, "paper"),
]
