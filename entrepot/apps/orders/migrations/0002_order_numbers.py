"""Order numbers come from a sequence: short, in order, never given twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]
    operations = [
        migrations.RunSQL("create sequence orders_number start 100001", "drop sequence orders_number")
    ]
