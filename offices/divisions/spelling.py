"""How a place is spelt in pinyin, for search."""

from pypinyin import Style, lazy_pinyin, load_single_dict

load_single_dict({ord("长"): "cháng,zhǎng"})  # in place names 长 is nearly always cháng


def spell(name: str) -> tuple[str, str]:
    """Pinyin without tones, and its initials: ``敦厚镇`` → ``("dunhouzhen", "dhz")``. Unknown characters drop out."""
    syllables = [part.lower() for part in lazy_pinyin(name, style=Style.NORMAL, errors="ignore")]
    return "".join(syllables)[:200], "".join(part[0] for part in syllables if part)[:60]
