"""Dropship orders to suppliers: sent, accepted or refused with a reason, shipped."""
