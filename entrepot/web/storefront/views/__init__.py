"""Pages of the shop by subject."""
