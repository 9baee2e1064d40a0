"""Sales channels: what each allows to be said and done, as dated rules, and what would breach them."""
