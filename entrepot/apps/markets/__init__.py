"""Countries served, their currency and language, and dated exchange rates."""
