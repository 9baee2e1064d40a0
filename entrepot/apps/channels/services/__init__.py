"""Publishing listings and telling numbers, as far as the channel's policy allows."""
