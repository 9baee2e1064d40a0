from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "entrepot.apps.purchasing"
    label = "purchasing"
