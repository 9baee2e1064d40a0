"""Users, their addresses and their API keys. Who somebody is; not what an order or a supplier allows."""
