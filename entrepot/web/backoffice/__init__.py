"""What an operator works in: orders, exceptions, stock, shipments, declarations, books."""
