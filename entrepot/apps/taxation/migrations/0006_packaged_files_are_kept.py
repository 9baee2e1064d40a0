"""Packaged rule files are kept beside those in force, so that edits of operators survive a new version."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_packaged(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What was last loaded without a proposal was packaged; changes of operators were made knowing it."""
    versions = apps.get_model("taxation", "RuleFile").objects.exclude(name__startswith="imported/")
    packaged = apps.get_model("taxation", "PackagedRuleFile")
    proposals = apps.get_model("taxation", "RuleProposal").objects
    for version in versions.filter(proposal=None).order_by("name", "-pk").distinct("name"):
        row = packaged.objects.create(name=version.name, content=version.content)
        proposals.filter(name=version.name, status="approved").update(packaged=row)


class Migration(migrations.Migration):
    dependencies = [
        ("taxation", "0005_rule_changes_are_proposed"),
    ]

    operations = [
        migrations.AddField(
            model_name="tariffimport",
            name="changed",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="tariffimport",
            name="gone",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="tariffimport",
            name="new",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="ruleproposal",
            name="content",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="PackagedRuleFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("content", models.TextField(blank=True)),
                ("came_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["name", "-id"], name="packaged_rule_file_latest")],
            },
        ),
        migrations.AddField(
            model_name="ruleproposal",
            name="packaged",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="taxation.packagedrulefile",
            ),
        ),
        migrations.RunPython(keep_packaged, migrations.RunPython.noop),
    ]
