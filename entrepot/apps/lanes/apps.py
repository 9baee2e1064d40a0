from django.apps import AppConfig


class LanesConfig(AppConfig):
    name = "entrepot.apps.lanes"
    label = "lanes"
