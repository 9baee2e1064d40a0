"""Papers that travel with a parcel: its label and its packing slip, and the means to typeset others."""
