"""The forms of reports of errors: a reader's, and that of the list office for its answer."""

from django import forms

from lists import report_answers, reports
from lists.models import ErrorReport
from lists.searches import masked

Status = ErrorReport.Status
# How the office chooses; what everyone reads is the label of the status.
RESULTS = [
    ("", "请选择"),
    (Status.CORRECTED, Status.CORRECTED.label),
    (Status.AS_PRINTED, Status.AS_PRINTED.label),
    (Status.RECEIVED, "已收到（还在核对）"),
]


class PlainText(forms.CharField):
    """A short text without signs that do not show; too much is refused, never cut."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, **kwargs):
        super().__init__(**kwargs)
        self.longest = longest

    def to_python(self, value) -> str:
        return reports.cleaned(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            raise forms.ValidationError(
                f"最多写 {self.longest} 个字，现在有 {len(value)} 个字，请缩短。"
            )


class ReportForm(forms.Form):
    """What is wrong with a row: words, and what they are about. `website` is for machines."""

    about = forms.ChoiceField(
        label="是哪一类错误",
        choices=list(reports.ABOUT.items()),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请从列出的几类中选择，或者不选。"},
    )
    text = PlainText(
        label="哪里有错",
        longest=reports.LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="请写明哪几个字错了，应当是什么。"
        f"最多 {reports.LONGEST} 个字。请不要填写姓名、电话。",
        error_messages={"required": "还没有写。请写明哪里有错。"},
    )
    website = forms.CharField(required=False)

    def clean_text(self) -> str:
        """The words without phone numbers and the like; refuses advertisements."""
        text = self.cleaned_data["text"]
        if not any(sign.isalnum() for sign in text):
            raise forms.ValidationError("只有标点符号，看不出哪里有错。请用文字写明。")
        if reports.has_too_many_links(text):
            raise forms.ValidationError("网址最多写一个。请删去多余的网址，用文字说明哪里有错。")
        return masked(text)

    @property
    def words(self) -> str:
        """The words that are kept."""
        return reports.with_subject(self.cleaned_data["about"], self.cleaned_data["text"])

    @property
    def is_machine_made(self) -> bool:
        """Whether the field is filled in that no person sees."""
        return bool(self.data.get("website"))


class AnswerForm(forms.Form):
    """The office's answer, which everyone reads on the row."""

    status = forms.ChoiceField(
        label="核对结果",
        choices=RESULTS,
        error_messages={
            "required": "请选择核对结果。",
            "invalid_choice": "请选择列出的核对结果。",
        },
    )
    answer = PlainText(
        label="答复",
        longest=report_answers.LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"公众在这一项的页面上看到。最多 {report_answers.LONGEST} 个字。"
        "不要重复反映的内容，不要写姓名、电话。",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        """Whoever settles a report says why."""
        given = super().clean()
        settles = given.get("status") not in (None, Status.RECEIVED)
        if settles and "answer" in given and not given["answer"]:
            self.add_error("answer", "请写明核对的结果：改了什么，或者原文怎样写。")
        return given
