"""Where the marketplace is and how we prove who we are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SandmarketSettings:
    base_url: str
    api_key: str = "sandbox"
    connect_s: int = 3
    answer_s: int = 10
