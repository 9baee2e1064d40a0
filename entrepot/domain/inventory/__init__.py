"""What a warehouse knows of its goods: which lot leaves first, what it cost, what storing it costs."""
