"""Addresses of the shop."""

from django.urls import path

from entrepot.web.storefront.views import (
    browsing,
    cart,
    checkout,
    help,
    new_price,
    notice_choices,
    orders,
    preferences,
)

app_name = "storefront"
urlpatterns = [
    path("", browsing.home, name="home"),
    path("c/<slug:slug>/", browsing.category, name="category"),
    path("search/", browsing.search, name="search"),
    path("p/<slug:slug>/", browsing.product, name="product"),
    path("ship-to/", preferences.choose_ship_to, name="ship_to"),
    path("cart/", cart.cart, name="cart"),
    path("cart/add/", cart.cart_add, name="cart_add"),
    path("cart/update/", cart.cart_update, name="cart_update"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("checkout/place/", checkout.place, name="place"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<uuid:token>/", orders.order, name="order"),
    path("orders/<uuid:token>/charges/", orders.charges, name="charges"),
    path("orders/<uuid:token>/paid/", orders.paid, name="paid"),
    path("orders/<uuid:token>/pay/", orders.pay, name="pay"),
    path("orders/<uuid:token>/new-price/accept/", new_price.agree, name="agree_to_price"),
    path("orders/<uuid:token>/new-price/decline/", new_price.decline, name="decline_price"),
    path("orders/<uuid:token>/delivery/<int:pk>/", orders.delivery_proof, name="proof_of_delivery"),
    path("orders/<uuid:token>/receive/", orders.receive, name="receive"),
    path("orders/<uuid:token>/late/<int:position>/", help.choose, name="choose_remedy"),
    path("orders/<uuid:token>/lost/<int:position>/", help.take_money_back, name="take_money_back"),
    path("orders/<uuid:token>/cases/<int:pk>/", help.answer, name="answer_case"),
    path("orders/<uuid:token>/problems/", help.report, name="report_problem"),
    path("orders/<uuid:token>/files/<int:pk>/", help.case_attachment, name="case_file"),
    path("orders/<uuid:token>/notices/", notice_choices.choice_of_order, name="notices_of_order"),
    path("notices/", notice_choices.own_choice, name="notices"),
    path("orders/<uuid:token>/invoice/<str:number>.pdf", orders.invoice, name="invoice"),
]
