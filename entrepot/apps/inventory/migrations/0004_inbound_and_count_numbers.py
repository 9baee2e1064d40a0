"""Numbers of inbound shipments and stock counts come from sequences: short, in order, never given twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("inventory", "0003_one_living_reservation")]
    operations = [
        migrations.RunSQL(
            "create sequence inventory_inbound_number start 1001", "drop sequence inventory_inbound_number"
        ),
        migrations.RunSQL(
            "create sequence inventory_count_number start 1001", "drop sequence inventory_count_number"
        ),
    ]
