from django.apps import AppConfig


class MarketsConfig(AppConfig):
    name = "entrepot.apps.markets"
    label = "markets"
