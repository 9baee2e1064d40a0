"""The suppliers' portal: their orders, offers and stock, and nothing of anybody else's."""
