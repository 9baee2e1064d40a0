"""What waits at the counters of our shops."""

from datetime import timedelta
from typing import Final

# The carrier code of our own counters: its tracking numbers are the codes that buyers show.
COUNTER: Final = "counter"

# How long goods are kept for who collects them; then their code opens nothing any more.
KEPT_FOR: Final = timedelta(days=7)
