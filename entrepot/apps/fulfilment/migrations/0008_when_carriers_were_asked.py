from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fulfilment", "0007_papers_of_bond_and_counter"),
    ]

    operations = [
        migrations.AddField(
            model_name="parcel",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="parcel",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
