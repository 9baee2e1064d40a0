"""Sales channels: in memory and over HTTP."""
