"""What happened on channels."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelMessageQueued:
    """A channel is to be told something; nobody has asked its gateway yet."""

    message_id: int
    channel_id: int
