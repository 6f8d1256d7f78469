from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lists", "0012_counts_of_counties"),
    ]

    operations = [
        migrations.AddField(
            model_name="intake",
            name="seconds",
            field=models.FloatField(default=0, verbose_name="处理用时（秒）"),
        ),
    ]
