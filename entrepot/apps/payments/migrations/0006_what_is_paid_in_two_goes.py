"""A plan names the consignments that it is for: until now, all of its order."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_all(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for plan in apps.get_model("payments", "PaymentPlan").objects.select_related("order"):
        plan.consignments.set(plan.order.consignments.all())


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0007_what_came_back"),
        ("payments", "0005_wrong_amounts_and_parts_called_off"),
    ]

    operations = [
        migrations.AddField(
            model_name="paymentplan",
            name="consignments",
            field=models.ManyToManyField(related_name="payment_plans", to="orders.consignment"),
        ),
        migrations.RunPython(name_all, migrations.RunPython.noop),
    ]
