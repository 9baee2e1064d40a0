"""Imported tariffs and their lines."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("taxation", "0003_quotes_know_who_asked")]

    operations = [
        migrations.CreateModel(
            name="TariffImport",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("jurisdiction", models.CharField(max_length=4)),
                ("name", models.SlugField(max_length=40)),
                ("format", models.CharField(max_length=30)),
                ("source", models.CharField(max_length=200)),
                ("confidence", models.CharField(default="H", max_length=1)),
                ("date_kind", models.CharField(default="acceptance", max_length=20)),
                ("checksum", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("headings", models.PositiveIntegerField()),
                ("unread", models.JSONField(default=list)),
                ("loaded_at", models.DateTimeField(auto_now_add=True)),
                ("loaded_by", models.CharField(max_length=120)),
                ("why", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="TariffLine",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=13)),
                ("program", models.CharField(blank=True, max_length=60)),
                ("rate_text", models.TextField()),
                ("rate", models.CharField(blank=True, max_length=200)),
                ("why_unread", models.TextField(blank=True)),
                ("description", models.TextField(blank=True)),
                ("units", django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=40), default=list, size=None)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("season", models.CharField(blank=True, max_length=11)),
                ("tariff_import", models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="lines",
                    to="taxation.tariffimport")),
            ],
            options={
                "indexes": [models.Index(fields=["tariff_import", "code"], name="tariff_line_code")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(valid_from=None) | models.Q(valid_to=None)
                        | models.Q(valid_from__lt=models.F("valid_to")),
                        name="tariff_line_valid_from_before_to",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(rate="") | ~models.Q(why_unread=""),
                        name="tariff_line_read_or_says_why",
                    ),
                ],
            },
        ),
    ]  # fmt: skip
