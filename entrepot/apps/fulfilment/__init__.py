"""Shipments, parcels, labels, documents and tracking: from the shelf to the doorstep."""
