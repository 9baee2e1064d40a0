"""Orders with their lines, consignments, charges, timeline and cases. Snapshots: nothing below can change history."""
