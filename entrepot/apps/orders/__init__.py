"""Orders with their lines, consignments, charges, timeline and cases.

Everything in them is a snapshot: nothing below can change history.
"""
