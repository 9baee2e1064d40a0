"""``python -m benchmarks``: what a checkout and the busiest pages cost, measured over HTTP."""
