"""The database itself numbers an order as it writes it."""

from django.db import migrations, models

import entrepot.apps.orders.models


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_consignment_progress")]
    operations = [
        migrations.AlterField(
            model_name="order",
            name="number",
            field=models.CharField(
                db_default=entrepot.apps.orders.models.NextNumber(), max_length=24, unique=True
            ),
        ),
    ]
