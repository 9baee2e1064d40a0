"""Which warehouse sends what, by which lane: a cart, stock and lanes in, a plan of consignments out.

Pure and deterministic. ``plan`` blocks as few lines as stock and lanes allow, then wants the fewest
consignments, then the cheapest freight, then the fastest promise. Every line that cannot be sent says
why in a key: ``no_stock``, ``no_lane``, ``restricted``, ``unclassified_across_border``, ``prohibited``.
"""
