from django.db import migrations, models

# Of a number that waits in two pools one row stays: the one that was given, else the one listed first.
WAITS_TWICE = """
delete from lanes_poolednumber waiting using lanes_poolednumber kept
where waiting.carrier = kept.carrier and waiting.number = kept.number and waiting.id <> kept.id
  and waiting.state = 'free' and (kept.state <> 'free' or kept.id < waiting.id)
"""
CARRIER_OF_THE_POOL = """
update lanes_poolednumber set carrier = pool.carrier from lanes_numberpool pool where pool.id = pool_id
"""
CARRIERS_AGREE = """
alter table lanes_numberpool add constraint pool_with_its_carrier unique (id, carrier);
alter table lanes_poolednumber add constraint pooled_number_has_its_pools_carrier
  foreign key (pool_id, carrier) references lanes_numberpool (id, carrier)
"""
NO_LONGER = """
alter table lanes_poolednumber drop constraint pooled_number_has_its_pools_carrier;
alter table lanes_numberpool drop constraint pool_with_its_carrier
"""


class Migration(migrations.Migration):
    dependencies = [("lanes", "0007_routing_rules")]

    operations = [
        migrations.AddField("poolednumber", "carrier", models.SlugField(default=""), preserve_default=False),
        migrations.RunSQL(CARRIER_OF_THE_POOL, migrations.RunSQL.noop),
        migrations.RunSQL(WAITS_TWICE, migrations.RunSQL.noop),
        migrations.RemoveConstraint("poolednumber", "pooled_number_once"),
        migrations.AddConstraint(
            "poolednumber",
            models.UniqueConstraint(fields=("carrier", "number"), name="pooled_number_once"),
        ),
        migrations.RunSQL(CARRIERS_AGREE, NO_LONGER),
    ]
