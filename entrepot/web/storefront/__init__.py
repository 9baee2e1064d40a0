"""The shop as buyers see it. It reads ``queries``, calls services, and decides nothing."""
