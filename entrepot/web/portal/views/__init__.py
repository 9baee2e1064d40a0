"""Pages and acts of the portal, one module a subject."""
