"""Telephone numbers as people write them: several at once, with words beside them."""

import re
import unicodedata
from decimal import Decimal

from jian_minzheng.core.phones import PhoneError, tidy_phone
from jian_minzheng.core.values.problems import Several, ValueProblem, WithNote

_DAMAGED = re.compile(r"\d(?:\.(\d+))?E\+?(\d{1,2})", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:联系电话|联系方式|办公(?:室|电话)?|住宅|宅电|座机|固话|固定电话|手机(?:号码?)?|移动(?:电话)?|本人|电话|微信(?:同号)?|小灵通|备用|家庭|"
    r"TEL|PHONE|MOBILE|[办手宅家HO])[:：.]?",
    re.IGNORECASE,
)
_LABELS = re.compile(rf"(?:{_LABEL.pattern}|[\s、/])*", re.IGNORECASE)
_OTHERS = re.compile(
    r"家属|亲属|亲戚|配偶|爱人|丈夫|妻|老[公婆]|[儿长次孙]子|子女|女儿|孙女|父|母|爸|妈|[兄弟姐妹哥嫂]|[儿孙]媳|女婿|监护|邻居|朋友|同事|代[接转]|转[接告]"
)
_SHORT = re.compile(r"(?:(?:集团|虚拟)?(?:短号|小号|V网|虚拟网)[:：]?\s*)\d{3,6}", re.IGNORECASE)
_PARTS = re.compile(r"[/、,，;；|\n\r\t或和及&]+|\s{2,}")
_BRACKET = re.compile(r"\(([^()\d]+)\)?")
_NUMBER = re.compile(r"[+\d(][\d\s()+.\-—–‐_]*(?:(?:转|分机|EXT\.?)\s*\d{1,6})?", re.IGNORECASE)
_NEXT_MOBILE = re.compile(
    r"(?<=\d{6})\s+(?=(?:\+?86[-\s]?)?1[3-9]\d{9}(?!\d))|(?<=\d{11})\s+(?=[(0]?0\d{2,3}|[2-9]\d{6})"
)
_MOBILE_LENGTH = 11
_EVERYDAY = re.compile(r"1[3-9][0-9]{9}")


def read_phone(written: str) -> str | Several | WithNote:
    """One number or several joined by ``、``; words in brackets (``(儿子)``) go to the note, whole. What is said to be
    somebody else's number is told.

    Raises:
        ValueProblem: ``phone_unreadable``.
    """
    if _EVERYDAY.fullmatch(written):
        return written
    text = _spelt_out(unicodedata.normalize("NFKC", written).strip().strip("'’‘`\"."))
    without_short = _SHORT.sub("", text)
    remarks = [found.strip() for found in _BRACKET.findall(without_short) if not _says_nothing(found)]
    bare = _LABEL.sub(" ", _BRACKET.sub(" ", without_short)).strip(" /、,;")
    numbers = [_one(part) for part in _split(bare)]
    if not numbers:
        raise _unreadable(text)
    phone = "、".join(dict.fromkeys(numbers))
    found: str | Several = Several(phone, {"note": f"联系电话：{'；'.join(remarks)}"}) if remarks else phone
    if any(map(_OTHERS.search, remarks)):
        return WithNote(found, "phone_of_other", "号码旁边写着是别人的，仍登记为这里的电话，请核对；不是本人的请改填。")
    if without_short != text:
        return WithNote(found, "phone_short", "短号没有读入，只登记了能直接拨打的号码。")
    return found


def _says_nothing(remark: str) -> bool:
    """Of words in brackets: do they only say which sort of number it is? A part of a word is no such word."""
    return _LABELS.fullmatch(remark.strip()) is not None


def _split(text: str) -> list[str]:
    parts = (part for piece in _PARTS.split(text) for part in _NEXT_MOBILE.split(piece.strip()))
    return [part.strip() for part in parts if part.strip()]


def _one(part: str) -> str:
    if not _NUMBER.fullmatch(part):
        raise _unreadable(part)
    try:
        return tidy_phone(part)
    except PhoneError:
        raise _unreadable(part) from None


def _spelt_out(text: str) -> str:
    """``1.3812345678E+10`` still holds all its digits, ``1.38E+10`` does not."""
    if not (found := _DAMAGED.fullmatch(text)):
        return text
    if len(found[1] or "") != int(found[2]):
        raise ValueProblem(
            "phone_unreadable",
            "号码在 Excel 里被当作数字保存，有几位已经丢失。请把这一列设为“文本”格式，重新填写，例如 0796-1234567。",
        )
    return format(Decimal(text), "f")


def _unreadable(text: str) -> ValueProblem:
    digits = re.sub(r"\D", "", text)
    if digits.startswith("1") and len(digits) in range(_MOBILE_LENGTH - 2, _MOBILE_LENGTH + 3) and len(digits) != 11:
        return ValueProblem("phone_unreadable", f"手机号码应为11位，现在是{len(digits)}位，请核对。")
    if len(digits) == 2 * _MOBILE_LENGTH:
        return ValueProblem("phone_unreadable", "像是两个手机号码连在了一起，请用“、”分开。")
    if 3 <= len(digits) <= 6:
        return ValueProblem(
            "phone_unreadable", "短号只能在单位内部拨打，请填11位手机号码，或带区号的固定电话，例如 0796-1234567。"
        )
    return ValueProblem("phone_unreadable", PhoneError.message)
