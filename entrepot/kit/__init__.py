"""Django-side tools that every app uses: money columns, transitions, outbox, idempotency, adapters."""
