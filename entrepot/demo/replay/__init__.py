"""Real invoices of a real retailer through the whole pipeline, checkout to delivered, with proof.

`session.run` drives everything through the same services as people do; state is in the database alone, so a
run that was stopped goes on where it was.
"""
