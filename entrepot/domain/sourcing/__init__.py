"""Which warehouse sends what, by which lane: a cart, stock and lanes in, a plan of consignments out.

Pure and deterministic. ``plan`` chooses the consignments that cost least by a ``Policy``: goods, freight,
duty and tax as the caller's law says, handling, waiting and risk. It explains other plans with money and
days, and never cuts up a sale to stay below a threshold. Every line that cannot be sent says why in a key:
``no_stock``, ``too_late``, ``no_lane``, ``restricted``, ``unclassified_across_border``, ``prohibited``.
"""
