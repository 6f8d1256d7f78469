"""The forms of the review page, each with Chinese labels and errors that say what to do."""

from django import forms

from lists.models import Correction, Edition

REASON = {"required": "请写明理由。", "max_length": "理由最多 300 字。"}


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
        error_messages={"invalid": "请按“年-月-日”填写，例如 2025-07-01。"},
    )
    decision_number = forms.CharField(
        label="决定文号",
        required=False,
        max_length=80,
        error_messages={"max_length": "文号最多 80 字。"},
    )
