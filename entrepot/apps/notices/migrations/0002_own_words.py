from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=50)),
                ("language", models.CharField(max_length=10)),
                ("subject", models.CharField(max_length=120)),
                ("following", models.CharField(blank=True, max_length=300)),
                ("changed_by", models.CharField(max_length=60)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "language"), name="notice_worded_once"),
                ],
            },
        ),
    ]
