"""What a partner's program uses: JSON over HTTP, and the webhooks that partners send us."""
