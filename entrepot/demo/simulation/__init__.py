"""The demo shop's markets, goods and sales history for ``entrepot simulate``; needs no database."""
