"""Carts, quotes over a fulfilment plan, and placing an order. Composes the apps below."""
