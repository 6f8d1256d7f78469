"""Which marks on a document forbid publishing it before a secrecy check (保密审查)."""

import re
import unicodedata

# 国办发〔2017〕47号. What carries one of these words is not published unchecked.
RESTRICTING = ("内部", "秘密", "机密", "绝密", "涉密", "密级", "不予公开", "依申请公开")
# Words of ordinary prose that hold one of them and mark nothing.
HARMLESS = re.compile(
    r"内部(管理|控制|审计|监督|治理|制度|机构|运行|矛盾)|(商业|国家|工作)秘密|保密"
)
MARK = re.compile("|".join(RESTRICTING))
# Of the same words a line, or what stands in brackets, that is nothing else is a mark.
ALONE = re.compile(r"(?:^|[(【\[:])(?:商业|国家|工作)(秘密)(?=$|[)】\]★☆])")
OTHER_FORMS = str.maketrans("內機絕絶祕級", "内机绝绝秘级")
# Signs without a shape that come along from web pages, word processors and fonts: soft hyphens,
# blanks of no width, selectors, private signs; and three letters that are blanks.
SHAPELESS = ("Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zs", "Zl", "Zp")
BLANK_LETTERS = "\u115f\u1160\u2800"


def marks_in(line: str) -> list[str]:
    """The restricting words in a line of cover or title, 內部 read as 内部; fails closed."""
    plain = shown(line)
    found = [*ALONE.findall(plain), *MARK.findall(HARMLESS.sub("", plain))]
    return list(dict.fromkeys(found))


def shown(line: str) -> str:
    """What is seen of a line, without blanks, each sign in its usual form."""
    signs = unicodedata.normalize("NFKC", line)
    kept = (
        sign
        for sign in signs
        if unicodedata.category(sign) not in SHAPELESS and sign not in BLANK_LETTERS
    )
    return "".join(kept).translate(OTHER_FORMS)
