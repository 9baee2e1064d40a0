from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "entrepot.apps.inventory"
    label = "inventory"
