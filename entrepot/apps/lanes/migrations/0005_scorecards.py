"""How well lanes did; routing reads it, so that a change renews the revision."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lanes", "0004_number_pools"),
    ]

    operations = [
        migrations.CreateModel(
            name="Scorecard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        choices=[("carrier", "Carrier"), ("lane", "Lane"), ("leg", "Leg")], max_length=8
                    ),
                ),
                ("carrier", models.SlugField(blank=True)),
                ("lane", models.CharField(blank=True, max_length=50)),
                ("leg", models.CharField(blank=True, max_length=20)),
                ("parcels", models.PositiveIntegerField()),
                ("imported", models.PositiveIntegerField(default=0)),
                ("on_time", models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ("on_time_low", models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ("on_time_high", models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ("lost", models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ("damaged", models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ("median_hours", models.PositiveIntegerField(null=True)),
                ("p90_hours", models.PositiveIntegerField(null=True)),
                ("customs_hours", models.PositiveIntegerField(null=True)),
                ("scored_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["subject", "lane", "carrier", "leg"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "carrier", "lane", "leg"), name="one_scorecard_each"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER lanes_scorecard_renews AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE "
            "ON lanes_scorecard FOR EACH STATEMENT EXECUTE FUNCTION lanes_renew_revision();",
            "DROP TRIGGER lanes_scorecard_renews ON lanes_scorecard;",
        ),
    ]
