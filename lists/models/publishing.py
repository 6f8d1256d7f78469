"""The way of an edition to the public: its states, who moved it, since when it is in force."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from lists.secrecy import RESTRICTING


class NotPublishable(Exception):
    """This edition may not be moved to that state now; the message says why and what to do."""


class Publishing(models.Model):
    """The part of an Edition that says what state it is in and how it came to that.

    Every move locks all editions of the township, so that one of them at most is in force.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "已提交，待公布"
        PUBLISHED = "published", "现行"
        SUPERSEDED = "superseded", "已被新版替代"
        WITHDRAWN = "withdrawn", "已撤回"

    # Not public yet: such an edition stands in for its township for those who may read it.
    UNPUBLISHED = (State.DRAFT, State.SUBMITTED)

    class DateBasis(models.TextChoices):
        STATED = "stated", "决定载明"
        DOCUMENT = "document", "按文件日期"
        PUBLICATION = "publication", "按本站公布日期"

    class Reason(models.TextChoices):
        FIRST = "first", "首次公布"
        ADJUSTMENT = "adjustment", "动态调整"
        ADMISSION = "admission", "职责准入"
        CORRECTION = "correction", "勘误"

    state = models.CharField("状态", max_length=12, choices=State, default=State.DRAFT)
    restricted = models.BooleanField(
        "须保密审查", default=False, help_text="文件标有“内部”“秘密”等字样"
    )
    reason = models.CharField("公布事由", max_length=12, choices=Reason, blank=True)
    decision_number = models.CharField("决定文号", max_length=80, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    effective_basis = models.CharField("施行日期依据", max_length=12, choices=DateBasis, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提交人",
    )
    secrecy_checked_at = models.DateTimeField("保密审查时间", null=True, blank=True)
    secrecy_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="保密审查人",
    )
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公布人",
    )

    class Meta:
        abstract = True

    @property
    def secrecy_marks(self) -> list[str]:
        """Those of its markings that forbid publishing before a secrecy check."""
        return [mark for mark in self.markings if mark in RESTRICTING]

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it: in force, or once in force and replaced since."""
        return self.state in (self.State.PUBLISHED, self.State.SUPERSEDED)

    @property
    def is_unpublished(self) -> bool:
        """Whether it is on its way to the public: a draft, or submitted."""
        return self.state in self.UNPUBLISHED

    def move(self, **changes) -> None:
        """Set fields and save just these."""
        for field, value in changes.items():
            setattr(self, field, value)
        self.save(update_fields=list(changes))

    def siblings(self) -> list:
        """All editions of the township, locked; this one's state is that of the database."""
        editions = list(type(self).internal.select_for_update().filter(township=self.township_id))
        self.state = next(e.state for e in editions if e.pk == self.pk)
        return editions

    def submit(self, by) -> None:
        """Hand a draft over for publication; raises NotPublishable for any other state."""
        with transaction.atomic():
            self.siblings()
            if self.state != self.State.DRAFT:
                raise NotPublishable("只有草稿可以提交。")
            self.move(state=self.State.SUBMITTED, submitted_at=timezone.now(), submitted_by=by)

    def return_to_draft(self) -> None:
        """Take a submission back, so that it can be corrected; a secrecy check is void then."""
        with transaction.atomic():
            self.siblings()
            if self.state != self.State.SUBMITTED:
                raise NotPublishable("只有已提交、还没有公布的版本可以退回。")
            self.move(
                state=self.State.DRAFT,
                submitted_at=None,
                submitted_by=None,
                secrecy_checked_at=None,
                secrecy_checked_by=None,
            )

    def record_secrecy_check(self, checker) -> None:
        """Record the 保密审查, once, before publication; raises NotPublishable for the importer."""
        with transaction.atomic():
            self.siblings()
            if checker is None or checker in (self.imported_by, self.submitted_by):
                raise NotPublishable(
                    "保密审查须由导入人、提交人以外的第二人进行，请另一位工作人员办理。"
                )
            if self.secrecy_checked_at:
                raise NotPublishable("保密审查已有记录，不能重复记录。")
            if self.state == self.State.PUBLISHED or not self.restricted:
                raise NotPublishable("只有标有“内部”“秘密”等字样、尚未公布的版本需要保密审查。")
            self.move(secrecy_checked_at=timezone.now(), secrecy_checked_by=checker)

    def publish(
        self,
        by=None,
        reason: str = "",
        even_older: bool = False,
        effective_on: datetime.date | None = None,
        decision_number: str = "",
    ) -> None:
        """Put this edition in force and supersede the one it replaces, in one transaction.

        Raises NotPublishable for the edition in force itself, for one older than that unless
        `even_older`, for a day in force that lies ahead or before that of the edition in force,
        and for a marked document without a secrecy check by another person.
        """
        with transaction.atomic():
            earlier = [e for e in self.siblings() if e.state == self.State.PUBLISHED]
            if self.state == self.State.PUBLISHED:
                raise NotPublishable("这个版本已经是现行版本，不必再公布。")
            self.require_secrecy_check(by)
            if not even_older and any(e.document_date > self.document_date for e in earlier):
                raise NotPublishable(
                    f"现行版本的日期是{earlier[0].date_label}，比这个版本（{self.date_label}）新。"
                    "确实要公布旧版本的，请在“数据管理”中办理。"
                )
            since, basis = self.in_force_since(effective_on, earlier, even_older)
            for edition in earlier:
                edition.move(state=self.State.SUPERSEDED)
            self.move(
                state=self.State.PUBLISHED,
                published_at=timezone.now(),
                published_by=by,
                reason=reason or (self.Reason.ADJUSTMENT if earlier else self.Reason.FIRST),
                effective_on=since,
                effective_basis=basis,
                decision_number=decision_number,
            )

    def require_secrecy_check(self, publisher) -> None:
        """Raise NotPublishable for a marked document without a check by a second person."""
        if not self.restricted:
            return
        if not self.secrecy_checked_at:
            marks = "”“".join(self.secrecy_marks)
            raise NotPublishable(f"文件标有“{marks}”，须先由第二人完成保密审查后才能公布。")
        if publisher is None:
            raise NotPublishable("标有“内部”“秘密”等字样的版本，须由具名的工作人员公布。")
        if publisher == self.secrecy_checked_by:
            raise NotPublishable("保密审查人与公布人不能是同一人，请另一位工作人员公布。")

    def in_force_since(self, stated, earlier: list, even_older: bool):
        """The day from which the edition is in force, and what says so: (date, DateBasis).

        The day the decision states; else the first day of the printed date; where that is not
        after the edition it replaces, or lies ahead, today.
        """
        today = timezone.localdate()
        before = max((e.effective_on for e in earlier), default=None)
        if stated:
            if stated > today:
                raise NotPublishable("施行日期在今天之后。请到施行当日再公布，或改正日期。")
            if before and stated < before and not even_older:
                raise NotPublishable(
                    f"施行日期早于现行版本的施行日期（{before:%Y-%m-%d}）。请核对日期。"
                )
            return stated, self.DateBasis.STATED
        printed = first_day(self.document_date)
        if printed and printed <= today and (before is None or printed > before):
            return printed, self.DateBasis.DOCUMENT
        return today, self.DateBasis.PUBLICATION

    def withdraw(self) -> None:
        """Take a published edition back from the public; its rows stay for the list office."""
        with transaction.atomic():
            self.siblings()
            if not self.is_public:
                raise NotPublishable("只有公众看得到的版本（现行或已被新版替代）可以撤回。")
            self.move(state=self.State.WITHDRAWN)

    def restore(self) -> None:
        """Give a withdrawn edition back to the public: in force where no other one is."""
        with transaction.atomic():
            others = [e for e in self.siblings() if e.state == self.State.PUBLISHED]
            if self.state != self.State.WITHDRAWN:
                raise NotPublishable("只有已撤回的版本可以恢复。")
            self.move(state=self.State.SUPERSEDED if others else self.State.PUBLISHED)


def first_day(printed: str) -> datetime.date | None:
    """The first day of a printed date (2025, 2025-07, 2025-07-01); None where none is printed."""
    if not printed:
        return None
    year, month, day = (*map(int, printed.split("-")), 1, 1)[:3]
    try:
        return datetime.date(year, month, day)
    except ValueError:  # 二月31日
        return None
