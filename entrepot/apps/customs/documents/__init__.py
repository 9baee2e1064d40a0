"""Papers for customs: the CN 23 declaration and the commercial invoice."""
