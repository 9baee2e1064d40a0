from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fulfilment", "0009_what_becomes_of_found_parcels")]

    operations = [
        migrations.AddField(
            model_name="boxtype",
            name="deck_mm",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
