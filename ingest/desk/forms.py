"""The forms of the review page, each with Chinese labels and errors that say what to do."""

import datetime
import re

from django import forms
from django.core.validators import MinValueValidator

from ingest.parse.places import PlaceNames
from lists.models import Correction, Edition

REASON = {"required": "请写明理由。", "max_length": "理由最多 300 字。"}

WRONG_DATE = "文件日期写成 2025、2025-07 或 2025-07-01 这样，并且要有这一天；文件没有印的不要填。"
PRINTED_DATE = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
LONGEST_NAME = 40
EARLIEST = datetime.date(2000, 1, 1)  # an earlier day in force is a slip: 0202-07-01
WRONG_NAME = f"地名只用文字，不用标点、数字和空格，最多 {LONGEST_NAME} 字。请照原件填写全称。"
WRONG_TOWNSHIP = "乡镇（街道）的名称须以“乡”“镇”或“街道”结尾。请照原件填写全称。"


def is_printed_date(text: str) -> bool:
    """Whether a text is a day, month or year there is, as editions keep it: 2025-07-01."""
    match = PRINTED_DATE.fullmatch(text)
    try:
        return bool(match and datetime.date(*(int(part or 1) for part in match.groups())))
    except ValueError:  # 2025-02-30
        return False


def problem_of(column: str, new: str) -> str:
    """What is wrong with a date or a place of a document and what to do; '' where nothing is."""
    if not new:
        return ""
    if column == Correction.Column.DATE:
        return "" if is_printed_date(new) else WRONG_DATE
    if len(new) > LONGEST_NAME or not all(sign.isalpha() or sign in "·（）" for sign in new):
        return WRONG_NAME
    kindless = PlaceNames(None, None, None, new).township_kind is None
    return WRONG_TOWNSHIP if column == Correction.Column.TOWNSHIP and kindless else ""


class ReasonForm(forms.Form):
    """Why something is done."""

    note = forms.CharField(label="理由", max_length=300, error_messages=REASON)


class CorrectionForm(forms.Form):
    """A cell, what was seen there, and what should stand there."""

    place = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    column = forms.ChoiceField(choices=Correction.Column.choices, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    new = forms.CharField(
        label="更正为",
        required=False,
        max_length=20_000,
        widget=forms.Textarea,
        error_messages={"max_length": "文字太长，最多 20000 字。"},
    )
    note = forms.CharField(label="理由", max_length=300, error_messages=REASON)

    def clean_new(self) -> str:
        """The new text, lines ended as they are kept."""
        return "\n".join(line.strip() for line in self.cleaned_data["new"].splitlines())

    def clean(self) -> dict:
        """What is said of the whole document fits where it is kept: pages read it from there."""
        said = super().clean()
        column, new = said.get("column"), said.get("new", "").strip()
        if column in Correction.OF_DOCUMENT and "new" in said:
            said["new"] = new
            if problem := problem_of(column, new):
                self.add_error("new", problem)
        return said

    def clean_seen(self) -> str:
        """What was seen; a browser sends its line ends as CR LF."""
        return "\n".join(self.cleaned_data["seen"].splitlines())


class PublishForm(forms.Form):
    """Why an edition is published, from when it is in force, and by which decision."""

    reason = forms.ChoiceField(
        label="公布事由",
        choices=Edition.Reason.choices,
        error_messages={"required": "请选择公布事由。", "invalid_choice": "请选择公布事由。"},
    )
    effective_on = forms.DateField(
        label="施行日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(EARLIEST, "施行日期过早，请核对年份。")],
        error_messages={"invalid": "请按“年-月-日”填写，例如 2025-07-01。"},
    )
    decision_number = forms.CharField(
        label="决定文号",
        required=False,
        max_length=80,
        error_messages={"max_length": "文号最多 80 字。"},
    )
