"""Fulfilment modes and lanes: how goods go from an origin to a market, at what price and how fast."""
