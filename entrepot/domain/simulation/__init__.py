"""Ninety days of real demand over every way goods can go: cost, days, on-time share and stock-outs beside
one another.

    play(market, way, law, chance, hazards) -> Result

Discrete events on one clock, plain Python, no database. The choice of lanes is made by ``domain/sourcing``,
duty and tax by ``domain/duties``, arrival windows by ``domain/tracking``, storage by ``domain/inventory``.
The same seed gives the same trace.
"""
