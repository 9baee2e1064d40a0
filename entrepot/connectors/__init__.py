"""Adapters to partners outside: each turns one partner's words and protocol into a port of the domain.

A connector knows the domain and an HTTP client, nothing of the platform. The folders have one shape:
``settings`` (address and credentials), ``mapping`` (pure), ``client`` (HTTP only), ``codes`` (their
words to ours), ``adapter`` (the port). Beside them, for each port, one adapter that keeps everything in
memory and passes the same contract test.
"""
