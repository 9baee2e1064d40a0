"""What people were told, word for word; how they wish to be told."""
