"""Sales channels: their policies, listings and the numbers they are told. Nothing untrue leaves."""
