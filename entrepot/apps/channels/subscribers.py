"""What channels does once a message waits."""

from entrepot.apps.channels.events import ChannelMessageQueued
from entrepot.apps.channels.tasks import send_message


def have_message_sent(event: ChannelMessageQueued) -> None:
    """The messages of one channel are sent one after another."""
    send_message.configure(lock=f"channels:{event.channel_id}").defer(message_id=event.message_id)
