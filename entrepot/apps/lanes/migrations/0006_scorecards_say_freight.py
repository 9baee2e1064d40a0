from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lanes", "0005_scorecards"),
    ]

    operations = [
        migrations.AddField(
            model_name="scorecard",
            name="planned_hours",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="scorecard",
            name="priced",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="scorecard",
            name="currency",
            field=models.CharField(blank=True, default="", max_length=3),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="scorecard",
            name="cost_amount",
            field=models.DecimalField(decimal_places=4, max_digits=19, null=True),
        ),
        migrations.AddField(
            model_name="scorecard",
            name="cost_per_kg_amount",
            field=models.DecimalField(decimal_places=4, max_digits=19, null=True),
        ),
    ]
