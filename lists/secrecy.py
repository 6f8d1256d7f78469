"""Which marks on a document forbid publishing it before a secrecy check (保密审查)."""

import re

# 国办发〔2017〕47号. What carries one of these words is not published unchecked.
RESTRICTING = ("内部", "秘密", "机密", "绝密", "涉密", "密级", "不予公开", "依申请公开")
# Words of ordinary prose that hold one of them and mark nothing.
HARMLESS = re.compile(
    r"内部(管理|控制|审计|监督|治理|制度|机构|运行|矛盾)|(商业|国家|工作)秘密|保密"
)
MARK = re.compile("|".join(RESTRICTING))


def marks_in(line: str) -> list[str]:
    """The restricting words in a line of cover or title, 內部 read as 内部; fails closed."""
    plain = re.sub(r"\s", "", line).replace("內", "内").replace("機", "机").replace("絕", "绝")
    return list(dict.fromkeys(MARK.findall(HARMLESS.sub("", plain))))
