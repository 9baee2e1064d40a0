from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "entrepot.apps.orders"
    label = "orders"
