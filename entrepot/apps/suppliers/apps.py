from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    name = "entrepot.apps.suppliers"
    label = "suppliers"
