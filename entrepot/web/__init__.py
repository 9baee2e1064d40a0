"""What people and programs see: storefront, back office, supplier portal, API. No rules live here."""
