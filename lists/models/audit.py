"""The audit record (操作记录): who did what to which document or list, before and after."""

from django.db import models
from django.utils import timezone

from lists.models.places import County


class AuditRecord(models.Model):
    """One act of a person. The database lets nobody change or delete it."""

    class Act(models.TextChoices):
        UPLOAD = "upload", "上传文件"
        TAKE_IN = "take_in", "导入为草稿"
        CORRECT = "correct", "更正单元格"
        UNDO_CORRECTION = "undo_correction", "取消更正"
        ACCEPT = "accept", "核对问题"
        UNDO_ACCEPTANCE = "undo_acceptance", "取消核对"
        SUBMIT = "submit", "提交"
        RETURN = "return", "退回草稿"
        SECRECY_CHECK = "secrecy_check", "保密审查"
        PUBLISH = "publish", "公布"
        WITHDRAW = "withdraw", "撤回"
        RESTORE = "restore", "恢复"
        ANSWER_REPORT = "answer_report", "答复纠错"
        TAKE_SOURCE = "take_source", "下载来源文件"
        LOG_IN = "log_in", "登录"
        LOCK_OUT = "lock_out", "登录锁定"
        CHANGE_PASSWORD = "change_password", "修改自己的密码"
        SET_PASSWORD = "set_password", "重设他人密码"
        MAKE_ACCOUNT = "make_account", "创建账号"
        CHANGE_ACCOUNT = "change_account", "修改账号"
        DISABLE_ACCOUNT = "disable_account", "停用账号"
        ENABLE_ACCOUNT = "enable_account", "恢复账号"
        DELETE_ACCOUNT = "delete_account", "删除账号"
        CHANGE_ROLE = "change_role", "岗位变动"
        CHANGE_GROUP = "change_group", "用户组变动"
        CHANGE_DATA = "change_data", "修改基础数据"
        DECIDE_DUTY = "decide_duty", "职责归并决定"
        EXPORT_AUDIT = "export_audit", "导出操作记录"
        MAKE_TOKEN = "make_token", "创建接口令牌"
        REVOKE_TOKEN = "revoke_token", "停用接口令牌"

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    # Kept as words, too: the record outlives the account.
    user_id = models.BigIntegerField("用户编号", null=True, blank=True)
    user_name = models.CharField("用户", max_length=150, blank=True)
    act = models.CharField("操作", max_length=20, choices=Act)
    county = models.ForeignKey(
        County,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name="县（市、区）",
    )
    subject = models.CharField("对象", max_length=300)
    address = models.CharField("网址", max_length=300, blank=True)
    before = models.JSONField("之前", default=dict, blank=True)
    after = models.JSONField("之后", default=dict, blank=True)
    note = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "操作记录"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_name} {self.get_act_display()} {self.subject}"
