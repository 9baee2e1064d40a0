"""Products, variants with their customs attributes, prices, pictures, and the search over them."""
