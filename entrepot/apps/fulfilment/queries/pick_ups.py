"""What waits at the counters of our shops."""

from datetime import timedelta
from typing import Final

# How long goods are kept for who collects them; then their code opens nothing any more.
KEPT_FOR: Final = timedelta(days=7)
