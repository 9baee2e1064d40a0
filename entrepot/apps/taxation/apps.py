from django.apps import AppConfig


class TaxationConfig(AppConfig):
    name = "entrepot.apps.taxation"
    label = "taxation"
