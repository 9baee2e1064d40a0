"""Fulfilment modes and lanes: how goods go from an origin to a market, for what price and in how many days."""
