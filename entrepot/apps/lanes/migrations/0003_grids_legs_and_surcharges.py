"""Price grids with dates and named zones; legs, surcharges, calendars and limits of a lane.

The bands that a lane had become its first grid. Triggers renew the revision with every change.
"""

from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

WATCHED = ("lanes_fulfilmentmode", "lanes_lane", "lanes_pricegrid", "lanes_priceband")

RENEW = """
CREATE SEQUENCE lanes_revision_number;
CREATE FUNCTION lanes_renew_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lanes_lanerevision (id, number) VALUES (1, nextval('lanes_revision_number'))
    ON CONFLICT (id) DO UPDATE SET number = EXCLUDED.number;
    RETURN NULL;
END $$;
INSERT INTO lanes_lanerevision (id, number) VALUES (1, nextval('lanes_revision_number'));
""" + "".join(
    f"CREATE TRIGGER {table}_renews AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION lanes_renew_revision();"
    for table in WATCHED
)

FORGET = (
    "".join(f"DROP TRIGGER {table}_renews ON {table};" for table in WATCHED)
    + "DROP FUNCTION lanes_renew_revision(); DROP SEQUENCE lanes_revision_number;"
)

FIRST_GRIDS = """
INSERT INTO lanes_pricegrid (lane_id, valid_from, zones)
SELECT id, COALESCE(lower(valid), DATE '2020-01-01'), '[]' FROM lanes_lane;
UPDATE lanes_priceband SET grid_id = grid.id FROM lanes_pricegrid grid
WHERE grid.lane_id = lanes_priceband.lane_id;
"""


def amount(**options):
    return models.DecimalField(decimal_places=4, max_digits=19, **options)


class Migration(migrations.Migration):
    dependencies = [("lanes", "0002_lanes_name_their_channel")]

    operations = [
        migrations.AddField("lane", "volumetric_share",
            models.DecimalField(decimal_places=3, default=Decimal(1), max_digits=4)),
        migrations.AddField("lane", "volumetric_waiver",
            models.DecimalField(decimal_places=2, default=Decimal(1), max_digits=4)),
        migrations.AddField("lane", "weight_steps", models.JSONField(blank=True, default=list)),
        migrations.AddField("lane", "max_side_mm", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("lane", "max_girth_mm", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("lane", "min_value", amount(blank=True, null=True)),
        migrations.AddField("lane", "max_value", amount(blank=True, null=True)),
        migrations.AddField("lane", "schedule", models.JSONField(blank=True, default=dict)),
        migrations.AddField("lane", "legs", models.JSONField(blank=True, default=list)),
        migrations.AddField("lane", "surcharges", models.JSONField(blank=True, default=list)),
        migrations.AddField("lane", "is_replenishment", models.BooleanField(default=False)),
        migrations.AddConstraint("lane", models.CheckConstraint(
            condition=models.Q(volumetric_share__gt=0, volumetric_share__lte=1, volumetric_waiver__gte=1),
            name="lane_volumetric_rule")),
        migrations.AddConstraint("lane", models.CheckConstraint(
            condition=models.Q(min_value=None) | models.Q(max_value=None)
            | models.Q(max_value__gte=models.F("min_value")),
            name="lane_values_ordered")),
        migrations.CreateModel(
            name="PriceGrid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False,
                                           verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("zones", models.JSONField(blank=True, default=list)),
                ("lane", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="grids",
                                           to="lanes.lane")),
            ],
            options={"ordering": ["valid_from"]},
        ),
        migrations.AddConstraint("pricegrid", models.UniqueConstraint(
            fields=("lane", "valid_from"), name="one_grid_a_day")),
        migrations.CreateModel(
            name="LaneRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False,
                                           verbose_name="ID")),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RemoveConstraint("priceband", "one_price_a_band"),
        migrations.RemoveConstraint("priceband", "freight_not_negative"),
        migrations.AddField("priceband", "grid", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.CASCADE, related_name="bands",
            to="lanes.pricegrid")),
        migrations.RunSQL(FIRST_GRIDS, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField("priceband", "lane"),
        migrations.AlterField("priceband", "grid", models.ForeignKey(
            on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="lanes.pricegrid")),
        migrations.AlterField("priceband", "zone", models.CharField(blank=True, max_length=40)),
        migrations.AddField("priceband", "above_g", models.PositiveIntegerField(default=0)),
        migrations.AddField("priceband", "step_g", models.PositiveIntegerField(default=0)),
        migrations.AddField("priceband", "step_amount", amount(default=Decimal(0))),
        migrations.AddConstraint("priceband", models.UniqueConstraint(
            fields=("grid", "zone", "up_to_g"), name="one_price_a_band")),
        migrations.AddConstraint("priceband", models.CheckConstraint(
            condition=models.Q(amount__gte=0, step_amount__gte=0), name="freight_not_negative")),
        migrations.RunSQL(RENEW, FORGET),
    ]  # fmt: skip
