from django.db import migrations, models

# Emptied at once no row is deleted: the trigger for rows (0005) does not see it.
KEEP_ALL = """
CREATE TRIGGER keep_all BEFORE TRUNCATE ON lists_auditrecord
    FOR EACH STATEMENT EXECUTE FUNCTION lists_auditrecord_keep();
"""
FORGET = "DROP TRIGGER keep_all ON lists_auditrecord;"


class Migration(migrations.Migration):
    dependencies = [
        ("lists", "0010_duty_decisions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditrecord",
            name="act",
            field=models.CharField(
                choices=[
                    ("upload", "上传文件"),
                    ("take_in", "导入为草稿"),
                    ("correct", "更正单元格"),
                    ("undo_correction", "取消更正"),
                    ("accept", "核对问题"),
                    ("undo_acceptance", "取消核对"),
                    ("submit", "提交"),
                    ("return", "退回草稿"),
                    ("secrecy_check", "保密审查"),
                    ("publish", "公布"),
                    ("withdraw", "撤回"),
                    ("restore", "恢复"),
                    ("answer_report", "答复纠错"),
                    ("take_source", "下载来源文件"),
                    ("log_in", "登录"),
                    ("lock_out", "登录锁定"),
                    ("change_password", "修改自己的密码"),
                    ("set_password", "重设他人密码"),
                    ("make_account", "创建账号"),
                    ("change_account", "修改账号"),
                    ("disable_account", "停用账号"),
                    ("enable_account", "恢复账号"),
                    ("delete_account", "删除账号"),
                    ("change_role", "岗位变动"),
                    ("change_group", "用户组变动"),
                    ("change_data", "修改基础数据"),
                    ("decide_duty", "职责归并决定"),
                    ("export_audit", "导出操作记录"),
                    ("make_token", "创建接口令牌"),
                    ("revoke_token", "停用接口令牌"),
                ],
                max_length=20,
                verbose_name="操作",
            ),
        ),
        migrations.RunSQL(KEEP_ALL, FORGET),
    ]
