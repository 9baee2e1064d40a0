"""A marketplace whose buyers are not real: listings, availability, tracking numbers."""
