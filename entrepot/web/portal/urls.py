"""Addresses of the portal. Every one of them passes ``supplier_only``."""

from django.urls import URLPattern, path

from entrepot.web.portal.access import View, buyer_only, supplier_only
from entrepot.web.portal.views import buying, listings, offers, orders

app_name = "portal"


def _page(route: str, view: View, name: str) -> URLPattern:
    return path(route, supplier_only(view), name=name)


def _buyers(route: str, view: View, name: str) -> URLPattern:
    return path(route, buyer_only(view), name=name)


urlpatterns = [
    _page("", orders.home, "home"),
    _page("orders/", orders.orders, "orders"),
    _page("orders/<str:number>/", orders.order, "order"),
    _page("orders/<str:number>/accept/", orders.accept, "accept"),
    _page("orders/<str:number>/refuse/", orders.refuse, "refuse"),
    _page("orders/<str:number>/ship/", orders.ship, "ship"),
    _page("orders/<str:number>/book/", orders.book, "book"),
    _page("orders/<str:number>/hand-over/", orders.hand_over, "hand_over"),
    _page("orders/<str:number>/papers/<slug:kind>/", orders.paper, "paper"),
    _page("orders/<str:number>/cases/<int:pk>/", orders.answer_case, "answer_case"),
    _page("orders/<str:number>/files/<int:pk>/", orders.case_attachment, "case_file"),
    _page("offers/", offers.offers, "offers"),
    _page("offers/quantities/", offers.quantities, "quantities"),
    _page("offers/file/", offers.stock_file, "stock_file"),
    _page("offers/article/<str:sku>/", offers.offer, "offer"),
    _page("settlements/", offers.settlements, "settlements"),
    _page("company/", offers.profile, "profile"),
    _buyers("purchases/", buying.purchases, "purchases"),
    _buyers("purchases/<str:number>/", buying.purchase, "purchase"),
    _buyers("purchases/<str:number>/accept/", buying.accept, "accept_purchase"),
    _buyers("purchases/<str:number>/bought/", buying.bought, "bought"),
    _buyers("purchases/<str:number>/dearer/", buying.dearer, "dearer"),
    _buyers("purchases/<str:number>/not-found/", buying.not_found, "not_found"),
    _buyers("purchases/<str:number>/receipt.jpg", buying.receipt, "receipt"),
    _buyers("listings/", listings.listings, "listings"),
    _buyers("listings/new/", listings.new_listing, "new_listing"),
    _buyers("listings/<str:sku>/", listings.listing, "listing"),
    _buyers("identity/", listings.identity, "identity"),
]
