"""What a buyer abroad lists is a ``BuyerListing``: a ``Listing`` is what stands on a sales channel."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("purchasing", "0002_purchases_and_listings")]
    operations = [
        migrations.RenameModel("Listing", "BuyerListing"),
        migrations.AlterField(
            "buyerlisting",
            "variant",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="buyer_listing",
                to="catalog.variant",
            ),
        ),
        migrations.AlterField(
            "buyerlisting",
            "supplier",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="buyer_listings",
                to="suppliers.supplier",
            ),
        ),
    ]
