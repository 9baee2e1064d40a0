from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "entrepot.apps.notices"
    label = "notices"
