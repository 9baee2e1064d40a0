from django.apps import AppConfig


class FulfilmentConfig(AppConfig):
    name = "entrepot.apps.fulfilment"
    label = "fulfilment"
