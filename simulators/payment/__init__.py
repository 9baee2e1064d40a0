"""A payment provider whose money is not real: redirect page, notices, refunds."""
