"""Pages and acts of the console, one module a subject."""
