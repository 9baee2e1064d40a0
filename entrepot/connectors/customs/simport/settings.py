"""Where the simulated port is and how we prove who we are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SimportSettings:
    """``webhook_secrets``: the current ``whsec_`` secret first, an older one while it is being changed."""

    base_url: str
    webhook_secrets: tuple[str, ...]
    api_key: str = "sandbox"
    connect_s: int = 3
    answer_s: int = 10
