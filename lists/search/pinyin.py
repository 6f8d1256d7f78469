"""How Chinese text sounds: toneless pinyin, and the syllables that are mixed up in speech."""

import re

from pypinyin import lazy_pinyin

HAN = re.compile(r"[\u3400-\u9fff]+")
# The column holds 200 letters, a syllable has at most 6.
LONGEST = 30
# What is typed for another by ear: 灵/宁, 知/资, 吃/词, 是/四, 林/玲, 真/正. Each way round.
INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
FINALS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


def syllables(text: str) -> list[str]:
    """The syllables of Han text, without tones: 宅基地 -> zhai, ji, di."""
    return lazy_pinyin(text)


def sound(text: str) -> str:
    """The pinyin of a text of Han characters, joined; '' for any other text."""
    if len(text) > LONGEST or not HAN.fullmatch(text):
        return ""
    return "".join(syllables(text))


def alike(syllable: str) -> list[str]:
    """The syllables often heard for this one: lin -> nin, ling."""
    found = []
    for one, other in INITIALS:
        if syllable.startswith(one):
            found.append(other + syllable.removeprefix(one))
        elif syllable.startswith(other):
            found.append(one + syllable.removeprefix(other))
    for one, other in FINALS:
        if syllable.endswith(one):
            found.append(syllable.removesuffix(one) + other)
        elif syllable.endswith(other):
            found.append(syllable.removesuffix(other) + one)
    return found


def sounds_near(heard: list[str]) -> set[str]:
    """The joined pinyin of some syllables with one of them heard wrong."""
    return {
        "".join([*heard[:at], other, *heard[at + 1 :]])
        for at, syllable in enumerate(heard)
        for other in alike(syllable)
    }
