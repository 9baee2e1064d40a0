"""A customs port: takes declarations, checks them, and answers when it is ready."""
