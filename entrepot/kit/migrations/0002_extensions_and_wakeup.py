"""Extensions that columns and indexes of the apps stand on, and the trigger that wakes the worker."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

WAKE_UP = """
create function kit_outbox_notify() returns trigger language plpgsql as $$
begin perform pg_notify('entrepot_outbox', ''); return null; end $$;
create trigger outbox_wakes_worker after insert on kit_outboxevent
for each statement execute function kit_outbox_notify();
"""
UNDO = "drop trigger outbox_wakes_worker on kit_outboxevent; drop function kit_outbox_notify();"


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    run_before = [("catalog", "0001_initial"), ("suppliers", "0001_initial"), ("markets", "0001_initial")]
    operations = [TrigramExtension(), BtreeGistExtension(), migrations.RunSQL(WAKE_UP, UNDO)]
