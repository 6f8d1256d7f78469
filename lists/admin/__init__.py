"""The admin, for administrators: every model, in Chinese."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from lists.admin.accounts import AccountAdmin, RecordedGroupAdmin, RecordedUserAdmin
from lists.admin.bases import ReadOnlyAdmin
from lists.admin.bodies import CategoryAdmin, DepartmentAdmin, SystemAdmin
from lists.admin.editions import EditionAdmin
from lists.admin.places import CountyAdmin, TownshipAdmin
from lists.admin.review import (
    AcceptanceAdmin,
    AuditRecordAdmin,
    CorrectionAdmin,
    DocumentAdmin,
    ErrorReportAdmin,
    IntakeAdmin,
)
from lists.admin.rows import ClauseAdmin, InvolvementAdmin, RowAdmin
from lists.admin.search import (
    CountAdmin,
    DutyAdmin,
    DutyDecisionAdmin,
    SearchRecordAdmin,
    ThesaurusGroupAdmin,
    TokenFrequencyAdmin,
)
from lists.admin.tokens import ApiTokenAdmin
from lists.models import (
    Acceptance,
    Account,
    ApiToken,
    ApiUse,
    AuditRecord,
    Category,
    Clause,
    CooperationItem,
    Correction,
    County,
    Department,
    Document,
    Duty,
    DutyCount,
    DutyDecision,
    DutySystem,
    Edition,
    ErrorReport,
    Intake,
    Involvement,
    Item,
    PlaceCount,
    RevokedItem,
    SearchRecord,
    System,
    ThesaurusGroup,
    TokenFrequency,
    Township,
)
from lists.views.login import admin_login
from lists.views.password import admin_password

admin.site.site_header = "乡镇履职事项清单门户 · 管理"
admin.site.site_title = "清单门户管理"
admin.site.index_title = "数据管理"
admin.site.login = admin_login
admin.site.password_change = admin_password


admin.site.register(Department, DepartmentAdmin)
admin.site.register(System, SystemAdmin)
admin.site.register(Category, CategoryAdmin)
admin.site.register(Edition, EditionAdmin)
admin.site.register(Item, RowAdmin)
admin.site.register(CooperationItem, RowAdmin)
admin.site.register(RevokedItem, RowAdmin)
admin.site.register(Clause, ClauseAdmin)
admin.site.register(Involvement, InvolvementAdmin)
admin.site.register(TokenFrequency, TokenFrequencyAdmin)
admin.site.register(County, CountyAdmin)
admin.site.register(Township, TownshipAdmin)
admin.site.register(ThesaurusGroup, ThesaurusGroupAdmin)
admin.site.register(SearchRecord, SearchRecordAdmin)
admin.site.register(Duty, DutyAdmin)
admin.site.register(DutyCount, CountAdmin)
admin.site.register(DutySystem, CountAdmin)
admin.site.register(PlaceCount, CountAdmin)
admin.site.register(ApiUse, ReadOnlyAdmin)
admin.site.register(DutyDecision, DutyDecisionAdmin)
admin.site.register(AuditRecord, AuditRecordAdmin)
admin.site.register(ApiToken, ApiTokenAdmin)
admin.site.register(Document, DocumentAdmin)
admin.site.register(Intake, IntakeAdmin)
admin.site.register(Correction, CorrectionAdmin)
admin.site.register(Acceptance, AcceptanceAdmin)
admin.site.register(ErrorReport, ErrorReportAdmin)
admin.site.register(Account, AccountAdmin)
# Django's own pages of these record nothing.
admin.site.unregister([Group, get_user_model()])
admin.site.register(Group, RecordedGroupAdmin)
admin.site.register(get_user_model(), RecordedUserAdmin)
