from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "entrepot.apps.catalog"
    label = "catalog"
