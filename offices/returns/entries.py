"""What somebody typed for an indicator, understood. Forms, pasted tables and files are read by the same words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from jian_minzheng.core.editing.plain_text import REFUSED
from jian_minzheng.core.masking import holds_personal_number, mask_text
from jian_minzheng.core.texts import clean
from offices.models import Indicator, Value

State = Value.State

ZERO_WORDS = frozenset({"零", "0报", "零报", "零报告", "0报告"})
MISSING_WORD = State.MISSING.label
_NOT_APPLICABLE = re.compile(r"不适用\s*[：:]?\s*(.*)", re.DOTALL)
_ANSWERS = {"是": True, "有": True, "1": True, "否": False, "无": False, "0": False}
_NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_FULL_WIDTH = {0xFF01 + place: chr(0x21 + place) for place in range(94)}
LARGEST = Decimal(10) ** 13
"""The database keeps fourteen digits before the point."""


class Unreadable(ValueError):
    """It cannot be taken as it stands; the message says what is wanted, without saying what was got."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A state, and what it carries: of 已报 one of number, answer and text; of 不适用 the reason."""

    state: State
    number: Decimal | None = None
    answer: bool | None = None
    text: str = ""
    reason: str = ""

    @property
    def figure(self) -> Decimal | None:
        """As ``Value.figure``."""
        return Decimal(0) if self.state == State.ZERO else self.number


def read_entry(indicator: Indicator, typed: str) -> Entry:
    """``12``, ``是``, ``零`` (a confirmed zero), ``不适用：理由``, ``未报`` (takes back what was said), or a text.

    Raises:
        Unreadable: none of what the indicator takes.
    """
    text = clean(typed).strip()
    if not text:
        raise Unreadable("没有填写")
    if text == MISSING_WORD:
        return Entry(State.MISSING)
    if found := _NOT_APPLICABLE.fullmatch(text):
        return Entry(State.NOT_APPLICABLE, reason=_reason(found[1]))
    if indicator.is_number:
        return _number(indicator, text.translate(_FULL_WIDTH).replace(" ", ""))
    if indicator.is_answer:
        return Entry(State.REPORTED, answer=_answer(text.translate(_FULL_WIDTH)))
    return Entry(State.REPORTED, text=_plain(text, 500))


def told(typed: str) -> str:
    """What was typed, as a message may repeat it."""
    shown = mask_text(clean(typed).strip())
    return f"“{shown[:30]}{'…' if len(shown) > 30 else ''}”"


def _reason(text: str) -> str:
    if not text:
        raise Unreadable("不适用的须写明理由，如“不适用：没有这项业务”")
    return _plain(text, 200)


def _plain(text: str, longest: int) -> str:
    if holds_personal_number(text):
        raise Unreadable(REFUSED.rstrip("。"))
    if len(text) > longest:
        raise Unreadable(f"不能超过{longest}个字")
    return text


def _answer(text: str) -> bool:
    if text not in _ANSWERS:
        raise Unreadable("应填“是”或“否”")
    return _ANSWERS[text]


def _number(indicator: Indicator, text: str) -> Entry:
    """A zero is confirmed in words: tables are full of zeros that nobody meant."""
    if text in ZERO_WORDS:
        return Entry(State.ZERO)
    if not _NUMBER.fullmatch(text):
        raise Unreadable(f"应填数字，不带单位{_measured(indicator)}")
    number = Decimal(text.replace(",", ""))
    if number < 0:
        raise Unreadable("不能是负数")
    if number == 0:
        raise Unreadable("确实为零的请填“零”，还没有数的请填“未报”")
    if number >= LARGEST:
        raise Unreadable("这个数太大")
    return Entry(State.REPORTED, number=_rounded(indicator, number))


def _rounded(indicator: Indicator, number: Decimal) -> Decimal:
    """No rounding: what has more places than the indicator takes is refused."""
    is_money = indicator.kind == Indicator.Kind.MONEY
    kept = number.quantize(Decimal("0.01") if is_money else Decimal(1))
    if kept != number:
        raise Unreadable(f"最多两位小数{_measured(indicator)}" if is_money else f"应填整数{_measured(indicator)}")
    return kept


def _measured(indicator: Indicator) -> str:
    return f"，以{indicator.measure}为单位" if indicator.measure else ""
