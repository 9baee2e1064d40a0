"""Operators ask why an order was planned as it was: its quote is found by its number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("checkout", "0002_landed_prices")]

    operations = [
        migrations.AddIndex(
            "quote",
            models.Index(
                fields=["order_number"], name="quote_of_order", condition=~models.Q(order_number="")
            ),
        ),
    ]
