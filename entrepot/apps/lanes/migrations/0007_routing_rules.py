"""Rules of which ways may be taken; the lanes in force depend on them and on the tree of categories."""

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

WATCHED = ("lanes_routingrule", "catalog_category")


def codes(max_length):
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=max_length), blank=True, default=list, size=None
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_photos"),
        ("lanes", "0006_scorecards_say_freight"),
    ]

    operations = [
        migrations.CreateModel(
            name="RoutingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "effect",
                    models.CharField(choices=[("exclude", "exclude"), ("only", "only")], max_length=8),
                ),
                ("modes", codes(50)),
                ("lanes", codes(50)),
                ("origins", codes(2)),
                ("destinations", codes(2)),
                ("categories", codes(50)),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=60)),
            ],
            options={
                "ordering": ["-valid", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(("modes__len", 0), ("lanes__len", 0)),
                        name="routing_rule_names_a_way",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "".join(
                f"CREATE TRIGGER {table}_renews AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION lanes_renew_revision();"
                for table in WATCHED
            ),
            "".join(f"DROP TRIGGER {table}_renews ON {table};" for table in WATCHED),
        ),
    ]
