from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "entrepot.apps.channels"
    label = "channels"

    def ready(self) -> None:
        from entrepot.apps.channels import subscribers
        from entrepot.apps.channels.events import ChannelMessageQueued
        from entrepot.kit import outbox

        outbox.subscribe(ChannelMessageQueued, subscribers.have_message_sent)
