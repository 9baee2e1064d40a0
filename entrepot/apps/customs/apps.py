from django.apps import AppConfig


class CustomsConfig(AppConfig):
    name = "entrepot.apps.customs"
    label = "customs"
