"""Identity numbers, on the checks that the forms use as well."""

import re
from decimal import Decimal, InvalidOperation

from intake.grid import Cell
from jian_minzheng.core.id_numbers import IdNumberError, check_id_number, tidy_id_number
from jian_minzheng.core.values.problems import ValueProblem, WithNote
from staffing.values.damaged_numbers import surviving_digits

_LOST = re.compile(r"\d{14,15}0{3}")
_EXPONENT = re.compile(r"\d(?:\.(\d+))?E\+?(\d{1,3})", re.IGNORECASE)
_AS_FLOAT = re.compile(r"(\d{15,18})\.0+")
_LABEL = re.compile(r"^(?:居民)?身份证(?:号码?)?[:.]?|^证件号码?[:.]?")
_AFTER = re.compile(r"[.。,，;；号]+$")
_OTHER_PAPER = re.compile(r"[A-Z]{1,3}\d{6,10}|[军兵士文职警武].{0,8}\d{5,}号?|\d{8}|\d{10}|[A-Z]\d{6}\([\dA]\)")
_TWO = re.compile(r"(\d{15}|\d{17}[\dX])[、,;/|和及]*(\d{15}|\d{17}[\dX])")
_DIGITS, _EXACT_DIGITS = 18, 15
_DAMAGED = (
    "身份证号在 Excel 里被当作数字保存，末几位已经丢失，无法还原。请把这一列设为“文本”格式，按证件重新填写18位号码。"
)


def parse_id_number(cell: Cell) -> str | WithNote:
    """The checked number with 18 characters; 15-digit ones are upgraded, and noted.

    Raises:
        ValueProblem: ``id_damaged`` (digits lost in the file: never guessed), ``id_length``, ``id_region``,
            ``id_birth``, ``id_checksum``. A damaged one tells in ``rest`` what is left of it.
    """
    try:
        return _read(cell)
    except ValueProblem as problem:
        if problem.code == "id_damaged":
            problem.rest = surviving_digits(cell.text)
        raise


def _read(cell: Cell) -> str | WithNote:
    text = _whole(cell)
    try:
        checked = check_id_number(text)
    except IdNumberError as error:
        raise _explained(text, error) from None
    if checked.upgraded:
        return WithNote(checked.number, "id_upgraded", "15位旧号码已换算成18位，请与证件核对。")
    if _may_be_cut(cell):
        message = "号码在文件里存成了数字，正好可能是丢过末几位的数，请与证件核对。"
        return WithNote(checked.number, "id_as_number", message)
    if text != tidy_id_number(cell.text):
        star = text[:-1] + "*" == tidy_id_number(cell.text)
        if star:
            return WithNote(checked.number, "id_tidied", "末位的星号按校验码读作X，请与证件核对。")
    return checked.number


def _whole(cell: Cell) -> str:
    """The characters of the number as the file holds them, dress taken off.

    Raises:
        ValueProblem: ``id_damaged``.
    """
    text = tidy_id_number(cell.text)
    if len(text) == _DIGITS and text.isascii() and text.isalnum() and not cell.damaged:
        return text  # nothing to take off
    text = _AFTER.sub("", _LABEL.sub("", text))
    if exponent := _EXPONENT.fullmatch(text):
        digits, power = len(exponent[1] or ""), int(exponent[2])
        if cell.damaged or digits != power or power >= _EXACT_DIGITS:
            raise ValueProblem("id_damaged", _DAMAGED)
        return _spelt_out(text)
    if cell.damaged:
        raise ValueProblem("id_damaged", _DAMAGED)
    if as_float := _AS_FLOAT.fullmatch(text):
        if len(as_float[1]) > _EXACT_DIGITS:
            raise ValueProblem("id_damaged", _DAMAGED)
        return as_float[1]
    if re.fullmatch(r"\d{17}\*", text):
        return text[:-1] + "X"
    return text


def _spelt_out(text: str) -> str:
    try:
        return format(Decimal(text), "f")
    except InvalidOperation:
        raise ValueProblem("id_damaged", _DAMAGED) from None


def _may_be_cut(cell: Cell) -> bool:
    """A number cell whose eighteen digits a binary fraction can hold exactly, as one in sixty-four can by chance."""
    return isinstance(cell.raw, int) and cell.raw > 10**17 and int(float(cell.raw)) == cell.raw


def _explained(text: str, error: IdNumberError) -> ValueProblem:
    if _LOST.fullmatch(text):
        return ValueProblem("id_damaged", _DAMAGED)
    if error.code != "id_length":
        return ValueProblem(error.code, error.message)
    if _TWO.fullmatch(text):
        return ValueProblem("id_length", "一格里写了两个身份证号，请只留本人的，18位。")
    if "*" in text:
        return ValueProblem("id_length", "号码被星号遮住了，请按证件填写完整的18位号码。")
    if re.fullmatch(r"[\dOIL]{17}[\dXOIL]", text) and not text[:17].isdigit():
        return ValueProblem("id_length", "号码里混有字母O、I或l，请改成数字0或1，共18位。")
    if _OTHER_PAPER.fullmatch(text):
        return ValueProblem(
            "id_length",
            "不是居民身份证号。港澳台居民请填居住证上的18位号码；只有护照等其他证件的，这一格留空，写到备注栏。",
        )
    return ValueProblem(error.code, error.message)
