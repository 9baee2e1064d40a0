from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fulfilment", "0010_pallets"),
    ]

    operations = [
        migrations.AlterField(
            model_name="custodyscan",
            name="act",
            field=models.CharField(
                choices=[
                    ("bagged", "Bagged"),
                    ("pulled_off", "Pulled Off"),
                    ("expected", "Expected"),
                    ("unexpected", "Unexpected"),
                    ("damaged", "Damaged"),
                    ("missing", "Missing"),
                    ("moved", "Moved"),
                    ("held", "Held"),
                    ("returned", "Returned"),
                    ("destroyed", "Destroyed"),
                    ("mistaken", "Mistaken"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="custodyscan", name="deconsolidated_once"),
        migrations.AddConstraint(
            model_name="custodyscan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("act__in", ["expected", "damaged"])),
                fields=("parcel", "waybill"),
                name="deconsolidated_once",
            ),
        ),
    ]
