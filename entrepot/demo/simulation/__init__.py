"""Markets, goods and sales history for ``entrepot simulate``; only the shop's own orders need a database."""
