from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "entrepot.apps.channels"
    label = "channels"
