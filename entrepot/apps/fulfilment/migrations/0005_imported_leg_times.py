"""Leg times may come from a history that was brought along."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fulfilment", "0004_boxes_manifests_and_pickups")]

    operations = [
        migrations.AddField(
            model_name="legtime",
            name="imported",
            field=models.CharField(blank=True, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="legtime",
            name="parcel",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="leg_times",
                to="fulfilment.parcel",
            ),
        ),
        migrations.AddConstraint(
            model_name="legtime",
            constraint=models.UniqueConstraint(
                condition=~models.Q(("imported", "")),
                fields=("imported", "leg"),
                name="imported_leg_time_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="legtime",
            constraint=models.CheckConstraint(
                condition=models.Q(("parcel__isnull", True)) ^ models.Q(("imported", "")),
                name="leg_time_of_a_parcel_or_imported",
            ),
        ),
    ]
