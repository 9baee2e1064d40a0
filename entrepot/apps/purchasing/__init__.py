"""Dropship orders to suppliers, and purchase tasks for buyers abroad with their listings and verification."""
