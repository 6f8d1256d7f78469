from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('lists', '0002_meaning'),
    ]

    operations = [
        migrations.AddField(
            model_name='thesaurusgroup',
            name='switched_off_in',
            field=models.ManyToManyField(blank=True, related_name='+', to='lists.county', verbose_name='停用的县（市、区）'),
        ),
        migrations.AlterField(
            model_name='thesaurusgroup',
            name='relation',
            field=models.CharField(choices=[('same', '同义'), ('everyday', '口语'), ('case', '具体情形'), ('related', '相关'), ('word', '用词')], max_length=10, verbose_name='关系'),
        ),
    ]
