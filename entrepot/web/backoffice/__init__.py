"""The operator's console: orders, parcels, papers, stock, money, and the health of the house."""
