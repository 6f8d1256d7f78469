"""The form of a thesaurus group: one saying, term or example a line, checked before it is used."""

import re
from dataclasses import dataclass

from django import forms
from django.db.models import Value

from lists.models import County, Item, ThesaurusGroup
from lists.search.candidates import all_of
from lists.search.query import sentences
from lists.search.thesaurus import THESAURUS, Group, Pattern
from lists.search.tokens import index_tokens, normalise
from lists.searches import masked

LONGEST_TEST = 300
# Where the search cuts a text into sentences: a saying with one of these never stands in one.
PUNCTUATION = re.compile(r"[，。！？；、,.!?;：:]")


class LinesField(forms.CharField):
    """A list of texts, one a line; empty lines and repeats are left out."""

    widget = forms.Textarea

    def __init__(self, *, longest: int, most: int, **kwargs):
        super().__init__(**kwargs)
        self.longest, self.most = longest, most

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        text = super().to_python(value).replace("\x00", " ")  # PostgreSQL takes none
        lines = (" ".join(line.split()) for line in text.splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial, data) -> bool:
        return (initial or []) != self.to_python(data)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(f"最多写 {self.most} 行，现在有 {len(value)} 行，请删减。")
        for line in value:
            if len(line) > self.longest:
                raise forms.ValidationError(
                    f"“{line[:20]}……”太长，每行最多 {self.longest} 个字，请缩短或分成几行。"
                )


class ThesaurusForm(forms.ModelForm):
    """A group made in the portal."""

    said = LinesField(
        label="群众说法",
        longest=200,
        most=60,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="每行一种说法。一种说法写成几个词，用空格隔开，这几个词在同一句话里都出现才算；"
        "同一个词有几种写法的，用 / 隔开。例如：工钱/工资 拖/欠/没给",
    )
    means = LinesField(
        label="规范用语",
        longest=60,
        most=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个，写清单中出现的用语，最准确的写在最前面。例如：保障农民工工资支付",
        error_messages={"required": "请至少写一个规范用语，即清单中出现的用语。"},
    )
    examples = LinesField(
        label="例句",
        longest=200,
        most=30,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="每行一句群众可能说的话，查找时与它相同的词语越多越优先。不要写真实的姓名、电话和地址。",
    )
    unless = LinesField(
        label="出现这些词时不用",
        longest=60,
        most=30,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="每行一个词。例如说法是“工资”、这里写“招工”，查“招工 工资”时就不用这一组。",
    )

    class Meta:
        model = ThesaurusGroup
        fields = ["said", "means", "relation", "examples", "unless"]
        help_texts = {
            "relation": "同义：完全是一回事；口语：日常说法；具体情形：事项管的一种情况；"
            "相关：只是相近，排在后面；用词：只是一个词的另一种叫法，如娃娃、儿童。"
        }
        error_messages = {"relation": {"required": "请选择说法和规范用语是什么关系。"}}

    def lines(self, field: str) -> list[str]:
        """The lines of a field as they stand in the form, right or wrong."""
        if not self.is_bound:
            return getattr(self.instance, field)
        return self.fields[field].to_python(self.data.get(field, ""))

    def clean_said(self) -> list[str]:
        """Refuse sayings that could never be set off, and those that almost any text sets off."""
        said = self.cleaned_data["said"]
        for line in said:
            if PUNCTUATION.search(line):
                raise forms.ValidationError(
                    f"“{line}”里有标点。说法里只写词、空格和 /，不同的说法请分行写。"
                )
            parts = Pattern.read(line).parts
            if not parts:
                raise forms.ValidationError(f"“{line}”里没有词，请写上要找的词。")
            if len(parts) == 1 and (short := [way for way in parts[0] if len(way) < 2]):
                raise forms.ValidationError(
                    f"“{line}”里的“{short[0]}”只有一个字，许多不相干的话里都有。"
                    "请写完整的词，或用空格再加一个词。"
                )
        return said

    def clean_examples(self) -> list[str]:
        """Refuse examples with what looks like a phone number, an ID number or an address."""
        examples = self.cleaned_data["examples"]
        for sentence in examples:
            if masked(sentence) != sentence:
                raise forms.ValidationError(
                    f"“{sentence[:20]}……”里像是有电话、证件号码或邮箱，请删去。"
                )
        return examples

    def clean(self) -> dict:
        cleaned = super().clean()
        empty = not cleaned.get("said") and not cleaned.get("examples")
        if {"said", "examples"} <= cleaned.keys() and empty:
            self.add_error("said", "请至少写一种群众说法或一句例句，否则这一组不会起作用。")
        return cleaned


@dataclass(frozen=True)
class Trial:
    """What a test sentence sets off: sayings of the form at hand, and groups already in use.

    `barred` are the words of the form that keep its sayings from being used here.
    """

    sentence: str
    said: list[str]
    barred: list[str]
    others: list[Group]

    @classmethod
    def of(cls, sentence: str, form: ThesaurusForm | None, group: ThesaurusGroup, county):
        """Try a sentence on a group, as its form has it, and on the others of a county (an id)."""
        sentence = sentence.replace("\x00", "").strip()[:LONGEST_TEST]
        plain = normalise(sentence)
        said, unless = (
            form.lines(field) if form else getattr(group, field) for field in ("said", "unless")
        )
        parts = sentences(plain)
        patterns = {line: Pattern.read(line) for line in said}
        others = THESAURUS.read_anew().said_in(plain, county)
        return cls(
            sentence,
            [line for line, one in patterns.items() if any(map(one.stands_in, parts))],
            [word for word in unless if normalise(word) in plain],
            [other for other in others if other.id != group.pk],
        )


def without_rows(means: list[str], county: County | None) -> list[str]:
    """Official terms that stand in no published row of a county, or of any for None."""
    rows = Item.published.filter(county=county) if county else Item.published.all()
    standing = [
        rows.filter(all_of(index_tokens(term)))
        .order_by()
        .annotate(term=Value(term))
        .values_list("term", flat=True)[:1]
        for term in means
    ]
    found = set(standing[0].union(*standing[1:], all=True)) if standing else set()
    return [term for term in means if term not in found]
