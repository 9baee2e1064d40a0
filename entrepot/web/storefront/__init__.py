"""What a buyer sees: home, category, search, product, cart, checkout, order page."""
