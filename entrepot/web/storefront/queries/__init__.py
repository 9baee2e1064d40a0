"""What single pages of the shop show, gathered in few statements."""
