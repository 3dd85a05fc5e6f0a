"""Texts without what nobody sees, and in the characters of the lists: what all parsers begin with."""

import unicodedata

INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x206A),
        0xFEFF,
    ]
)
"""Zero-width and direction marks that web pages and chat programs leave in copied text; for ``str.translate``."""

_TRADITIONAL = (
    "漢滿維爾壯鮮瑤東鄉納頗錫達羅烏別獨龍倫諾門黨員團眾羣無產義農會臺灣區學專業碩職術師範畢結鎮編製務購買臨時幹調離崗掛長財縣級預備撥額補"
    "參險繳養護廚計轉軍選錄機構劃處辦書記國網遠電廣聯統開發戶單華陽廈饒萬豐興壩嶺灘溪橋樂寧葉雲聖瀘遂"
)
_SIMPLE = (
    "汉满维尔壮鲜瑶东乡纳颇锡达罗乌别独龙伦诺门党员团众群无产义农会台湾区学专业硕职术师范毕结镇编制务购买临时干调离岗挂长财县级预备拨额补"
    "参险缴养护厨计转军选录机构划处办书记国网远电广联统开发户单华阳厦饶万丰兴坝岭滩溪桥乐宁叶云圣泸遂"
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLE)


def bare_text(text: str) -> str:
    """In half-width forms and without invisible marks."""
    return unicodedata.normalize("NFKC", text).translate(INVISIBLE)


def simplified(text: str) -> str:
    """Traditional characters of answers and places made simple. Not for names: these stay as written."""
    return text.translate(_SIMPLIFIED)
