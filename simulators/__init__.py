"""The outside world in miniature: a payment provider, a customs port and a carrier.

Each is a real HTTP server of its own (``python -m simulators.payment``), with its own rules, its own
vocabulary and its own memory in one SQLite file, so that it can be killed at any moment and carries
on where it was. They know nothing of the shop: the shop knows them through its connectors only.
Nothing here uses more than the standard library.
"""
